import re
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / ".env.example"
# The variables that decide how a site runs; whoever runs the tests may have set some for another one.
SETTINGS = set(re.findall(r"^# ([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))

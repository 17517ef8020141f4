"""`make screens`: pictures of the pages to look at, narrow and wide, light and dark, in DATA_DIR/screens.

Those of the editors' guide, editing-*.png, are copied to docs/ when its pages have changed.
"""

import os
import sys
from pathlib import Path

import pytest

# A name of its own: the tests' settings put another DATA_DIR in the place of the caller's.
FOLDER = "SCREENS_FOLDER"


def main():
    folder = Path(os.environ.get("DATA_DIR", "var")).resolve() / "screens"
    os.environ[FOLDER] = str(folder)
    pictures = [str(Path(__file__).with_name(name)) for name in ("pictures.py", "guide_pictures.py")]
    failed = pytest.main(["-q", "-p", "no:cacheprovider", *pictures])
    sys.stdout.write(f"The pictures are in {folder}\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()

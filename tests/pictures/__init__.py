"""Pictures that the tests make: good ones, hostile ones, and what the good ones hide in their metadata."""

from tests.pictures.good import EXPECTED, GOOD
from tests.pictures.hostile import HOSTILE
from tests.pictures.jpeg import assert_bare
from tests.pictures.metadata import METADATA

__all__ = ["EXPECTED", "GOOD", "HOSTILE", "METADATA", "assert_bare"]

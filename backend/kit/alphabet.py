"""The alphabets that a language may be read in."""

from enum import StrEnum


class Alphabet(StrEnum):
    latin = "latin"
    cyrillic = "cyrillic"

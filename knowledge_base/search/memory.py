"""Gives memory back that building the index needed for a moment. Called once a large segment stands."""

import ctypes
import sys


def give_back() -> None:
    """The C library keeps what was freed for later; of 100,000 articles that is some 80 MB nobody asks for again."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)

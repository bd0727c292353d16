"""Meaning beside words: texts as vectors of a model that somebody configured; without one nothing happens here."""

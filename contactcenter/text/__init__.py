"""Folds scripts, numbers and spellings, so that what people write can be compared."""

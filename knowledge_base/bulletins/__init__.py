"""Required reading: who must have read what by when, and who has not."""

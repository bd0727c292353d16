"""What people write about gaps, checked: reasons, notes, answers."""

from contactcenter.errors import InvalidInput

LONGEST_WORDS = 2000


def checked_words(text: str, field: str, missing: str) -> str:
    """The words without blank edges; `InvalidInput` names the field where there are none or too many."""
    words = text.replace("\x00", "").strip()
    if not words or len(words) > LONGEST_WORDS:
        problem = missing if not words else f"At most {LONGEST_WORDS} characters."
        raise InvalidInput(problem, details={"fields": {field: problem}})
    return words

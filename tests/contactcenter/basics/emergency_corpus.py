"""Texts as people write them, line by line: those that tell of an emergency with its kind, and those that do not."""

from tests.contactcenter.basics.false_emergencies import FALSE_TEXTS
from tests.contactcenter.basics.true_emergencies import TRUE_TEXTS


def true_texts() -> list[tuple[str, str]]:
    return [(text.strip(), kind) for kind, texts in TRUE_TEXTS.items() for text in texts.strip().splitlines()]


def false_texts() -> list[str]:
    return [text.strip() for text in FALSE_TEXTS.strip().splitlines()]

"""Emergency words: whether what somebody wrote or said must be served before everything else. Called by actions."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.routing.models import EmergencyWord
from contactcenter.text.phrases import find_phrase

KINDS: Final = ("fire", "gas", "lift", "electric", "water", "person", "crime", "structure")
# The fire bell rings in drills too; nobody is trapped in a lift for practice.
EXPLAINED_BY_DRILL: Final = frozenset({"fire"})


async def find_emergency(session: Session, texts: Mapping[str, str]) -> dict[str, EmergencyWord]:
    """The word that makes each of these texts an emergency, by the text's key; the others are left out."""
    spoken = {key: text for key, text in texts.items() if text.strip()}
    if not spoken:
        return {}
    words = list(await session.scalars(select(EmergencyWord).order_by(EmergencyWord.id)))
    if not words:
        return {}
    phrases = tuple(word.phrase for word in words)
    drilled = frozenset(number for number, word in enumerate(words) if word.kind in EXPLAINED_BY_DRILL)
    found = {key: find_phrase(text, phrases, drilled=drilled) for key, text in spoken.items()}
    return {key: words[match.index] for key, match in found.items() if match is not None}

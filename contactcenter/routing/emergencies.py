"""Emergency words: whether what somebody wrote or said must be served before everything else. Called by actions."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

from sqlalchemy import select, update

from contactcenter.db import Session
from contactcenter.routing.models import EmergencyWord
from contactcenter.text.happening import Explained
from contactcenter.text.phrases import find_all, prepare
from contactcenter.text.scripts import fold

KINDS: Final = ("fire", "gas", "lift", "electric", "water", "person", "crime", "structure")
# A caller pressed the key for emergencies; what it is, nobody has said yet. No word stands for it.
UNCLEAR: Final = "unclear"
ALL_KINDS: Final = (*KINDS, UNCLEAR)


class Worded(Protocol):
    """A word with what it tells of."""

    @property
    def kind(self) -> str: ...


# The fire bell rings in drills too; nobody is trapped in a lift for practice.
EXPLAINED_BY_DRILL: Final = frozenset({"fire"})
# What was smelled or broken into yesterday may still be so; who was trapped yesterday is out.
LASTS: Final = frozenset({"gas", "crime", "structure"})
# They ask for help and do not say what for; folded.
CRIES: Final = frozenset(
    {"救命", "叫救护车", "叫白车", "要救护车", "要白车", "打120"}
    | {"call an ambulance", "need an ambulance", "send an ambulance", "ambulance now", "ambulance please"}
    | {"call 999 now", "please call 999"}
)


async def find_emergency(session: Session, texts: Mapping[str, str]) -> dict[str, EmergencyWord]:
    """The word that makes each of these texts an emergency, by the text's key; the others are left out."""
    spoken = {key: text for key, text in texts.items() if text.strip()}
    words = await active_words(session) if spoken else []
    if not words:
        return {}
    phrases, explained = prepare(tuple(word.phrase for word in words)), explained_by(words)
    found = {
        key: most_telling([words[match.index] for match in find_all(text, phrases, explained) if not match.because])
        for key, text in spoken.items()
    }
    return {key: word for key, word in found.items() if word is not None}


def most_telling(said: Sequence[EmergencyWord]) -> EmergencyWord | None:
    """Of the words that count the first, but a cry for help only where nothing else says what has happened."""
    return next((word for word in said if fold(word.phrase) not in CRIES), said[0] if said else None)


async def active_words(session: Session) -> Sequence[EmergencyWord]:
    query = select(EmergencyWord).where(EmergencyWord.is_active).order_by(EmergencyWord.id)
    return (await session.scalars(query)).all()


def explained_by(words: Sequence[Worded]) -> Explained:
    """Which of these words a drill explains away, and which yesterday does not."""
    drilled = frozenset(number for number, word in enumerate(words) if word.kind in EXPLAINED_BY_DRILL)
    lasting = frozenset(number for number, word in enumerate(words) if word.kind in LASTS)
    return Explained(drilled, lasting)


async def count_hits(session: Session, word_ids: Collection[str]) -> None:
    """These words have lifted something."""
    if word_ids:
        more = update(EmergencyWord).where(EmergencyWord.id.in_(word_ids)).values(hits=EmergencyWord.hits + 1)
        await session.execute(more.execution_options(synchronize_session=False))


async def count_false_hit(session: Session, word_id: str) -> None:
    """Somebody took back what this word lifted."""
    more = update(EmergencyWord).where(EmergencyWord.id == word_id).values(false_hits=EmergencyWord.false_hits + 1)
    await session.execute(more.execution_options(synchronize_session=False))

"""The places that a batch of texts speaks of, with two statements for all of them. Called by intake."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from contactcenter.db import Session
from contactcenter.places.models import KINDS, Place, PlaceSpelling
from contactcenter.places.service import LONGEST_SEARCHED_TEXT, SHORTEST_SPELLING
from contactcenter.places.spelling import fold_spelling, occurs_whole, read_place_codes

Row = tuple[str, str]


async def find_places_in_texts(session: Session, texts: Mapping[str, str]) -> dict[str, str]:
    """The id of the place each text speaks of, by the text's key: what `find_place_in_text` finds, for many at once."""
    found = await _by_codes(session, texts)
    unread = {key: text for key, text in texts.items() if key not in found}
    return found | await _by_spellings(session, unread)


async def _by_codes(session: Session, texts: Mapping[str, str]) -> dict[str, str]:
    codes = {key: read_place_codes(text) for key, text in texts.items()}
    wanted = {code for of_text in codes.values() for code in of_text}
    if not wanted:
        return {}
    rows = (await session.execute(select(Place.code, Place.kind, Place.id).where(Place.code.in_(wanted)))).all()
    places: dict[str, Row] = {code: (kind, id_) for code, kind, id_ in rows}
    result = {}
    for key, of_text in codes.items():
        existing = [places[code] for code in of_text if code in places]
        if existing:
            # The most exact one; of several equally exact ones the first in the text.
            result[key] = max(existing, key=lambda place: KINDS.index(place[0]))[1]
    return result


async def _by_spellings(session: Session, texts: Mapping[str, str]) -> dict[str, str]:
    folded = {key: fold_spelling(text[:LONGEST_SEARCHED_TEXT]) for key, text in texts.items()}
    folded = {key: text for key, text in folded.items() if len(text) >= SHORTEST_SPELLING}
    if not folded:
        return {}
    # The database finds the spellings whose beginning stands in any of the texts; which of them fits is seen here.
    beginnings = {text[i : i + SHORTEST_SPELLING] for text in folded.values() for i in range(len(text) - 1)}
    begins_there = func.substr(PlaceSpelling.folded, 1, SHORTEST_SPELLING).in_(beginnings)
    query = select(PlaceSpelling.folded, Place.kind, Place.id).join(Place, Place.id == PlaceSpelling.place_id)
    rows = [(spelling, kind, id_) for spelling, kind, id_ in await session.execute(query.where(begins_there))]
    best = {key: _best(text, rows) for key, text in folded.items()}
    return {key: place_id for key, place_id in best.items() if place_id is not None}


def _best(folded_text: str, rows: Sequence[tuple[str, str, str]]) -> str | None:
    fitting = [row for row in rows if row[0] in folded_text and occurs_whole(row[0], folded_text)]
    chosen = max(fitting, key=lambda row: (KINDS.index(row[1]), len(row[0]), row[0]), default=None)
    return chosen[2] if chosen else None

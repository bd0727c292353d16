"""Find places by code, by words and by what stands in a text; walk the tree. Called by actions and screens."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import literal, or_, select
from sqlalchemy.orm import aliased

from contactcenter.config import LANGUAGES
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.journal import history
from contactcenter.places.models import KINDS, Place, PlaceSpelling
from contactcenter.places.spelling import fold_spelling, occurs_whole, read_place_codes
from contactcenter.text.scripts import fold

# Only the beginning of a long text is searched for stored spellings; whoever writes an address writes it early.
LONGEST_SEARCHED_TEXT = 2000
SHORTEST_SPELLING = 2


async def get_place(session: Session, place_id: str) -> Place:
    place = await session.get(Place, place_id)
    if place is None:
        raise NotFound("There is no such place.")
    return place


async def get_places(session: Session, place_ids: Collection[str]) -> dict[str, Place]:
    """Those of these places that exist, by id, with one statement."""
    if not place_ids:
        return {}
    found = await session.scalars(select(Place).where(Place.id.in_(set(place_ids))))
    return {place.id: place for place in found}


async def find_place_by_code(session: Session, code: str) -> Place | None:
    """The place with this code; case and full-width letters do not matter."""
    wanted = fold(code).strip().upper()
    return (await session.scalars(select(Place).where(Place.code == wanted))).one_or_none()


async def find_place_in_text(session: Session, text: str) -> Place | None:
    """The place a text speaks of: an address read from it that exists, else a stored spelling; a unit beats a floor."""
    place = await _find_by_codes(session, read_place_codes(text))
    return place or await _find_by_spelling(session, text)


async def _find_by_codes(session: Session, codes: Sequence[str]) -> Place | None:
    if not codes:
        return None
    found = list(await session.scalars(select(Place).where(Place.code.in_(codes))))
    # The most exact one, and of several equally exact ones the first in the text.
    return min(found, key=lambda place: (-KINDS.index(place.kind), codes.index(place.code)), default=None)


async def _find_by_spelling(session: Session, text: str) -> Place | None:
    folded = fold_spelling(text[:LONGEST_SEARCHED_TEXT])
    if len(folded) < SHORTEST_SPELLING:
        return None
    occurs = literal(folded).like("%" + PlaceSpelling.folded + "%")
    query = select(PlaceSpelling.folded, Place).join(Place, Place.id == PlaceSpelling.place_id).where(occurs)
    rows = [(spelling, place) for spelling, place in await session.execute(query) if occurs_whole(spelling, folded)]
    best = max(rows, key=lambda row: (KINDS.index(row[1].kind), len(row[0]), row[0]), default=None)
    return best[1] if best else None


async def search_places(
    session: Session,
    q: str = "",
    *,
    kind: str | None = None,
    parent_id: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> list[Place]:
    """Places by code, name or any spelling, in the order of their ids; `after` is the id of the last one seen."""
    query = select(Place).order_by(Place.id).limit(limit)
    if kind is not None:
        query = query.where(Place.kind == kind)
    if parent_id is not None:
        query = query.where(Place.parent_id == parent_id)
    if after is not None:
        query = query.where(Place.id > after)
    if q.strip():
        wanted = fold_spelling(q)
        by_spelling = select(PlaceSpelling.place_id).where(PlaceSpelling.folded.contains(wanted, autoescape=True))
        by_words = [Place.code.icontains(q.strip(), autoescape=True), Place.code.in_(read_place_codes(q))]
        by_words += [Place.names[language].as_string().icontains(q.strip(), autoescape=True) for language in LANGUAGES]
        query = query.where(or_(*by_words, Place.id.in_(by_spelling) if wanted else literal(False)))
    return list(await session.scalars(query))


async def path_to(session: Session, place_id: str) -> list[Place]:
    """The place and everything above it, the estate first."""
    start = select(Place.id, Place.parent_id, literal(0).label("height")).where(Place.id == place_id)
    above = start.cte("above", recursive=True)
    parent = aliased(Place)
    above = above.union_all(
        select(parent.id, parent.parent_id, above.c.height + 1).join(above, parent.id == above.c.parent_id)
    )
    query = select(Place).join(above, above.c.id == Place.id).order_by(above.c.height.desc())
    return list(await session.scalars(query))


async def ids_within(session: Session, place_id: str) -> list[str]:
    """The ids of the place and of everything below it."""
    below = select(Place.id).where(Place.id == place_id).cte("below", recursive=True)
    child = aliased(Place)
    below = below.union_all(select(child.id).join(below, child.parent_id == below.c.id))
    return list(await session.scalars(select(below.c.id)))


async def children_of(session: Session, place_id: str) -> list[Place]:
    return list(await session.scalars(select(Place).where(Place.parent_id == place_id).order_by(Place.id)))


async def standing_note(session: Session, place_id: str) -> str:
    """What everybody who goes there must know: the place's own note first, then those of floor, building, estate."""
    return "\n".join(place.note for place in reversed(await path_to(session, place_id)) if place.note)


async def create_place(
    session: Session,
    *,
    kind: str,
    code: str,
    names: Mapping[str, str],
    parent_id: str | None = None,
    building: str = "",
    note: str = "",
    spellings: Iterable[str] = (),
) -> Place:
    """Add a node; `code` must be new."""
    if kind not in KINDS:
        raise InvalidInput(f"A place is one of {', '.join(KINDS)}.", details={"kind": kind})
    own_code = fold(code).strip().upper()
    row = {"kind": kind, "code": own_code, "names": dict(names), "building": building, "note": note}
    statement = insert(session, Place).values(id=new_id(), parent_id=parent_id, **row).returning(Place)
    statement = statement.on_conflict_do_nothing(index_elements=["code"])
    place: Place | None = (await session.scalars(statement)).one_or_none()
    if place is None:
        raise Conflict("There is already a place with this code.", details={"code": own_code})
    await add_spellings(session, {place.id: spellings})
    return place


async def add_spellings(session: Session, spellings: Mapping[str, Iterable[str]]) -> None:
    """Store usual spellings by place id; one that already stands for a place stays with it."""
    rows = {
        fold_spelling(spelling): place_id
        for place_id, of_place in spellings.items()
        for spelling in of_place
        if len(fold_spelling(spelling)) >= SHORTEST_SPELLING
    }
    if rows:
        statement = insert(session, PlaceSpelling).on_conflict_do_nothing(index_elements=["folded"])
        await session.execute(statement, [{"folded": folded, "place_id": id_} for folded, id_ in sorted(rows.items())])


async def set_note(session: Session, place_id: str, note: str, *, author_id: str, now: datetime) -> Place:
    """Write the standing instruction of a place; the old one stays in the history."""
    place = await get_place(session, place_id)
    details = {"from": place.note, "to": note}
    place.note = note
    await session.flush()
    await history.write(session, "place", place.id, "note_changed", author_id=author_id, at=now, details=details)
    return place

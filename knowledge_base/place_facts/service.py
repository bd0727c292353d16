"""Facts of places: what holds for one, nearest first, and keeping them. Called by the console and the help page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.config import LANGUAGES
from contactcenter.db import Session, lock_row, new_id
from contactcenter.errors import InvalidInput
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.places.models import Place
from contactcenter.places.service import get_places, path_to
from knowledge_base.place_facts.models import KINDS, PlaceFact

LONGEST_FACT: Final = 2000
_MISSING: Final = "There is no such fact."


@dataclass(frozen=True, slots=True)
class FactOfPlace:
    """A fact with the place it is written down at; `is_inherited` where that is above the place asked for."""

    fact: PlaceFact
    place: Place
    is_inherited: bool


async def facts_for(session: Session, place_id: str, *, kinds: Collection[str] | None = None) -> Sequence[FactOfPlace]:
    """What holds at this place: by kind, and of one kind what is written nearest to it first."""
    path = await path_to(session, place_id)
    nearness = {place.id: steps for steps, place in enumerate(reversed(path))}
    places = {place.id: place for place in path}
    query = select(PlaceFact).where(PlaceFact.place_id.in_(nearness))
    if kinds is not None:
        query = query.where(PlaceFact.kind.in_(kinds))
    found = sorted(
        await session.scalars(query),
        key=lambda fact: (KINDS.index(fact.kind), nearness[fact.place_id], fact.id),
    )
    return [FactOfPlace(fact, places[fact.place_id], fact.place_id != place_id) for fact in found]


async def add_fact(session: Session, values: Mapping[str, Any], *, author_id: str | None, now: datetime) -> PlaceFact:
    await _check(session, values)
    fact = PlaceFact(id=new_id(), updated_by=author_id, updated_at=now, version=1, **values)
    session.add(fact)
    await _record(session, fact, "created", dict(values), author_id=author_id, now=now)
    return fact


async def change_fact(
    session: Session, fact_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> PlaceFact:
    """Other words, kind or place; `Conflict` (stale) where somebody changed it after `version`."""
    fact = await _lock(session, fact_id, version)
    await _check(session, values)
    changed = {name: value for name, value in values.items() if getattr(fact, name) != value}
    if changed:
        before = {name: getattr(fact, name) for name in changed}
        for name, value in changed.items():
            setattr(fact, name, value)
        fact.version += 1
        fact.updated_by, fact.updated_at = author_id, now
        await _record(session, fact, "changed", changed | {"before": before}, author_id=author_id, now=now)
    return fact


async def remove_fact(session: Session, fact_id: str, *, version: int | None, author_id: str, now: datetime) -> None:
    fact = await _lock(session, fact_id, version)
    details = {"place_id": fact.place_id, "kind": fact.kind, "texts": fact.texts}
    await session.delete(fact)
    await _record(session, fact, "removed", details, author_id=author_id, now=now)


async def _lock(session: Session, fact_id: str, version: int | None) -> PlaceFact:
    changed = "Somebody changed this fact meanwhile; look again."
    return await lock_row(session, PlaceFact, fact_id, version=version, missing=_MISSING, changed=changed)


async def _check(session: Session, values: Mapping[str, Any]) -> None:
    wrong: dict[str, str] = {}
    if "place_id" in values and not await get_places(session, [values["place_id"]]):
        wrong["place_id"] = "There is no such place."
    if "kind" in values and values["kind"] not in KINDS:
        wrong["kind"] = f"One of {', '.join(KINDS)}."
    if "texts" in values:
        texts: Mapping[str, str] = values["texts"]
        if not any((texts.get(language) or "").strip() for language in LANGUAGES):
            wrong["texts"] = "Write it in at least one language."
        wrong |= {f"texts.{name}": "We know no such language." for name in texts if name not in LANGUAGES}
        too_long = [name for name, text in texts.items() if len(text) > LONGEST_FACT]
        wrong |= {f"texts.{name}": f"At most {LONGEST_FACT} characters." for name in too_long}
    if wrong:
        raise InvalidInput("The fact is not as it must be.", details={"fields": wrong})


async def _record(
    session: Session, fact: PlaceFact, act: str, details: Mapping[str, Any], *, author_id: str | None, now: datetime
) -> None:
    await session.flush()
    await history.write(session, "place_fact", fact.id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("knowledge.changed", fact.id, fact.version))

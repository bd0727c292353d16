"""What the help page says of an estate: its name, how to reach us, and the notices that hold there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from agent_console.help.languages import in_language
from agent_console.help.moments import day_and_time, span_in_words
from agent_console.help.words import say
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.lines.models import Line
from contactcenter.notices.models import Notice
from contactcenter.notices.service import is_not_over, is_published
from contactcenter.places.models import ESTATE, Place
from contactcenter.places.service import find_place_by_code
from contactcenter.text.numbers import REAL_NUMBER, region_of, without_country

MOST_NOTICES = 12


@dataclass(frozen=True, slots=True)
class Estate:
    """One estate, named in the visitor's language."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach us: `link` opens the program for it, `shown` is read or dialled by hand."""

    kind: str
    link: str
    shown: str


@dataclass(frozen=True, slots=True)
class ShownNotice:
    kind: str
    title: str
    text: str
    place: str
    when: str
    is_now: bool
    is_standing: bool


async def list_estates(session: Session, language: str) -> list[Estate]:
    found = await session.scalars(select(Place).where(Place.kind == ESTATE).order_by(Place.code))
    return [_estate(place, language) for place in found]


async def get_estate(session: Session, code: str, language: str) -> Estate:
    """The estate with this code; any other place is `NotFound`."""
    place = await find_place_by_code(session, code)
    if place is None or place.kind != ESTATE:
        raise NotFound("There is no such estate.")
    return _estate(place, language)


def _estate(place: Place, language: str) -> Estate:
    return Estate(place.id, place.code, in_language(place.names, language) or place.code)


async def ways_to_reach_us(session: Session) -> list[Way]:
    """The first number for calls, the first for texts and the first mailbox, as they are dialled at home."""
    lines = {"voice": "", "sms": "", "email": ""}
    for channel, address in await session.execute(select(Line.channel, Line.address).order_by(Line.id)):
        if channel in lines and not lines[channel]:
            lines[channel] = address
    schemes = {"voice": "tel", "sms": "sms", "email": "mailto"}
    return [
        Way(channel, f"{schemes[channel]}:{address}", _as_dialled(address))
        for channel, address in lines.items()
        if address
    ]


def _as_dialled(address: str) -> str:
    if not REAL_NUMBER.fullmatch(address):
        return address
    number = without_country(address, region_of(address))
    return f"{number[:4]} {number[4:]}" if len(number) == 8 else number


async def notices_within(session: Session, estate: Estate, *, language: str, now: datetime) -> list[ShownNotice]:
    """What holds now or is planned anywhere in the estate: what goes on first, then by day, what always holds last."""
    query = select(Notice).where(is_published(now), is_not_over(now)).order_by(Notice.starts_at, Notice.id)
    notices = list(await session.scalars(query))
    places = await places_within(session, estate.id, select(Notice.place_id).where(is_published(now), is_not_over(now)))
    shown = [_shown(notice, places[notice.place_id], language, now) for notice in notices if notice.place_id in places]
    shown.sort(key=lambda notice: (notice.is_standing, not notice.is_now))
    return shown[:MOST_NOTICES]


def _shown(notice: Notice, place: Place, language: str, now: datetime) -> ShownNotice:
    has_begun = notice.starts_at <= now
    is_standing = notice.ends_at is None and has_begun
    return ShownNotice(
        kind=notice.kind,
        title=in_language(notice.titles, language),
        text=in_language(notice.texts, language),
        place="" if place.kind == ESTATE else in_language(place.names, language) or place.code,
        when=_when(notice, language) if has_begun else span_in_words(notice.starts_at, notice.ends_at, language),
        is_now=has_begun and not is_standing,
        is_standing=is_standing,
    )


def _when(notice: Notice, language: str) -> str:
    """Of what goes on only its end matters; what always holds has none."""
    return say("until", language, end=day_and_time(notice.ends_at, language)) if notice.ends_at else ""


async def places_within(session: Session, estate_id: str, place_ids: Select[str]) -> Mapping[str, Place]:
    """Those of these places that are the estate or lie within it, by id.

    It walks up from each place: few are spoken of, thousands of flats lie within.
    """
    start = select(Place.id.label("origin"), Place.id, Place.parent_id).where(Place.id.in_(place_ids))
    above = start.cte("above", recursive=True)
    parent = aliased(Place)
    above = above.union_all(
        select(above.c.origin, parent.id, parent.parent_id).join(above, parent.id == above.c.parent_id)
    )
    within = select(above.c.origin).where(above.c.id == estate_id)
    found: Sequence[Place] = (await session.scalars(select(Place).where(Place.id.in_(within)))).all()
    return {place.id: place for place in found}

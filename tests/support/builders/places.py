"""Builders of places."""

from contactcenter.db import Session
from contactcenter.places.models import Place
from contactcenter.places.service import create_place, find_place_by_code


async def make_home(session: Session, code: str = "3-12-B", *, note: str = "") -> Place:
    """A unit with its floor, building and estate, as far as they are missing."""
    building, floor, unit = code.split("-")
    estate = await _one(session, "EBG", "estate", None, "", "翠濤花園")
    tower = await _one(session, building, "building", estate.id, building, f"{building}座")
    level = await _one(session, f"{building}-{floor}", "floor", tower.id, building, f"{building}座{floor}樓")
    home = await _one(session, code, "unit", level.id, building, f"{building}座{floor}樓{unit}室")
    home.note = note or home.note
    await session.flush()
    return home


async def _one(session: Session, code: str, kind: str, parent_id: str | None, building: str, name: str) -> Place:
    found = await find_place_by_code(session, code)
    names = {"zh-Hant": name, "zh-Hans": name.replace("樓", "楼"), "en": code}
    return found or await create_place(
        session, kind=kind, code=code, names=names, parent_id=parent_id, building=building
    )

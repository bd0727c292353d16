"""Which safety script holds for a contact: that of its kind, of the region we stand in, in the reader's language."""

from sqlalchemy import select

from contactcenter import clock
from contactcenter.calendars.models import Calendar
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.escalations.models import SafetyScript
from contactcenter.lines.models import Line

# By the desk's time zone, where no calendar says it.
REGIONS_OF_ZONES = {
    "Asia/Hong_Kong": "HK",
    "Asia/Macau": "HK",
    "Asia/Taipei": "TW",
    "Asia/Shanghai": "CN",
    "Asia/Chongqing": "CN",
    "Asia/Urumqi": "CN",
}


async def find_script(session: Session, contact: Contact, kind: str, *, language: str) -> SafetyScript | None:
    """The one of our region before the one for everywhere, the reader's language before any other."""
    region = await region_of(session, contact)
    scripts = (await session.scalars(select(SafetyScript).where(SafetyScript.kind == kind))).all()
    near = [script for script in scripts if script.region in (region, "")] or list(scripts)
    return min(
        near,
        key=lambda script: (script.region != region, script.language != language, script.region, script.language),
        default=None,
    )


async def region_of(session: Session, contact: Contact) -> str:
    """Whose emergency numbers count: the region of the line's calendar, else of any, else of the desk's clock."""
    query = select(Line.address, Calendar.region).join(Calendar, Calendar.id == Line.calendar_id)
    regions = {address: region for address, region in await session.execute(query) if region}
    own = regions.get(contact.line) or next(iter(regions.values()), "")
    known = own or await session.scalar(select(Calendar.region).where(Calendar.region != "").limit(1)) or ""
    return known[:2].upper() if known else REGIONS_OF_ZONES.get(clock.zone().key, "")

"""What staff of the demo estate read: facts of places, services to offer, bulletins. Called by `seed.py`.

Rows go in as they are: what was done to them stands in no history, which runs in the order of time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from contactcenter.db import Session, new_id
from contactcenter.demo.content.bulletins import BULLETINS, DemoBulletin
from contactcenter.demo.content.place_facts import build_place_facts
from contactcenter.demo.content.service_cards import SERVICES
from knowledge_base.bulletins.models import Bulletin, BulletinReading
from knowledge_base.place_facts.models import PlaceFact
from knowledge_base.service_cards.models import ServiceCard

Ids = Mapping[str, str]
WRITER: Final = "manager1"
LONG_AGO: Final = timedelta(days=40)


async def add_reading(session: Session, *, staff: Ids, groups: Ids, places: Ids, articles: Ids, now: datetime) -> None:
    """Ids by username and by code."""
    session.add_all(
        PlaceFact(
            id=new_id(),
            place_id=places[fact.place_code],
            kind=fact.kind,
            texts=fact.texts,
            updated_by=staff[WRITER],
            updated_at=now - LONG_AGO,
        )
        for fact in build_place_facts()
    )
    session.add_all(
        ServiceCard(
            id=new_id(),
            titles=card.titles,
            texts=card.texts,
            prices=card.prices,
            categories=list(card.categories),
            place_ids=[places[code] for code in card.place_codes],
            article_id=articles.get(card.article_code or ""),
            group_id=groups[card.group_code],
            updated_at=now - LONG_AGO,
        )
        for card in SERVICES
    )
    # In the order in which they came out, which lists keep.
    for written in sorted(BULLETINS, key=lambda bulletin: -bulletin.published_days_ago):
        await _add_bulletin(session, written, staff=staff, groups=groups, articles=articles, now=now)


async def _add_bulletin(
    session: Session, written: DemoBulletin, *, staff: Ids, groups: Ids, articles: Ids, now: datetime
) -> None:
    out_at = now - timedelta(days=written.published_days_ago)
    bulletin = Bulletin(
        id=new_id(),
        titles=written.titles,
        texts=written.texts,
        roles=list(written.roles),
        group_ids=[groups[code] for code in written.group_codes],
        article_id=articles.get(written.article_code or ""),
        questions=[dict(question) for question in written.questions],
        due_at=out_at + timedelta(days=written.due_in_days),
        published_at=out_at,
        reminded_at=out_at,
        created_by=staff[WRITER],
        created_at=out_at - timedelta(hours=2),
        updated_at=out_at,
    )
    session.add(bulletin)
    await session.flush()
    answers = {question["id"]: question["right"] for question in written.questions}
    for place, username in enumerate(written.read_by, start=1):
        read_at = out_at + timedelta(hours=3 * place)
        reading = BulletinReading(
            bulletin_id=bulletin.id,
            agent_id=staff[username],
            opened_at=read_at - timedelta(minutes=4),
            confirmed_at=read_at,
            answers=answers,
            tries=1,
        )
        session.add(reading)
    await session.flush()

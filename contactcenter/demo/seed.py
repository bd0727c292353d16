"""Fills an empty database with the demo estate: places, people, staff, queues, articles, and a month of work.

Everything goes in with one transaction, so a seeding that was interrupted leaves an empty database.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Final

from sqlalchemy import select, update

from contactcenter.agents import passwords
from contactcenter.agents.models import Agent
from contactcenter.basics.languages import LANGUAGES
from contactcenter.basics.seed import (
    add_emergency_words,
    add_safety_scripts,
    add_templates,
    add_work_order_types,
    remove_basics,
)
from contactcenter.basics.sla_policies import starting_policies
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, Session
from contactcenter.demo import seed_estate
from contactcenter.demo.content.staff import DEMO_PASSWORD
from contactcenter.demo.content.templates import TEMPLATES
from contactcenter.demo.progress import ProgressBar
from contactcenter.demo.replay.estate import Estate, people_of
from contactcenter.demo.seed_gaps import work_on_gaps
from contactcenter.demo.seed_history import seed_history
from contactcenter.demo.seed_reading import add_reading
from contactcenter.demo.seed_searches import add_searches
from contactcenter.demo.seed_writing import add_writing
from contactcenter.live.models import Installation
from contactcenter.live.nodes import get_installation
from contactcenter.sla.policies import add_policies
from knowledge_base.articles.models import Article
from knowledge_base.exchange import import_folder
from knowledge_base.synonyms.first_words import seed_synonyms

ARTICLES: Final = Path(__file__).parent / "content" / "articles"
HISTORY_DAYS: Final = 30
# What is promised held before the oldest contact.
SINCE: Final = timedelta(days=90)


async def seed_demo(
    db: Database,
    *,
    now: datetime,
    say: Callable[[str], None],
    history_days: int = HISTORY_DAYS,
    progress: ProgressBar | None = None,
) -> bool:
    """Seed where nobody has an account and nobody has written yet; returns whether it did.

    `history_days` is how far the invented month reaches back; 0 leaves what is written by hand.
    """
    async with db.reading() as session:
        if await _is_in_use(session):
            return False
    say("Seeding the demo estate …")
    bar = progress or ProgressBar(StringIO())
    bar.step("people", 0.0, 0.25)
    password_hash = await passwords.hash_password(DEMO_PASSWORD)
    with _garbage_left_alone():
        async with db.transaction() as session:
            await get_installation(session, now=now)
            await session.execute(update(Installation).values(is_demo=True))
            # Somebody may have looked at the product without the demo first.
            await remove_basics(session)
            estate = await _estate(session, password_hash, now)
            bar.step("articles", 0.25, 0.4)
            texts = sum([await import_folder(session, ARTICLES / language, now=now) for language in LANGUAGES])
            articles = {code: id_ for code, id_ in await session.execute(select(Article.code, Article.id))}
            bar.step("the last month", 0.4, 1.0)
            contacts, handovers = await seed_history(
                session, estate, articles, now=now, days=history_days, progress=bar.advance
            )
            await seed_estate.add_roster(session, estate.staff_ids, now)
            await add_writing(session, staff=estate.staff_ids, groups=estate.groups, places=estate.places, now=now)
            await work_on_gaps(session, staff=estate.staff_ids, groups=estate.groups, now=now)
            await add_reading(
                session,
                staff=estate.staff_ids,
                groups=estate.groups,
                places=estate.places,
                articles=articles,
                now=now,
            )
            await add_searches(session, staff=estate.staff_ids, articles=articles, now=now, days=history_days)
            await seed_synonyms(session, now=now)
    bar.finish()
    say(f"  {len(estate.places)} places, {len(estate.customers)} customers, {len(estate.staff)} accounts")
    say(f"  {texts} article texts, {contacts} contacts, {handovers} shift handovers")
    return True


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """Looking for garbage among a hundred thousand rows, none of which is any, takes a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


async def _is_in_use(session: Session) -> bool:
    account = await session.scalar(select(Agent.id).limit(1))
    return bool(account or await session.scalar(select(Contact.id).limit(1)))


async def _estate(session: Session, password_hash: str, now: datetime) -> Estate:
    staff = await seed_estate.add_staff(session, password_hash, now)
    places = await seed_estate.add_places(session)
    customers = await seed_estate.add_residents(session, places, now)
    queues = await seed_estate.add_queues(session, staff)
    calendars = await seed_estate.add_calendars(session, now)
    await seed_estate.add_lines(session, queues, calendars)
    promised = starting_policies(calendars["office"])
    await add_policies(session, promised, author_id=None, now=now, valid_from=now - SINCE)
    groups = await seed_estate.add_groups(session, staff)
    await add_work_order_types(session)
    await seed_estate.add_routing_rules(session, groups)
    await add_templates(session, TEMPLATES)
    await add_emergency_words(session)
    await add_safety_scripts(session)
    await seed_estate.add_ladders(session, groups, staff)
    await seed_estate.add_notices(session, places, now)
    return Estate(staff=people_of(staff), customers=customers, places=places, queues=queues, groups=groups)

"""What happened before the visitor came: a month of contacts and orders, and every shift handed over."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from contactcenter import clock
from contactcenter.db import Session
from contactcenter.demo.content.history import build_history
from contactcenter.demo.month.build import build_month
from contactcenter.demo.month.duty import Roster
from contactcenter.demo.replay.case import Scene
from contactcenter.demo.replay.contacts import begin, end, play_thread
from contactcenter.demo.replay.estate import Estate, customers_by_key
from contactcenter.demo.replay.handovers import hand_over
from contactcenter.demo.replay.ledger import Ledger
from contactcenter.demo.replay.matters import play_matters
from contactcenter.demo.replay.numbers import number_all
from contactcenter.demo.replay.tracks import Tracks

# So many contacts are played between two writes: enough for the database, few enough for the memory.
CHUNK: Final = 250
# Even without a month the last shifts were handed over.
LEAST_DAYS: Final = 2
# Each part of the work, in the order in which it is done, as a share of the whole.
Progress = Callable[[float], None]


async def seed_history(
    session: Session, estate: Estate, articles: Mapping[str, str], *, now: datetime, days: int, progress: Progress
) -> tuple[int, int]:
    """Play all contacts back, oldest first; returns how many contacts and how many handovers.

    `articles` gives the id of each code; `days` is how far the month reaches back, 0 for what is written by hand only.
    """
    now = now.replace(microsecond=0)
    history = sorted((*build_history(), *build_month(now, days)), key=lambda contact: contact.arrived_at(now))
    numbers = await number_all(session, history, now)
    ledger, customers = Ledger(), customers_by_key()
    scene = Scene(ledger, estate, numbers, Tracks(), articles, now)
    for played, source in enumerate(history, start=1):
        case = begin(scene, source, customers[source.customer_key] if source.customer_key else None)
        play_thread(case)
        play_matters(case)
        end(case)
        if played % CHUNK == 0:
            await ledger.write_contacts(session)
            progress(played / len(history))
    await ledger.write_contacts(session)
    handovers = _hand_over(scene, days)
    await ledger.write_work(session)
    progress(1.0)
    return len(history), handovers


def _hand_over(scene: Scene, days: int) -> int:
    today = clock.local(scene.now).date()
    first = today - timedelta(days=max(days, LEAST_DAYS))
    roster = Roster(first, today).shifts
    shifts = [shift for shift in roster if shift.ends_at <= scene.now and clock.local(shift.starts_at).date() >= first]
    return hand_over(scene, shifts, roster)

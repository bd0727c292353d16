"""The list of jobs that every node runs."""

from collections.abc import Mapping
from functools import partial

from contactcenter.agents.service import TOPIC as PRESENCE_TOPIC
from contactcenter.contacts import viewers
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.jobs import (
    close_waiting,
    deliver_outbox,
    end_duties,
    end_wrap_ups,
    expire_offers,
    forget_sign_ins,
    keep_clocks,
    overflow_waiting,
    plan_roster,
    top_up_holidays,
    wake_snoozed,
    watch_coverage,
)
from contactcenter.jobs.errands.errand import Errand
from contactcenter.jobs.offer_waiting import Matcher
from contactcenter.outbox.service import TOPIC as OUTBOX_TOPIC
from contactcenter.worker import Job

# Which errands share a job, by a word for the log: kinds of different groups do not wait for each other.
Errands = Mapping[str, Mapping[str, Errand]]


def standing_jobs(errands: Errands, matcher: Matcher) -> list[Job]:
    """What no errand carries out stays in the outbox until its deadline."""
    return [
        Job("offer waiting contacts", matcher.fire, seconds=0.5, topics=[OFFERS_TOPIC, PRESENCE_TOPIC]),
        Job("end missed offers", expire_offers.fire, seconds=0.5),
        Job("wake snoozed contacts", wake_snoozed.fire, seconds=2),
        Job("move what overflows", overflow_waiting.fire, seconds=2),
        Job("close silent contacts", close_waiting.fire, seconds=60),
        Job("end wrap-ups", end_wrap_ups.fire, seconds=1),
        Job("keep SLA clocks", keep_clocks.KeepClocks().fire, seconds=0.5),
        Job("plan the roster", plan_roster.fire, seconds=600),
        Job("end duties", end_duties.fire, seconds=15),
        Job("watch the coverage", watch_coverage.fire, seconds=30),
        Job("top up holidays", top_up_holidays.fire, seconds=3600),
        Job("forget who looked", viewers.forget_gone, seconds=30),
        Job("forget old sign-ins", forget_sign_ins.fire, seconds=3600),
        *(
            Job(f"deliver {group}", partial(deliver_outbox.fire, errands=of_group), seconds=1, topics=[OUTBOX_TOPIC])
            for group, of_group in errands.items()
        ),
    ]

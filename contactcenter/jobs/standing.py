"""The list of jobs that every node runs."""

from collections.abc import Mapping
from functools import partial

from contactcenter.agents.service import TOPIC as PRESENCE_TOPIC
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.jobs import (
    close_waiting,
    deliver_outbox,
    end_wrap_ups,
    expire_offers,
    forget_sign_ins,
    offer_waiting,
    wake_snoozed,
)
from contactcenter.jobs.errands.errand import Errand
from contactcenter.outbox.service import TOPIC as OUTBOX_TOPIC
from contactcenter.worker import Job

# Which errands share a job, by a word for the log: kinds of different groups do not wait for each other.
Errands = Mapping[str, Mapping[str, Errand]]


def standing_jobs(errands: Errands) -> list[Job]:
    """What no errand carries out stays in the outbox until its deadline."""
    return [
        Job("offer waiting contacts", offer_waiting.fire, seconds=1, topics=[OFFERS_TOPIC, PRESENCE_TOPIC]),
        Job("end missed offers", expire_offers.fire, seconds=0.5),
        Job("wake snoozed contacts", wake_snoozed.fire, seconds=2),
        Job("close silent contacts", close_waiting.fire, seconds=60),
        Job("end wrap-ups", end_wrap_ups.fire, seconds=1),
        Job("forget old sign-ins", forget_sign_ins.fire, seconds=3600),
        *(
            Job(f"deliver {group}", partial(deliver_outbox.fire, errands=of_group), seconds=1, topics=[OUTBOX_TOPIC])
            for group, of_group in errands.items()
        ),
    ]

"""The list of jobs that every node runs."""

from functools import partial

from contactcenter.agents.service import TOPIC as PRESENCE_TOPIC
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.contracts import Carrier
from contactcenter.jobs import (
    close_waiting,
    deliver_outbox,
    end_wrap_ups,
    expire_offers,
    forget_sign_ins,
    offer_waiting,
    wake_snoozed,
)
from contactcenter.outbox.service import TOPIC as OUTBOX_TOPIC
from contactcenter.worker import Job


def standing_jobs(carrier: Carrier | None) -> list[Job]:
    """Without a carrier the outbox keeps what is to be sent until its deadline."""
    jobs = [
        Job("offer waiting contacts", offer_waiting.fire, seconds=1, topics=[OFFERS_TOPIC, PRESENCE_TOPIC]),
        Job("end missed offers", expire_offers.fire, seconds=0.5),
        Job("wake snoozed contacts", wake_snoozed.fire, seconds=2),
        Job("close silent contacts", close_waiting.fire, seconds=60),
        Job("end wrap-ups", end_wrap_ups.fire, seconds=1),
        Job("forget old sign-ins", forget_sign_ins.fire, seconds=3600),
    ]
    if carrier is not None:
        deliver = partial(deliver_outbox.fire, carrier=carrier)
        jobs.append(Job("deliver outbox", deliver, seconds=1, topics=[OUTBOX_TOPIC]))
    return jobs

"""Which errands carry out the commands about calls."""

from collections.abc import Mapping

from contactcenter.calls import commands
from contactcenter.contracts import CallCarrier
from contactcenter.jobs.errands.dial_customer import DialCustomer
from contactcenter.jobs.errands.end_leg import EndLeg
from contactcenter.jobs.errands.errand import Errand
from contactcenter.jobs.errands.fetch_recording import FetchRecording
from contactcenter.jobs.errands.ring_agent import RingAgent
from contactcenter.jobs.errands.switch_caller import BringIn, HoldLeg, SendToQueue
from contactcenter.media.store import MediaStore


def call_errands(carrier: CallCarrier) -> Mapping[str, Errand]:
    """Callers wait for these: they are a group of their own."""
    return {
        commands.RING_AGENT: RingAgent(carrier),
        commands.BRING_IN: BringIn(carrier),
        commands.DIAL_CUSTOMER: DialCustomer(carrier),
        commands.SEND_TO_QUEUE: SendToQueue(carrier),
        commands.HOLD_LEG: HoldLeg(carrier),
        commands.END_LEG: EndLeg(carrier),
    }


def recording_errands(carrier: CallCarrier, store: MediaStore) -> Mapping[str, Errand]:
    return {commands.FETCH_RECORDING: FetchRecording(carrier, store)}

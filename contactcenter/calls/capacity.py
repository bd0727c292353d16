"""Which place of an agent's capacity a contact takes: a telephone call the whole of it, a voicemail that of paper work.

Conditions for queries over contacts; called by routing.
"""

from typing import Final

from sqlalchemy import ColumnElement, and_, case, or_, select

from contactcenter.calls.models import Call
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact

# A message left on the telephone is listened to and worked like a letter, and nobody waits on the line.
PLACE_OF_VOICEMAIL: Final = "manual"

_call_of = select(Call.id).where(Call.contact_id == Contact.id)
IS_ON_THE_LINE: Final[ColumnElement[bool]] = _call_of.where(Call.state != "ended").exists()
# While a caller speaks a message, is asked where to call her, or talks to somebody outside, there is nothing to answer.
BUSY_ELSEWHERE: Final = ("voicemail", "callback", "forwarded")
IS_LEAVING_MESSAGE: Final[ColumnElement[bool]] = _call_of.where(Call.state.in_(BUSY_ELSEWHERE)).exists()
# After a call the agent writes it down, for as long as the queue gives.
_writes_call_down = and_(Contact.state == states.WRAP_UP, Contact.wrap_up_until.is_not(None))

# Whoever takes a contact of ours in which nobody has spoken yet will be on the telephone at once.
_will_call = and_(
    Contact.direction == "outbound",
    Contact.state.in_((states.QUEUED, states.OFFERED)),
    ~_call_of.where(Call.answered_at.is_not(None)).exists(),
)

PLACE: Final[ColumnElement[str]] = case(
    (
        and_(Contact.channel == "voice", ~IS_ON_THE_LINE, ~_writes_call_down, ~_will_call),
        PLACE_OF_VOICEMAIL,
    ),
    else_=Contact.channel,
)
TAKES_WHOLE_AGENT: Final[ColumnElement[bool]] = and_(
    Contact.channel == "voice", or_(and_(Contact.state == states.ACTIVE, IS_ON_THE_LINE), _writes_call_down)
)

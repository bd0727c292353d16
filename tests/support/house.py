"""A house with people on call, for tests of emergencies and the ladders they climb."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import select

from contactcenter.actions.receive_messages import receive_messages
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Base, Database, new_id
from contactcenter.escalations.links import AlertLinks
from contactcenter.escalations.models import EscalationCall
from contactcenter.jobs import deliver_outbox
from contactcenter.jobs.climb_ladders import ClimbLadders
from contactcenter.jobs.errands.alerts import alert_errands
from contactcenter.jobs.errands.send_text import SendText
from contactcenter.media.links import MediaLinks
from contactcenter.work_orders.models import RoutingRule, WorkOrderType
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_text
from tests.support.builders.escalations import give_phone, make_ladder, step
from tests.support.builders.groups import make_group
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_emergency_word, make_queue
from tests.support.builders.templates import make_template
from tests.support.carrier import RememberingCarrier
from tests.support.switchboard import Switchboard

Row = TypeVar("Row", bound=Base)
TECHNICIAN, FOREMAN, MANAGER = "+85261110001", "+85261110002", "+85261110003"
LINKS = AlertLinks("https://desk.example", "a secret of the tests")
TRAPPED = "電梯困住人 2座15樓附近"


@dataclass
class House:
    """An estate with its people on call, a carrier that remembers, and a clock that is set by hand."""

    db: Database
    technician: Agent
    foreman: Agent
    manager: Agent
    group_id: str
    ladder_id: str
    texts: RememberingCarrier = field(default_factory=RememberingCarrier)
    calls: Switchboard = field(default_factory=Switchboard)
    now: datetime = NOW

    async def receive(self, words: str, *, sender: str = "+85265550001") -> None:
        async with self.db.transaction() as session:
            await receive_messages(session, [make_text(words, sender=sender)], now=self.now)

    async def work(self, **later: float) -> None:
        """So much later, everything that is due is done."""
        self.now += timedelta(**later)
        text, errands = SendText(self.texts, MediaLinks("https://desk.example", "x")), {}
        errands = dict(alert_errands(text, text, self.calls))
        while await ClimbLadders(LINKS).fire(self.db, now=self.now) + await deliver_outbox.fire(
            self.db, errands, now=self.now
        ):
            pass

    async def all(self, model: type[Row]) -> list[Row]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(model).order_by(model.id)))  # type: ignore[attr-defined]

    async def one(self, model: type[Row]) -> Row:
        (row,) = await self.all(model)
        return row

    async def alerts(self, address: str, channel: str = "sms") -> Sequence[EscalationCall]:
        return [row for row in await self.all(EscalationCall) if (row.address, row.channel) == (address, channel)]

    def texts_to(self, number: str) -> list[str]:
        return [sent["text"] for sent in self.texts.sent if sent["recipient"] == number]

    def calls_to(self, number: str) -> int:
        return self.calls.done.count(("call", number))


async def make_house(db: Database) -> House:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_line(session, queue_id=queue.id)
        await make_line(session, channel="voice", queue_id=queue.id)
        await make_template(session, "acknowledgement", "已收到，編號 {reference}")
        await make_emergency_word(session, "電梯困住", kind="lift")
        await make_emergency_word(session, "煤氣味", kind="gas")
        people = [await make_agent(session, name=name, roles=["back_office"]) for name in ("陳師傅", "李科文")]
        manager = await make_agent(session, name="霍經理", roles=["supervisor"])
        for agent, phone in zip((*people, manager), (TECHNICIAN, FOREMAN, MANAGER), strict=True):
            await give_phone(session, agent, phone)
        group = await make_group(session, members=people)
        form = [{"key": "fault", "names": {}, "kind": "choice", "options": [{"value": "people_trapped", "names": {}}]}]
        session.add(WorkOrderType(id=new_id(), code="lift", names={"en": "Lift"}, form=form, priority="high"))
        session.add(RoutingRule(id=new_id(), group_id=group.id))
        ladder = await make_ladder(session, step(people[0]), step(people[1]), group_id=group.id)
    return House(db, *people, manager, group.id, ladder.id)


async def raised(house: House, words: str = TRAPPED) -> Contact:
    await house.receive(words)
    await house.work()
    return await house.one(Contact)

from datetime import timedelta

import pytest

from contactcenter.actions.keep_promise import keep_promise
from contactcenter.actions.make_promise import make_promise
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.journal import history
from contactcenter.promises.models import Promise
from contactcenter.promises.open_items import PromisesOpenItems
from contactcenter.promises.service import list_promises
from tests.support.builders.work_orders import NOW, Desk, make_desk

NINE = NOW + timedelta(hours=3)


async def promise_call(session: Session, desk: Desk, *, what: str = "九點前回電", **values: object) -> Promise:
    arguments = {"contact_id": desk.contact.id, "agent": desk.agent, "due_at": NINE, "now": NOW, **values}
    return await make_promise(session, what=what, **arguments)  # type: ignore[arg-type]


async def test_a_promise_is_made_in_the_agents_name(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        promise = await promise_call(session, desk, what="  九點前回電 ")
        facts, _ = session.take_published()
        lines = await history.of_subject(session, "promise", promise.id)
    assert (promise.what, promise.due_at, promise.state) == ("九點前回電", NINE, "open")
    assert (promise.agent_id, promise.customer_id) == (desk.agent.id, desk.customer.id)
    assert ("promise.changed", promise.id) in {(fact.type, fact.id) for fact in facts}
    assert [(line.act, line.author_id) for line in lines] == [("made", desk.agent.id)]


async def test_a_promise_may_be_how_a_matter_ends(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        promise = await promise_call(session, desk, matter_id=desk.matter.id)
    assert (desk.matter.outcome, desk.matter.promise_id) == ("promise", promise.id)


async def test_without_a_matter_named_none_is_decided(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await promise_call(session, desk)
    assert desk.matter.outcome is None


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"due_at": NOW}, id="due now"),
        pytest.param({"due_at": NOW - timedelta(minutes=1)}, id="due in the past"),
        pytest.param({"what": "  "}, id="nothing promised"),
        pytest.param({"what": "x" * 501}, id="too long"),
    ],
)
async def test_a_promise_needs_words_and_a_time_to_come(db: Database, values: dict[str, object]) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        with pytest.raises(InvalidInput):
            await promise_call(session, desk, **values)  # type: ignore[arg-type]


async def test_only_the_holder_of_the_contact_promises(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        with pytest.raises(NotAllowed):
            await promise_call(session, desk, agent=desk.colleague)


async def test_a_colleague_may_keep_a_promise_and_twice_changes_nothing(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        promise = await promise_call(session, desk)
        await keep_promise(session, promise_id=promise.id, agent=desk.colleague, now=NINE)
        version = promise.version
        await keep_promise(session, promise_id=promise.id, agent=desk.agent, now=NINE + timedelta(hours=1))
    assert (promise.state, promise.kept_at, promise.version) == ("kept", NINE, version)


async def test_the_back_office_keeps_no_promises_of_the_desk(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        promise = await promise_call(session, desk)
        with pytest.raises(NotAllowed):
            await keep_promise(session, promise_id=promise.id, agent=desk.plumber, now=NINE)


async def test_a_broken_promise_is_not_kept_any_more(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        promise = await promise_call(session, desk)
        promise.state = "broken"
        await session.flush()
        with pytest.raises(Conflict):
            await keep_promise(session, promise_id=promise.id, agent=desk.agent, now=NINE)
        with pytest.raises(NotFound):
            await keep_promise(session, promise_id="0" * 32, agent=desk.agent, now=NINE)


async def test_open_promises_are_handed_over_the_first_due_first(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        late = await promise_call(session, desk, what="later", due_at=NINE + timedelta(hours=2))
        soon = await promise_call(session, desk, what="soon")
        kept = await promise_call(session, desk, what="kept")
        await keep_promise(session, promise_id=kept.id, agent=desk.agent, now=NOW)
        items = await PromisesOpenItems().open_items(session, agent_id=desk.agent.id, since=NOW, until=NINE)
    assert [item.subject_id for item in items] == [soon.id, late.id]
    assert items[0].reference == desk.contact.reference
    assert items[0].facts["place_code"] == "3-12-B"


async def test_promises_are_listed_newest_first_page_by_page(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        made = [await promise_call(session, desk, what=str(number)) for number in range(3)]
        first = await list_promises(session, agent_id=desk.agent.id, state="open", limit=2)
        rest = await list_promises(session, agent_id=desk.agent.id, state="open", limit=2, after=first[-1].id)
        none = await list_promises(session, agent_id=desk.colleague.id)
    assert [promise.id for promise in [*first, *rest]] == [promise.id for promise in reversed(made)]
    assert none == []

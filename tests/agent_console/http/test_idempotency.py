"""An act sent twice under one Idempotency-Key happens once."""

import asyncio
from datetime import timedelta

from sqlalchemy import func, select, update

from agent_console.http.idempotency import forget_old_keys
from agent_console.http.models import IdempotencyKey
from contactcenter import clock
from contactcenter.contacts.models import Message
from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


async def count_notes(db: Database) -> int:
    async with db.reading() as session:
        return await session.scalar(select(func.count()).select_from(Message).where(Message.kind == "note")) or 0


async def age_keys(db: Database, hours: int) -> None:
    async with db.transaction() as session:
        await session.execute(update(IdempotencyKey).values(created_at=clock.now() - timedelta(hours=hours)))


async def test_the_second_request_gets_the_first_ones_answer(agent: Window, desk: Desk, db: Database) -> None:
    path = f"/contacts/{desk.contact.id}/note"
    first = await agent.post(path, {"text": "called back"}, key="k1")
    second = await agent.post(path, {"text": "called back"}, key="k1")
    assert (second.status, second.json) == (201, first.json)
    assert await count_notes(db) == 1


async def test_without_a_key_each_request_is_an_act_of_its_own(agent: Window, desk: Desk, db: Database) -> None:
    for _ in range(2):
        await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "called back"})
    assert await count_notes(db) == 2


async def test_the_same_key_with_another_body_or_address_is_422(agent: Window, desk: Desk, db: Database) -> None:
    path = f"/contacts/{desk.contact.id}/note"
    await agent.post(path, {"text": "called back"}, key="k1")
    other_body = await agent.post(path, {"text": "called twice"}, key="k1")
    other_address = await agent.post(f"/contacts/{desk.contact.id}/wrap-up", {}, key="k1")
    assert [(r.status, r.code) for r in (other_body, other_address)] == [(422, "idempotency_key_reused")] * 2
    assert await count_notes(db) == 1


async def test_two_people_may_use_the_same_key(agent: Window, supervisor: Window, desk: Desk, db: Database) -> None:
    path = f"/contacts/{desk.contact.id}/note"
    await agent.post(path, {"text": "called back"}, key="k1")
    assert (await supervisor.post(path, {"text": "called back"}, key="k1")).status == 201
    assert await count_notes(db) == 2


async def test_many_at_once_under_one_key_act_once(agent: Window, desk: Desk, db: Database) -> None:
    path = f"/contacts/{desk.contact.id}/note"
    replies = await asyncio.gather(*(agent.post(path, {"text": "called back"}, key="k1") for _ in range(8)))
    assert {reply.status for reply in replies} == {201}
    assert len({reply.json["id"] for reply in replies}) == 1
    assert await count_notes(db) == 1


async def test_a_refused_act_leaves_its_key_free(agent: Window, desk: Desk, sign_in: OpenWindow) -> None:
    path = f"/contacts/{desk.contact.id}/close"
    refused = await agent.post(path, {"outcomes": []}, key="k1")
    assert (refused.status, refused.code) == (422, "outcome_missing")
    outcomes = [{"matter_id": desk.matter.id, "outcome": "no_action"}]
    assert (await agent.post(path, {"outcomes": outcomes}, key="k1")).status == 200


async def test_after_a_day_a_key_is_free_again(agent: Window, desk: Desk, db: Database) -> None:
    path = f"/contacts/{desk.contact.id}/note"
    await agent.post(path, {"text": "called back"}, key="k1")
    await age_keys(db, hours=25)
    assert (await agent.post(path, {"text": "something else"}, key="k1")).status == 201
    assert await count_notes(db) == 2


async def test_old_keys_are_forgotten_and_young_ones_kept(agent: Window, desk: Desk, db: Database) -> None:
    path = f"/contacts/{desk.contact.id}/note"
    await agent.post(path, {"text": "a"}, key="old")
    await age_keys(db, hours=25)
    await agent.post(path, {"text": "b"}, key="young")
    assert await forget_old_keys(db, now=clock.now()) == 1
    async with db.reading() as session:
        assert (await session.scalars(select(IdempotencyKey.key))).all() == ["young"]
    assert await forget_old_keys(db, now=clock.now()) == 0


async def test_a_key_that_is_too_long_is_422(agent: Window, desk: Desk) -> None:
    reply = await agent.post(f"/contacts/{desk.contact.id}/note", {"text": "a"}, key="k" * 201)
    assert reply.status == 422


async def test_a_password_in_a_request_cannot_be_guessed_from_what_is_kept(
    db: Database, desk: Desk, sign_in: OpenWindow
) -> None:
    async with db.transaction() as session:
        desk.supervisor.roles = ["administrator"]
        session.add(desk.supervisor)
    window = await sign_in(desk.supervisor)
    body = {"username": "newcomer", "name": "New Comer", "roles": ["agent"], "password": "tram to the peak 9"}
    assert (await window.post("/agents", body, key="k1")).status == 201
    async with db.reading() as session:
        kept = (await session.scalars(select(IdempotencyKey))).one()
    assert body["password"] not in kept.body
    assert len(kept.request_digest) == 64

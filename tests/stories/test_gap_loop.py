"""From a question nobody could answer to everybody who asked hearing the answer: walked over HTTP by its people."""

import pytest

from tests.stories.conftest import Service
from tests.support.story import Json, Owner, Staff, eventually

QUESTION = "業主可否在露台飼養鸚鵡？"
IN_ENGLISH = "May owners keep parrots on the balcony?"
ANSWER = "可以養一隻，但晚上十一時後須移入室內。"
ENGLISH_ANSWER = "One parrot is fine, but it has to come inside after eleven at night."


@pytest.fixture
async def agent(service: Service) -> Staff:
    return await service.staff("agent7")


async def asks(owner: Owner, agent: Staff, words: str, *, question: str) -> tuple[Json, Json]:
    """The owner asks, the agent finds nothing and says so; the contact and the gap."""
    await agent.available()
    await owner.text(words)
    offer = await agent.is_offered()
    contact = await agent.post(f"/contacts/{offer['contact']['id']}/accept")
    gap = await agent.post(f"/contacts/{contact['id']}/gaps", {"question": question, "words_searched": "鸚鵡"})
    closed = await agent.post(f"/contacts/{contact['id']}/close", {"outcomes": [], "note": "知識庫沒有答案"})
    assert {matter["outcome"] for matter in closed["matters"]} == {"gap"}
    return contact, gap


async def published(gap: Json, writer: Staff, reviewer: Staff) -> Json:
    """Written in two languages by the group, published by somebody else."""
    words = {"title": "露台飼養鸚鵡", "body": ANSWER, "short_text": ANSWER, "language": "zh-Hant"}
    written = await writer.post(f"/gaps/{gap['id']}/article", words)
    address = f"/articles/{written['article_id']}"
    english = {"title": "Parrots on the balcony", "body": ENGLISH_ANSWER, "short_text": ENGLISH_ANSWER}
    await writer.send("PUT", f"{address}/texts/en", english)
    await writer.post(f"{address}/submit")
    return await reviewer.post(f"{address}/publish")


async def test_everybody_who_asked_hears_the_answer_once(service: Service, agent: Staff) -> None:
    supervisor, writer = await service.staff("supervisor1"), await service.staff("backoffice7")
    lee, brown = service.owner("+85261000701"), service.owner("+85261000702")
    first, gap = await asks(lee, agent, "想問露台可唔可以養鸚鵡", question=QUESTION)
    _, again = await asks(lee, agent, "露台養鸚鵡得唔得？", question="请问业主可否在露台饲养鹦鹉呢")
    assert again["id"] == gap["id"], "nearly the same words are the same question"
    second, other = await asks(brown, agent, "Hello, can we keep a parrot on our balcony?", question=IN_ENGLISH)
    main = await supervisor.post(f"/gaps/{other['id']}/group", {"into_id": gap["id"]})
    assert main["asked"] == 2, "a contact that is written on counts once"

    groups = (await supervisor.get("/groups"))["items"]
    permits = next(group for group in groups if group["code"] == "permits")
    await supervisor.post(f"/gaps/{gap['id']}/assign", {"group_id": permits["id"]})
    tasks = (await writer.get("/knowledge/tasks"))["items"]
    assert gap["id"] in [task["id"] for task in tasks if task["kind"] == "gap_of_group"]
    await writer.post(f"/gaps/{gap['id']}/take")
    await published(gap, writer, supervisor)

    heard = await lee.hears(ANSWER)
    assert "/help/" in heard, "a text leads to the help page"
    assert ENGLISH_ANSWER in await brown.hears(ENGLISH_ANSWER)

    async def told() -> Json | None:
        shown = await agent.get(f"/gaps/{gap['id']}")
        return shown if {asker["delivery_state"] for asker in shown["askers"]} == {"delivered"} else None

    shown = await eventually(told, "all told and delivered")
    assert {asker["tell_state"] for asker in shown["askers"]} == {"sent"}
    assert [text for text in await lee.received() if ANSWER in text] == [heard]
    for contact in (first, second):
        matters = (await agent.get(f"/contacts/{contact['id']}"))["matters"]
        assert {(each["outcome"], each["article_id"]) for each in matters} == {("answered", shown["article_id"])}
    news = (await agent.get("/knowledge/tasks"))["items"]
    assert gap["id"] in [task["id"] for task in news if task["kind"] == "gap_answered"]
    figures = await supervisor.get("/gaps/figures")
    assert figures["askers"]["told"] >= 2


async def test_without_the_rule_the_agent_who_asked_looks_it_over(service: Service, agent: Staff) -> None:
    supervisor, administrator = await service.staff("supervisor1"), await service.staff("admin")
    settings = await administrator.get("/admin/knowledge-settings")
    body = {"tells_askers": False, "version": settings["version"]}
    await administrator.send("PUT", "/admin/knowledge-settings", body)
    lam = service.owner("+85261000703")
    _, gap = await asks(lam, agent, "天井可以種番茄嗎", question="天井可否種植番茄")
    await supervisor.post(f"/gaps/{gap['id']}/answer", {"text": "可以，用花盆便可。"})

    async def drafted() -> Json | None:
        tasks = (await agent.get("/knowledge/tasks"))["items"]
        is_there = gap["id"] in [task["id"] for task in tasks if task["kind"] == "gap_to_tell"]
        return await agent.get(f"/gaps/{gap['id']}") if is_there else None

    shown = await eventually(drafted, "the words to look over")
    (asker,) = shown["askers"]
    assert "可以，用花盆便可。" in asker["tell_text"]
    assert not [text for text in await lam.received() if "花盆" in text]
    await agent.post(f"/gaps/{gap['id']}/askers/{asker['id']}/tell", {"text": "林小姐，可以用花盆種。"})
    await lam.hears("林小姐，可以用花盆種。")

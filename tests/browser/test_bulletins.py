"""What staff must read and know: a bulletin with a question, a notice at a place, a service offered at the end."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow
from tests.support.service import ApiClient

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Nobody of another story works as this one.
READER = "agent18"
OWNER = "+852 6100 0771"
TITLE = "Parcels at night"


def rows(api: ApiClient, path: str) -> list[dict[str, Any]]:
    found = api.get(f"/api/v1/{path}")["items"]
    assert isinstance(found, list)
    return found


@pytest.fixture
def taken_back(supervisor: ApiClient) -> Iterator[None]:
    """What these stories publish is withdrawn: people of other stories need not read it."""
    yield
    for bulletin in rows(supervisor, "admin/bulletins"):
        if bulletin["titles"].get("en") == TITLE and bulletin["state"] == "out":
            supervisor.send("POST", f"/api/v1/admin/bulletins/{bulletin['id']}/withdraw", {"reason": "over"})
    for notice in rows(supervisor, "admin/notices"):
        if notice["titles"].get("zh-Hant") == "3座水泵試行":
            supervisor.send("POST", f"/api/v1/admin/notices/{notice['id']}/withdraw", {"reason": "over"})
    for card in rows(supervisor, "admin/service-cards"):
        if card["titles"].get("zh-Hant") == "水喉檢查":
            supervisor.send("PATCH", f"/api/v1/admin/service-cards/{card['id']}", {"is_active": False})


async def write_bulletin(window: StaffWindow) -> None:
    """In one language, for agents, with one question whose second answer is right."""
    page, words = window.page, window.words
    await window.go_to("bulletins")
    await page.get_by_role("button", name=words("bulletin.add")).click()
    await page.get_by_role("textbox", name=words("bulletin.titleField")).fill(TITLE)
    await page.get_by_role("textbox", name=words("bulletin.textField")).fill(
        "After 22:00 parcels **stay at the gate**."
    )
    await page.get_by_role("checkbox", name=words("userRole.agent"), exact=True).check()
    await page.get_by_role("button", name=words("bulletin.addQuestion")).click()
    question = page.get_by_role("group", name=words("bulletin.question", number=1))
    await question.get_by_role("textbox", name=words("bulletin.question", number=1)).fill("Where do parcels stay?")
    for number, answer in enumerate(("In the lobby", "At the gate"), start=1):
        await question.get_by_role("textbox", name=words("bulletin.choice", number=number)).fill(answer)
    await question.get_by_role("radio", name=words("bulletin.isRight", number=2)).check()
    await window.press("Control+s")
    await expect(window.says("bulletin.saved")).to_be_visible()
    await page.get_by_role("button", name=words("bulletin.publish"), exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name=re.compile(words("bulletin.publish"))).click()
    await expect(window.says("bulletin.published")).to_be_visible()


async def test_a_bulletin_is_read_once_its_question_is_answered(people: People, taken_back: None) -> None:
    reader = await people.staff(READER)
    supervisor = await people.staff("supervisor1", language="en")
    await write_bulletin(supervisor)
    name = (await reader.signed_in())["name"]
    has_not = supervisor.page.get_by_role("region", name=supervisor.words("bulletin.readers")).get_by_role("listitem")
    await expect(has_not.filter(has_text=name)).to_have_count(1)

    page, words = reader.page, reader.words
    banner = page.get_by_role("complementary", name=words("bulletin.unreadTitle"))
    await banner.get_by_role("link").click()
    await page.get_by_role("link", name=TITLE).click()
    await expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    confirm = page.get_by_role("button", name=words("bulletin.confirm"))
    await confirm.click()
    await expect(page.get_by_text(words("bulletin.unanswered"))).to_be_visible()
    await page.get_by_role("radio", name="In the lobby").check()
    await confirm.click()
    await expect(page.get_by_text(words("bulletin.wrong"))).to_be_visible()
    await page.get_by_role("radio", name="At the gate").check()
    await confirm.click()
    await expect(page.get_by_role("status").get_by_text(words("bulletin.doneAt").split("{at}")[0])).to_be_visible()

    await expect(has_not.filter(has_text=name)).to_have_count(0)
    views = supervisor.page.get_by_role("group", name=supervisor.words("bulletin.readers"))
    await views.get_by_role("button", name=re.compile(supervisor.words("bulletin.whoHas"))).click()
    await expect(has_not.filter(has_text=name)).to_contain_text(supervisor.words("bulletin.tried", count=2))


def local(moment: datetime) -> str:
    """As a field of day and time takes it; the stories' browsers run on UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M")


async def write_notice(window: StaffWindow) -> None:
    page, words = window.page, window.words
    await window.go_to("places")
    await page.get_by_role("button", name=words("noticeBook.add")).click()
    dialog = page.get_by_role("dialog", name=words("noticeBook.add"))
    await choose(dialog, words("noticeBook.place"), "3座")
    starts_at = datetime.now(UTC) + timedelta(hours=20)
    await dialog.get_by_label(words("noticeBook.starts"), exact=True).fill(local(starts_at))
    await dialog.get_by_label(words("noticeBook.ends"), exact=True).fill(local(starts_at + timedelta(hours=2)))
    await dialog.get_by_role("textbox", name=words("noticeBook.titleField")).fill("3座水泵試行")
    await dialog.get_by_role("button", name=re.compile(words("noticeBook.save"))).click()
    await expect(window.says("noticeBook.saved")).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="3座水泵試行").first).to_be_visible()


async def choose(dialog: Locator, label: str, words: str) -> None:
    field = dialog.get_by_role("combobox", name=label)
    await field.fill(words)
    await dialog.get_by_role("option", name=words).first.click()


async def test_what_holds_at_a_place_is_at_hand_and_a_service_is_offered_at_the_end(
    people: People, supervisor: ApiClient, taken_back: None
) -> None:
    manager = await people.staff("manager1")
    await write_notice(manager)
    [tower] = [place for place in rows(supervisor, "places?kind=building&limit=200") if place["code"] == "3"]
    groups = {group["code"]: group["id"] for group in rows(supervisor, "groups?limit=200")}
    card = {"titles": {"zh-Hant": "水喉檢查"}, "place_ids": [tower["id"]], "group_id": groups["after-sales"]}
    supervisor.send("POST", "/api/v1/admin/service-cards", card)

    owner = await people.owner(OWNER)
    agent = await people.staff(READER)
    await agent.go_available()
    await owner.text("3座5樓A室 廚房水龍頭換咗未？")
    reference = await agent.accept(OWNER)
    await expect(agent.context("home").get_by_text("3座水泵試行")).to_be_visible()

    page, words = agent.page, agent.words
    await page.get_by_role("button", name=words("act.end"), exact=True).click()
    offer = page.get_by_role("region", name=words("serviceCard.offer"))
    await expect(offer.get_by_role("heading", name="水喉檢查")).to_be_visible()
    await offer.get_by_role("button", name=words("serviceCard.say.accepted")).click()
    await offer.get_by_role("textbox", name=words("serviceCard.note")).fill("星期六上午")
    await offer.get_by_role("button", name=words("serviceCard.order")).click()
    await expect(offer.get_by_text(words("serviceCard.result.accepted"))).to_be_visible()
    await agent.end_wrapped_up("answered")
    await expect(agent.says("wrapUp.done", reference=reference)).to_be_visible()

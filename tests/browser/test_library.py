"""The library: written by one, published by another, found at the desk; versions, and translations that fall behind."""

import time
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow
from tests.support.service import ApiClient, Process

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WRITER, REVIEWER, AT_THE_DESK = "agent16", "manager1", "agent17"
NUMBER = "+852 6100 0750"
TITLE = "魚缸換水:水倒在哪裡"


async def test_what_one_writes_and_another_publishes_is_found_at_the_desk_within_a_second(people: People) -> None:
    owner = await people.owner(NUMBER)
    desk = await people.staff(AT_THE_DESK)
    await desk.go_available()
    await owner.text("請問魚缸換水可以倒在天台嗎")
    await desk.accept(NUMBER)
    writer, reviewer = await people.staff(WRITER), await people.staff(REVIEWER)

    await writer.go_to("articles")
    await writer.press("c")
    await writer.page.get_by_role("dialog").get_by_label(writer.words("library.field.title")).fill(TITLE)
    await writer.press("Control+Enter")
    await body_of(writer).click()
    await writer.page.keyboard.insert_text("請倒入廁所或浴室地台去水口,不可倒在天台或簷篷。")
    await expect(saved(writer)).to_be_visible()
    address = writer.page.url.partition("/write")[0]
    await act(writer, "submit")
    await expect(writer.page).to_have_url(address)

    await reviewer.page.goto(address)
    await expect(reviewer.page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    await act(reviewer, "publish")
    await expect(reviewer.says("library.act.publish.done")).to_be_visible()
    assert await seconds_until_found(desk.page, desk.base_url) <= 1.0
    found = await desk.search_knowledge("魚缸換水")
    await expect(found.filter(has_text=TITLE)).to_be_visible()


async def test_nobody_publishes_words_of_their_own(people: People) -> None:
    reviewer = await people.staff(REVIEWER)
    await reviewer.go_to("articles")
    await reviewer.press("c")
    await reviewer.page.get_by_role("dialog").get_by_label(reviewer.words("library.field.title")).fill("單車房規則")
    await reviewer.press("Control+Enter")
    await body_of(reviewer).click()
    await reviewer.page.keyboard.insert_text("單車房每日六時至廿四時開放。")
    await expect(saved(reviewer)).to_be_visible()
    await act(reviewer, "submit")
    await expect(reviewer.page.get_by_text(reviewer.words("library.notice.ownWords"))).to_be_visible()
    publish = reviewer.page.get_by_role("button", name=reviewer.words("library.act.publish.act"), exact=True)
    await expect(publish).to_have_count(0)


async def test_versions_are_compared_and_restored_and_a_translation_goes_out_of_date(
    people: People, demo: Process, supervisor: ApiClient
) -> None:
    article = published_in_two_languages(ApiClient(demo.base_url).sign_in(WRITER), supervisor)
    writer = await people.staff(WRITER)
    await writer.page.goto(f"{people.base_url}/knowledge/articles/{article}/write?language=zh-Hant")
    await body_of(writer).get_by_text("十元").click()
    await writer.press("End")
    await writer.page.keyboard.insert_text("只收八達通。")
    await expect(saved(writer)).to_be_visible()
    await act(writer, "submit")

    reviewer = await people.staff(REVIEWER)
    await reviewer.page.goto(f"{people.base_url}/knowledge/articles/{article}")
    await reviewer.page.get_by_role(
        "button", name=reviewer.words("library.notice.changes", language="繁體中文")
    ).click()
    await expect(reviewer.page.get_by_role("insertion")).to_have_text("只收八達通。")
    await act(reviewer, "publish")

    await writer.page.goto(f"{people.base_url}/knowledge/articles?view=outdated")
    await expect(writer.page.locator(f"[data-article='{article}']")).to_be_visible()
    await writer.page.goto(f"{people.base_url}/knowledge/articles/{article}/write?language=en")
    beside = writer.page.get_by_role("button", name=writer.words("library.write.pane.beside"))
    await beside.click()
    await writer.page.get_by_role("button", name=writer.words("library.write.showChanges")).click()
    await expect(writer.page.get_by_role("insertion")).to_have_text("只收八達通。")
    await writer.page.get_by_role("button", name=writer.words("library.write.isTranslated")).click()
    await expect(writer.page.get_by_role("button", name=writer.words("library.write.isTranslated"))).to_have_count(0)

    await writer.page.goto(f"{people.base_url}/knowledge/articles/{article}/versions?language=zh-Hant")
    await expect(writer.page.get_by_role("insertion")).to_have_text("只收八達通。")
    versions = writer.page.get_by_role("list", name=writer.words("library.versions")).get_by_role("button")
    await versions.last.click()
    await writer.page.get_by_role("button", name=writer.words("library.restoreThis"), exact=True).click()
    restore = writer.page.get_by_role("dialog").get_by_role("button", name=writer.words("library.restoreThis"))
    await restore.click()
    await expect(writer.page).to_have_url(f"{people.base_url}/knowledge/articles/{article}/write?language=zh-Hant")
    await expect(body_of(writer)).to_have_text("每次十元。")


async def test_words_survive_a_lost_line(people: People, demo: Process) -> None:
    article = new_article(ApiClient(demo.base_url).sign_in(WRITER), "天台門禁", "天台門日間上鎖。")
    writer = await people.staff(WRITER)
    await writer.page.goto(f"{people.base_url}/knowledge/articles/{article}/write")
    await expect(body_of(writer)).to_have_text("天台門日間上鎖。")
    writer.forgive("Failed to load resource|net::ERR|WebSocket|Unable to preload CSS")
    await writer.page.context.set_offline(True)
    await body_of(writer).click()
    await writer.press("Control+End")
    await writer.page.keyboard.insert_text("鎖匙在保安室。")
    await expect(writer.page.get_by_text(writer.words("library.status.offline"))).to_be_visible()
    await writer.page.context.set_offline(False)
    await expect(saved(writer)).to_be_visible()
    await writer.page.reload()
    await expect(body_of(writer)).to_have_text("天台門日間上鎖。鎖匙在保安室。")


def body_of(window: StaffWindow) -> Locator:
    return window.page.get_by_role("textbox", name=window.words("library.field.body"), exact=True)


def saved(window: StaffWindow) -> Locator:
    """Once there was something to save."""
    before, after = window.words("library.status.savedAt", time="|").split("|")
    return window.page.get_by_role("status").filter(has_text=before).filter(has_text=after).filter(has_text=":")


async def act(window: StaffWindow, name: str) -> None:
    """By its button, and again in the dialog that asks."""
    words = window.words(f"library.act.{name}.act")
    await window.page.get_by_role("main").get_by_role("button", name=words, exact=True).click()
    dialog = window.page.get_by_role("dialog")
    await dialog.get_by_role("button", name=words, exact=True).click()
    await expect(dialog).to_have_count(0)


async def seconds_until_found(page: Page, base_url: str) -> float:
    begun = time.monotonic()
    while time.monotonic() - begun < 5:
        answer = await page.context.request.get(f"{base_url}/api/v1/search?q=魚缸換水")
        if any(hit["title"] == TITLE for hit in (await answer.json())["items"]):
            break
    return time.monotonic() - begun


def new_article(writer: ApiClient, title: str, body: str) -> str:
    written = writer.send("POST", "/api/v1/articles", {"language": "zh-Hant", "title": title, "body": body})
    return str(written["id"])


def published_in_two_languages(writer: ApiClient, supervisor: ApiClient) -> str:
    """A number; its translation says the same as the original."""
    article = new_article(writer, "會所影印收費", "每次十元。")
    english: dict[str, Any] = {"title": "Copies at the club house", "body": "Ten dollars each.", "version": 0}
    writer.send("PUT", f"/api/v1/articles/{article}/texts/en", english | {"translates_revision": 1})
    writer.send("POST", f"/api/v1/articles/{article}/submit")
    supervisor.send("POST", f"/api/v1/articles/{article}/publish")
    return article

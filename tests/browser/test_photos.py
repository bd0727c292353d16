"""Photos and other files: from an owner's text into the thread, the viewer and a work order, and back to the owner."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLUMBING = "水務維修"
# One white dot, and how a browser hands over what was pasted (without a name of its own) or dropped.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg=="
BRING = """(place, [act, dot]) => {
  const picture = atob(dot)
  const file = new File([Uint8Array.from(picture, (sign) => sign.charCodeAt(0))], 'image.png', { type: 'image/png' })
  const carried = new DataTransfer()
  carried.items.add(file)
  const how = { clipboardData: carried, dataTransfer: carried, bubbles: true, cancelable: true }
  if (act === 'paste') place.dispatchEvent(new ClipboardEvent('paste', how))
  else for (const moment of ['dragenter', 'dragover', 'drop']) place.dispatchEvent(new DragEvent(moment, how))
}"""


async def photos(people: People, folder: Path) -> list[Path]:
    """Two pictures of some size."""
    window = await people.staff_at_the_door()
    paths = [folder / "sink.png", folder / "ceiling.png"]
    for path, width in zip(paths, (900, 500), strict=True):
        await window.page.set_viewport_size({"width": width, "height": 700})
        await window.page.screenshot(path=path)
    return paths


def pictures(window: StaffWindow, place: Locator) -> Locator:
    return place.get_by_role("list", name=window.words("file.pictures"), exact=True).get_by_role("button")


async def test_a_photo_from_an_owner_goes_into_the_work_order(people: People, tmp_path: Path) -> None:
    owner = await people.owner("陳大文")
    agent = await people.staff("agent14")
    plumber = await people.staff("backoffice1")
    await agent.go_available()
    await owner.attach_photos(*await photos(people, tmp_path))
    await owner.text("廚房漏水，見相片")
    await agent.accept("陳大文")
    await expect(pictures(agent, agent.thread)).to_have_count(2)

    await looks_at_both(agent)
    form = await agent.raise_order(PLUMBING)
    await expect(form.get_by_role("checkbox", name=agent.words("order.takeFile", name=""))).to_have_count(2)
    await form.get_by_role("checkbox", name=agent.words("order.takeFile", name="")).last.uncheck()
    await form.get_by_role("button", name=agent.words("order.raise")).click()
    order = await agent.raised_reference()

    orders = plumber.page.get_by_role("list", name=plumber.words("rail.backOffice"))
    await orders.get_by_role("link", name=order).click()
    timeline = plumber.page.get_by_role("region", name=plumber.words("order.timeline"))
    await expect(pictures(plumber, timeline)).to_have_count(1)
    await notes_with_a_photo(plumber, tmp_path / "ceiling.png")
    await expect(pictures(plumber, timeline)).to_have_count(2)
    found = await everywhere(plumber, "order with photos") + await everywhere(agent, "thread with photos")
    assert not found, "\n".join(found)


async def looks_at_both(agent: StaffWindow) -> None:
    """In the viewer, by keys."""
    await pictures(agent, agent.thread).first.click()
    viewer = agent.page.get_by_role("dialog")
    await expect(viewer).to_contain_text(agent.words("file.position", index=1, count=2))
    await expect(viewer.locator("img")).to_have_js_property("complete", True)
    found = await everywhere(agent, "picture viewer")
    assert not found, "\n".join(found)
    await agent.press("ArrowRight")
    await expect(viewer).to_contain_text(agent.words("file.position", index=2, count=2))
    await agent.press("ArrowRight")
    await expect(viewer).to_contain_text(agent.words("file.position", index=1, count=2))
    await agent.press("Escape")
    await expect(viewer).to_have_count(0)
    await expect(pictures(agent, agent.thread).first).to_be_focused()


async def notes_with_a_photo(plumber: StaffWindow, photo: Path) -> None:
    await plumber.press("n")
    dialog = plumber.page.get_by_role("dialog")
    await dialog.get_by_label(plumber.words("orderAct.note.words")).fill("已換喉")
    await dialog.locator("input[type=file]").set_input_files(photo)
    await expect(dialog.get_by_role("list", name=plumber.words("file.attached"))).to_contain_text("KB")
    await dialog.get_by_role("button", name=plumber.words("orderAct.note.act")).click()
    await expect(dialog).to_have_count(0)


async def test_files_are_chosen_or_pasted_and_reach_the_owner(people: People, tmp_path: Path) -> None:
    owner = await people.owner("林美儀")
    agent = await people.staff("agent14")
    await agent.go_available()
    await owner.text("請問通告有冇圖？")
    await agent.accept("林美儀")
    first, _second = await photos(people, tmp_path)
    attached = agent.page.get_by_role("list", name=agent.words("file.attached"))
    await agent.attach(first)
    await expect(attached.get_by_role("listitem")).to_have_count(1)
    await agent.reply_box.evaluate(BRING, ["paste", DOT])
    await expect(attached.get_by_role("listitem")).to_have_count(2)
    await agent.thread.evaluate(BRING, ["drop", DOT])
    await expect(attached.get_by_role("listitem").filter(has_text="KB")).to_have_count(3)
    await agent.page.reload()
    await expect(attached.get_by_role("listitem").filter(has_text="KB")).to_have_count(3)
    await attached.get_by_role("button", name=agent.words("file.remove", name="sink.png")).click()
    await expect(attached.get_by_role("listitem")).to_have_count(2)

    await agent.reply("見附圖。")
    await expect(attached).to_have_count(0)
    await expect(agent.delivered("見附圖。")).to_be_visible()
    await expect(owner.received("見附圖。").locator("img")).to_have_count(2)
    await agent.end_with("answered", "")


async def test_a_file_that_no_carrier_takes_is_said_before_it_is_sent(people: People, tmp_path: Path) -> None:
    owner = await people.owner("李曉梅")
    agent = await people.staff("agent15")
    await agent.go_available()
    await owner.text("想要管理規約")
    await agent.accept("李晓梅")
    program = tmp_path / "rules.bin"
    program.write_bytes(b"\x00" * 2048)
    await agent.attach(program)
    await expect(agent.page.get_by_text(agent.words("error.code.file_not_sendable"))).to_be_visible()
    await agent.reply_box.fill("見附件")
    await expect(agent.page.get_by_role("button", name=agent.words("composer.afterSend"))).to_be_disabled()
    await agent.press("Escape", "n")
    await agent.page.get_by_role("textbox", name=agent.words("composer.note"), exact=True).fill("稍後電郵")
    await agent.attach(program)
    await agent.press("Control+Enter")
    note = agent.thread.get_by_role("article").filter(has_text="稍後電郵")
    async with agent.page.expect_download() as download:
        await note.get_by_role("link", name="rules.bin").click()
    assert (await (await download.value).path()).read_bytes() == program.read_bytes()
    await agent.end_with("answered", "")

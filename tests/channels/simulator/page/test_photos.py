"""Photos on the phone page: chosen, sent with a text, received, and looked at."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect

from tests.channels.simulator.conftest import LINE, PHONE, AccountServer
from tests.channels.simulator.page.conftest import PhoneServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# A photo as a telephone takes it: large, and made here so that no file of somebody's home is kept.
PAINT = """async ([width, height]) => {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  for (let x = 0; x < width; x += 40) {
    pen.fillStyle = `hsl(${(x / width) * 360} 60% 60%)`
    pen.fillRect(x, 0, 40, height)
  }
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
  return [...new Uint8Array(await blob.arrayBuffer())]
}"""


async def photo(page: Page, path: Path, *, width: int = 400, height: int = 300) -> Path:
    return kept(path, bytes(await page.evaluate(PAINT, [width, height])))


def kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


async def test_a_photo_is_sent_with_a_text(server: PhoneServer, account_server: AccountServer, tmp_path: Path) -> None:
    page = await server.open()
    await page.locator("#photo-files").set_input_files(await photo(page, tmp_path / "sink.jpg"))
    await expect(page.get_by_role("img", name="Photo sink.jpg")).to_be_visible()
    await page.get_by_role("textbox", name="Text").fill("It leaks here")
    await page.keyboard.press("Enter")
    sent = page.locator(".text.sent.delivered")
    await expect(sent).to_contain_text("It leaks here")
    await expect(sent.get_by_role("button", name="Enlarge photo sink.jpg")).to_be_visible()
    await expect(page.locator("#text-photos")).to_be_hidden()
    [webhook] = account_server.received
    assert (webhook["Body"], webhook["NumMedia"], webhook["MediaContentType0"]) == ("It leaks here", "1", "image/jpeg")


async def test_a_photo_needs_no_words(server: PhoneServer, account_server: AccountServer, tmp_path: Path) -> None:
    page = await server.open()
    await page.locator("#photo-files").set_input_files(await photo(page, tmp_path / "sink.jpg"))
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".text.sent.delivered img")).to_be_visible()
    assert account_server.received[0]["Body"] == ""


async def test_a_chosen_photo_can_be_taken_away(server: PhoneServer, tmp_path: Path) -> None:
    page = await server.open()
    files = [await photo(page, tmp_path / name) for name in ("one.jpg", "two.jpg")]
    await page.locator("#photo-files").set_input_files(files)
    await page.get_by_role("button", name="Remove one.jpg").click()
    await expect(page.get_by_role("img", name="Photo two.jpg")).to_be_visible()
    await expect(page.get_by_role("img", name="Photo one.jpg")).to_have_count(0)
    await page.get_by_role("button", name="Remove two.jpg").click()
    await expect(page.get_by_role("button", name="Send")).to_be_disabled()


async def test_a_large_photo_is_made_small_enough(
    server: PhoneServer, account_server: AccountServer, tmp_path: Path
) -> None:
    page = await server.open()
    large = await photo(page, tmp_path / "large.jpg", width=4800, height=3600)
    await page.locator("#photo-files").set_input_files(large)
    await page.get_by_role("button", name="Send").click()
    image = page.locator(".text.sent.delivered img")
    await expect(image).to_have_js_property("naturalWidth", 1600)
    await expect(image).to_have_js_property("naturalHeight", 1200)


async def test_what_is_no_photo_is_not_taken(server: PhoneServer, tmp_path: Path) -> None:
    page = await server.open()
    await page.locator("#photo-files").set_input_files(kept(tmp_path / "list.txt", b"not a photo"))
    await expect(page.locator("#text-photos")).to_be_hidden()


async def test_photos_and_words_that_could_not_be_sent_are_kept(
    server: PhoneServer, account_server: AccountServer, tmp_path: Path
) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await page.locator("#photo-files").set_input_files(await photo(page, tmp_path / "sink.jpg"))
    await page.route("**/texts", lambda route: route.abort())
    await page.get_by_role("textbox", name="Text").fill("It leaks here")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Could not send")).to_be_visible()
    await expect(page.get_by_role("img", name="Photo sink.jpg")).to_be_visible()
    await page.unroute("**/texts")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".text.sent.delivered")).to_have_count(1)
    assert [webhook["NumMedia"] for webhook in account_server.received] == ["1"]


async def test_each_phone_keeps_what_was_chosen_on_it(server: PhoneServer, tmp_path: Path) -> None:
    page = await server.open()
    await page.locator("#photo-files").set_input_files(await photo(page, tmp_path / "sink.jpg"))
    await expect(page.get_by_role("img", name="Photo sink.jpg")).to_be_visible()
    await page.get_by_role("button", name="Bartholomew-Featherstonehaugh").click()
    await expect(page.get_by_role("img", name="Photo sink.jpg")).to_have_count(0)
    await page.get_by_role("button", name="Chan Tai Man").click()
    await expect(page.get_by_role("img", name="Photo sink.jpg")).to_be_visible()


async def test_photos_are_looked_at_one_after_the_other(
    server: PhoneServer, account_server: AccountServer, tmp_path: Path
) -> None:
    page = await server.open()
    files = [await photo(page, tmp_path / name) for name in ("one.jpg", "two.jpg")]
    await page.locator("#photo-files").set_input_files(files)
    await expect(page.get_by_role("img", name="Photo two.jpg")).to_be_visible()
    await page.get_by_role("button", name="Send").click()
    first = page.get_by_role("button", name="Enlarge photo").first
    await first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("1 / 2")
    await page.keyboard.press("ArrowRight")
    await expect(dialog).to_contain_text("2 / 2")
    await dialog.get_by_role("button", name="Next").click()
    await expect(dialog).to_contain_text("1 / 2")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(first).to_be_focused()


async def test_a_photo_from_the_line_is_shown(server: PhoneServer, tmp_path: Path) -> None:
    page = await server.open()
    picture = await photo(page, tmp_path / "valve.jpg")

    async def send_file(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(picture)

    host = web.Application()
    host.router.add_get("/valve.jpg", send_file)
    async with TestServer(host) as files:
        media = str(files.make_url("/valve.jpg"))
        await server.rest("Messages.json", {"To": PHONE, "From": LINE, "Body": "Turn this valve", "MediaUrl": media})
        received = page.locator(".text.received")
        await expect(received).to_contain_text("Turn this valve")
        await expect(received.locator("img")).to_have_js_property("naturalWidth", 400)

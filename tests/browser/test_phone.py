"""The owner's telephone by itself: the menu and its keys, a message on tape, a photo, and mail both ways."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOTLINE = "客服熱線"


async def test_the_menu_leads_into_the_queue(people: People) -> None:
    owner = await people.owner("+852 6100 0601")
    await owner.call(HOTLINE)
    await owner.hears_in_call("客戶服務熱線", "廣東話請按 1")
    await owner.press_keys("1")
    await owner.hears_in_call("報修請按 1")
    await owner.press_keys("1")
    await owner.is_in_call("waiting")
    await expect(owner.call_lines.filter(has_text=owner.says["music"]).last).to_be_visible()
    await owner.hang_up()
    await owner.put_away_call()
    await expect(owner.recents.first).to_contain_text(HOTLINE)


async def test_the_keyboard_presses_the_keys(people: People) -> None:
    owner = await people.owner("+852 6100 0602", language="en")
    await owner.call("Service hotline")
    await owner.hears_in_call("For English, press 3")
    await owner.press("3")
    await expect(owner.call_lines.filter(has_text=owner.says["you_pressed"])).to_have_count(1)
    await owner.hears_in_call("press 1")
    await owner.press("1")
    await owner.is_in_call("waiting")
    await owner.hang_up()


async def test_a_message_is_left_on_tape(people: People) -> None:
    owner = await people.owner("+852 6100 0603")
    await owner.call(HOTLINE)
    await owner.hears_in_call("廣東話請按 1")
    await owner.press_keys("1")
    await owner.hears_in_call("留低口訊請按 0")
    await owner.press_keys("0")
    await owner.is_in_call("recording")
    await owner.say("3座9樓C室冷氣機漏水，請回電。")
    await owner.press_keys("#")
    await expect(owner.call_state).to_have_text(owner.says["ended_service_hung_up"])


async def test_a_photo_goes_with_a_text(people: People, tmp_path: Path) -> None:
    owner = await people.owner("+852 6100 0604")
    picture = tmp_path / "sink.png"
    await owner.page.get_by_role("heading", name=HOTLINE).screenshot(path=picture)
    await owner.attach_photos(picture)
    await owner.text("洗手盆漏水，見相片")
    await expect(
        owner.page.get_by_role("button", name=owner.says["open_photo"].replace("{name}", "sink.png"))
    ).to_be_visible()
    await owner.hears("C-")


async def test_a_mail_goes_out_and_its_answer_comes_in(people: People, tmp_path: Path) -> None:
    owner = await people.owner("Priya Raman", language="en")
    picture = tmp_path / "lamp.png"
    await owner.page.get_by_role("heading", name="Service hotline").screenshot(path=picture)
    await owner.write_mail("Car park lamp", "The lamp at B2 208 has been out for three days.", files=[picture])
    await expect(owner.open_mails).to_have_count(2)
    await expect(owner.open_mails.last).to_contain_text("C-")
    await owner.answer_mail("Thank you, it is dark at night.")
    await expect(owner.open_mails.last).to_contain_text("Thank you, it is dark at night.")
    await owner.open_app("messages")
    await owner.open_mail("Car park lamp")
    await expect(owner.open_mails.first).to_contain_text("three days")

"""Calls on the phone page: dialling, the menu, keys and words, waiting, being called, and what is kept of it."""

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.channels.simulator.conftest import LINE, AccountServer
from tests.channels.simulator.page.conftest import PhoneServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

VOICE = "/webhooks/twilio/voice"
MENU = (
    '<Response><Say language="zh-HK">多謝致電翠濤花園。</Say>'
    '<Gather input="dtmf speech" numDigits="1" timeout="600" speechTimeout="1" action="/chosen">'
    '<Say language="en-GB">For repairs press 1.</Say></Gather></Response>'
)
WAITING = '<Response><Enqueue waitUrl="/wait">line</Enqueue></Response>'
WAIT = "<Response><Say>您是第 1 位。</Say><Play>music.mp3</Play><Pause length='600'/></Response>"
RECORDING = (
    '<Response><Say>請留言。</Say><Record maxLength="90" finishOnKey="#" timeout="600" action="/thanks"/></Response>'
)

# The browser's voices, as far as a page can hear of them.
NOTE_SPEECH = """
  window.spoken = []
  window.silenced = 0
  Object.defineProperty(window, 'speechSynthesis', { value: {
    speak: (utterance) => window.spoken.push([utterance.lang, utterance.text]),
    cancel: () => { window.silenced += 1 },
    getVoices: () => [],
  } })
"""


@pytest.fixture
def menu(account_server: AccountServer) -> AccountServer:
    account_server.documents |= {VOICE: MENU, "/chosen": WAITING, "/wait": WAIT}
    return account_server


async def call(page: Page) -> None:
    await page.get_by_role("button", name="Phone", exact=True).click()
    await page.get_by_role("button", name="Call Service line", exact=True).click()


async def test_a_call_is_led_through_the_menu_into_the_queue(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    screen, lines = page.locator("#call"), page.get_by_role("log", name="What is said")
    await expect(lines.get_by_role("listitem")).to_contain_text(["多謝致電翠濤花園。", "For repairs press 1."])
    await expect(screen.get_by_role("status")).to_have_text("Press a key or speak")
    await expect(screen.get_by_role("timer")).to_have_text("0:00")
    await screen.get_by_role("button", name="Press 1").click()
    await expect(screen.get_by_role("status")).to_have_text("Waiting")
    await expect(lines.get_by_role("listitem").filter(has_text="You pressed: 1")).to_be_visible()
    await expect(lines.get_by_role("listitem").last).to_have_text("Music")
    assert [webhook["Digits"] for webhook in menu.to("/chosen")] == ["1"]


async def test_each_line_of_the_call_has_its_own_language(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    await expect(page.get_by_text("多謝致電翠濤花園。")).to_have_attribute("lang", "zh-Hant")
    await expect(page.get_by_text("For repairs press 1.")).to_have_attribute("lang", "en")


async def test_the_keyboard_is_the_keypad(server: PhoneServer, account_server: AccountServer) -> None:
    gather = '<Gather finishOnKey="#" timeout="600" action="/chosen"><Say>Your number</Say></Gather>'
    account_server.documents |= {VOICE: f"<Response>{gather}</Response>", "/chosen": WAITING, "/wait": WAIT}
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key")
    await page.keyboard.type("12*0#")
    await expect(page.locator("#call-state")).to_have_text("Waiting")
    await expect(page.locator(".call-line.digits")).to_have_text("You pressed: 12*0#")
    assert [webhook["Digits"] for webhook in account_server.to("/chosen")] == ["12*0"]


async def test_digits_in_what_is_said_are_not_pressed(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")
    await page.get_by_role("textbox", name="Say").press_sequentially("Flat 12")
    await page.keyboard.press("Enter")
    await expect(page.locator(".call-line.said")).to_have_text("You said: Flat 12")
    await expect(page.locator(".call-line.digits")).to_have_count(0)
    await expect(page.locator("#call-state")).to_have_text("Waiting")
    assert [webhook["SpeechResult"] for webhook in menu.to("/chosen")] == ["Flat 12"]


async def test_who_hangs_up_finds_the_call_in_the_recents(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")
    await page.get_by_role("button", name="Hang up").click()
    await expect(page.locator("#call-state")).to_have_text("You hung up")
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("button", name="Call Service line")).to_be_focused()
    recent = page.locator("#recents").get_by_role("button")
    await expect(recent).to_contain_text("Outgoing")
    await recent.click()
    await expect(page.get_by_role("region", name="What is said")).to_contain_text("For repairs press 1.")
    await page.get_by_role("button", name="Back to recents").click()
    await expect(recent).to_be_visible()


async def test_a_call_ended_by_the_line_says_so(server: PhoneServer, account_server: AccountServer) -> None:
    account_server.documents[VOICE] = "<Response><Say>再見</Say><Hangup/></Response>"
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("The line hung up")
    await page.get_by_role("button", name="Call again").click()
    await expect(page.locator("#call-state")).to_have_text("The line hung up")
    await page.get_by_role("button", name="Done").click()
    await expect(page.locator("#recents").get_by_role("button")).to_have_count(2)


async def test_a_mistake_in_the_lines_document_is_shown(server: PhoneServer, account_server: AccountServer) -> None:
    account_server.documents[VOICE] = "<Response><Sing>la</Sing></Response>"
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Something is wrong with the line")
    await expect(page.locator("#call-error")).to_have_text("Error 12200")


async def test_a_message_is_recorded_with_its_time(server: PhoneServer, account_server: AccountServer) -> None:
    account_server.documents |= {VOICE: RECORDING, "/thanks": "<Response><Hangup/></Response>"}
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Recording your message")
    await expect(page.get_by_role("timer")).to_contain_text("/ 1:30")
    await page.get_by_placeholder("Say your message").fill("冷氣機漏水，請回電。")
    await page.keyboard.press("Enter")
    await expect(page.locator(".call-line.said")).to_contain_text("冷氣機漏水，請回電。")
    await page.get_by_role("button", name="Press #").click()
    await expect(page.locator("#call-state")).to_have_text("The line hung up")


async def test_what_the_line_says_is_read_aloud(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await page.add_init_script(NOTE_SPEECH)
    await page.reload()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")
    assert await page.evaluate("spoken") == [["zh-HK", "多謝致電翠濤花園。"], ["en-GB", "For repairs press 1."]]
    before = await page.evaluate("silenced")
    await page.keyboard.press("1")
    assert await page.evaluate("silenced") > before
    await page.get_by_role("button", name="Read aloud").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")


async def test_after_a_reload_the_call_goes_on_and_is_not_read_again(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")
    await page.keyboard.press("1")
    await expect(page.locator("#call-state")).to_have_text("Waiting")
    await page.add_init_script(NOTE_SPEECH)
    await page.reload()
    await expect(page.locator("#call-state")).to_have_text("Waiting")
    await expect(page.locator("#call")).to_contain_text("For repairs press 1.")
    assert await page.evaluate("spoken") == []


async def test_a_call_can_be_made_small_and_large_again(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")
    await page.get_by_role("button", name="Make the call small").click()
    await page.get_by_role("button", name="Messages").click()
    await page.get_by_role("textbox", name="Text", exact=True).fill("while I wait")
    await page.get_by_role("button", name="Return to the call").click()
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")


async def test_each_phone_has_its_own_call(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await call(page)
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")
    await page.get_by_role("button", name="Bartholomew-Featherstonehaugh").click()
    await expect(page.locator("#call")).to_be_hidden()
    await page.get_by_role("button", name="Chan Tai Man").click()
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")


async def test_the_phone_rings_and_is_answered(server: PhoneServer) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await server.ring("<Say>這是客服回電。</Say><Pause length='600'/>")
    await expect(page.locator("#call-state")).to_have_text("Incoming")
    await expect(page.get_by_role("button", name="Answer")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log", name="What is said")).to_contain_text("這是客服回電。")
    await page.get_by_role("button", name="Hang up").click()
    await page.get_by_role("button", name="Done").click()
    await page.get_by_role("button", name="Phone", exact=True).click()
    await expect(page.locator("#recents").get_by_role("button")).to_contain_text("Incoming")


async def test_who_is_writing_does_not_answer_by_accident(server: PhoneServer) -> None:
    page = await server.open()
    box = page.get_by_role("textbox", name="Text", exact=True)
    await box.fill("I will be")
    await server.ring("<Pause/>")
    await expect(page.locator("#call-state")).to_have_text("Incoming")
    await page.keyboard.type(" home at six")
    await page.keyboard.press("Enter")
    await expect(page.locator("#call-state")).to_have_text("Incoming")
    await page.get_by_role("button", name="Decline").click()
    await page.get_by_role("button", name="Done").click()
    await expect(box).to_be_focused()
    await expect(box).to_have_value("I will be")


async def test_a_call_that_ends_behind_the_apps_interrupts_nobody(server: PhoneServer) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    sid = await server.ring("<Pause length='600'/>")
    await page.get_by_role("button", name="Answer").click()
    await page.get_by_role("button", name="Make the call small").click()
    await page.get_by_role("textbox", name="Text", exact=True).fill("while we talk")
    await server.rest(f"Calls/{sid}.json", {"Status": "completed"})
    await expect(page.get_by_role("button", name="The line hung up")).to_be_visible()
    await expect(page.get_by_role("button", name="Return to the call")).to_be_hidden()
    await expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_focused()


async def test_hanging_up_before_the_carrier_has_answered_counts(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open(app="calls")
    taken = asyncio.Event()

    async def answer_late(route: Route) -> None:
        await taken.wait()
        await route.continue_()

    await page.route("**/phones/*/calls", answer_late)
    await page.get_by_role("button", name="Call Service line").click()
    await page.get_by_role("button", name="Hang up").click()
    taken.set()
    await expect(page.locator("#call-state")).to_have_text("You hung up")


async def test_a_ringing_call_takes_no_words_from_under_the_cursor(server: PhoneServer) -> None:
    page = await server.open()
    await page.get_by_label("Or use another number").fill("+852 9")
    await server.ring("<Pause/>")
    await expect(page.locator("#call-state")).to_have_text("Incoming")
    await expect(page.get_by_label("Or use another number")).to_be_focused()


async def test_a_call_can_be_declined(server: PhoneServer) -> None:
    page = await server.open(app="calls")
    await expect(page.get_by_role("button", name="Call Service line")).to_be_visible()
    await server.ring("<Pause/>")
    await page.get_by_role("button", name="Decline").click()
    await expect(page.locator("#call-state")).to_have_text("Declined")
    await page.get_by_role("button", name="Done").click()
    await expect(page.locator("#recents").get_by_role("button")).to_contain_text("Declined")


async def test_a_missed_call_is_counted_until_it_is_seen(server: PhoneServer) -> None:
    page = await server.open(phone="+85290000002")
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    ringing = await server.ring("<Pause/>")
    await server.give_up(ringing)
    await page.get_by_role("button", name="Chan Tai Man").click()
    await page.get_by_role("button", name="Phone 1 unread").click()
    await expect(page.locator("#recents").get_by_role("button")).to_contain_text("Missed call")
    await page.get_by_role("button", name="Messages").click()
    await expect(page.get_by_role("button", name="Phone", exact=True)).to_be_visible()


async def test_a_line_that_cannot_be_reached_leaves_the_phone_usable(server: PhoneServer, menu: AccountServer) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await page.route("**/calls", lambda route: route.abort())
    await call(page)
    await expect(page.get_by_role("alert").filter(has_text="Could not connect")).to_be_visible()
    await page.unroute("**/calls")
    await page.get_by_role("button", name="Call Service line").click()
    await expect(page.locator("#call-state")).to_have_text("Press a key or speak")


async def test_a_second_window_of_the_same_person_shows_the_same_call(server: PhoneServer, menu: AccountServer) -> None:
    first, second = await server.open(), await server.open(app="calls")
    await expect(second.get_by_role("button", name="Call Service line")).to_be_visible()
    await call(first)
    await expect(second.locator("#call-state")).to_have_text("Press a key or speak")
    await second.keyboard.press("1")
    await expect(first.locator("#call-state")).to_have_text("Waiting")
    assert [webhook["From"] for webhook in menu.to(VOICE)] == ["+85291234567"]
    assert menu.to(VOICE)[0]["To"] == LINE


async def test_a_line_that_only_takes_calls_is_not_written_to(server: PhoneServer) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await expect(page.get_by_role("combobox", name="Line")).to_be_hidden()
    await page.get_by_role("button", name="Phone", exact=True).click()
    await expect(page.get_by_role("button", name="Call Office")).to_be_visible()

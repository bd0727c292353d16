"""The content security policy is in force in the stories' windows, and a breach would not go unseen."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SMUGGLE = """() => {
  const script = document.createElement('script')
  script.textContent = 'window.smuggled = true'
  document.body.append(script)
  return window.smuggled === true
}"""


async def test_a_script_within_the_page_is_refused_and_reported(people: People) -> None:
    window = await people.staff_at_the_door()
    await expect(window.page.get_by_label(window.words("signIn.username"))).to_be_visible()
    assert window.unforgiven() == []
    async with window.page.expect_console_message(lambda message: "broken by inline" in message.text):
        assert await window.page.evaluate(SMUGGLE) is False
    window.forgive("broken by inline|Content Security Policy")

"""The server goes away under an agent's hands and comes back: nothing typed is lost, nothing needs a reload."""

import asyncio
from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.service import Process

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

UNREACHABLE = (
    r"ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|WebSocket connection"
)


@pytest.fixture
def restartable(demo: Process) -> Iterator[Process]:
    """The demo, running again afterwards whatever happened."""
    yield demo
    if demo.process is not None and demo.process.poll() is not None:
        demo.start()
        demo.wait_until("/readyz")


async def test_the_desk_recovers_by_itself(people: People, restartable: Process) -> None:
    demo = restartable
    owner = await people.owner("趙國棟")
    agent = await people.staff("agent9")
    await agent.go_available()
    await owner.text("1座12樓H室 冷氣滴水")
    await agent.accept("赵国栋")
    await agent.reply_box.fill("師傅明早上門。")
    for window in people.windows:
        window.forgive(UNREACHABLE)

    demo.kill()
    offline = agent.page.get_by_role("status").filter(has_text=agent.words("offline.text").split("{time}")[1])
    await expect(offline).to_be_visible()
    await expect(agent.page.get_by_text(agent.words("line.lost"), exact=True)).to_be_visible()
    demo.start()
    await asyncio.to_thread(demo.wait_until, "/readyz")

    await expect(agent.page.get_by_text(agent.words("line.connected"), exact=True)).to_be_visible(timeout=40_000)
    await expect(offline).to_have_count(0)
    await expect(agent.reply_box).to_have_value("師傅明早上門。")
    await agent.reply_box.press("Control+Enter")
    await owner.hears("師傅明早上門。")
    await owner.text("好，多謝")
    await expect(agent.thread).to_contain_text("好，多謝")
    assert agent.loads == 1

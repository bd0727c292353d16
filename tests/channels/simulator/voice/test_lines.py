"""Where calls to a line are reported: the wish at the start, a change over REST, and both after a restart."""

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.simulator import Account, Line, build_simulator
from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, AccountServer, StartCarrier
from tests.channels.simulator.voice.conftest import People


async def number(people: People) -> dict[str, str]:
    found: dict[str, str] = (await people.rest("IncomingPhoneNumbers.json", method="GET"))["incoming_phone_numbers"][0]
    return found


async def test_calls_are_reported_to_the_products_own_addresses(people: People) -> None:
    line, base = await number(people), people.account.url
    assert line["voice_url"] == f"{base}/webhooks/twilio/voice"
    assert line["status_callback"] == f"{base}/webhooks/twilio/voice/status"


async def test_what_was_changed_over_rest_outlives_a_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    before = People(await start_carrier(), account_server)
    wish = {name: f"https://desk.example/{name}" for name in ("VoiceUrl", "StatusCallback", "VoiceFallbackUrl")}
    await before.rest(f"IncomingPhoneNumbers/{(await number(before))['sid']}.json", **wish)
    line = await number(People(await start_carrier(), account_server))
    assert line["voice_url"] == "https://desk.example/VoiceUrl"
    assert line["status_callback"] == "https://desk.example/StatusCallback"
    assert line["voice_fallback_url"] == "https://desk.example/VoiceFallbackUrl"


async def test_a_changed_wish_wins_over_what_was_set_by_rest(
    start_carrier: StartCarrier, account_server: AccountServer, tmp_path: Path
) -> None:
    before = People(await start_carrier(), account_server)
    path = f"IncomingPhoneNumbers/{(await number(before))['sid']}.json"
    await before.rest(path, VoiceUrl="https://desk.example/elsewhere")
    http = before.carrier.http
    app: web.Application = build_simulator(
        database_path=tmp_path / "simulator.db",
        account=Account(ACCOUNT_SID, AUTH_TOKEN, account_server.url),
        lines=[Line(LINE, voice_url="https://desk.example/wished")],
        run_loop=False,
    )
    async with TestServer(app) as server:
        url = server.make_url(f"/2010-04-01/Accounts/{ACCOUNT_SID}/{path}")
        async with http.get(url) as response:
            assert (await response.json())["voice_url"] == "https://desk.example/wished"

"""A person with a phone and an agent with a device, as tests play them on the control side."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.channels.simulator.conftest import ACCOUNT_SID, LINE, PHONE, AccountServer, Carrier

AGENT = "client:agent_7"
INBOUND = "/webhooks/twilio/voice"


@dataclass
class People:
    """Whoever sits at the other end of the carrier's lines; each act is followed by all that follows at once."""

    carrier: Carrier
    account: AccountServer

    def answer_calls_with(self, document: str) -> None:
        self.account.documents[INBOUND] = f"<Response>{document}</Response>"

    def answer_at(self, path: str, document: str) -> None:
        self.account.documents[path] = f"<Response>{document}</Response>"

    async def dial(self, *, phone: str = PHONE, line: str = LINE) -> str:
        """Call the line; returns the call's sid once everything that follows at once has happened."""
        view = await self.act(f"phones/{phone}/calls", {"line": line}, status=201)
        return str(view["sid"])

    async def act(self, path: str, wish: dict[str, Any] | None = None, *, status: int = 200) -> dict[str, Any]:
        async with self.carrier.http.post(f"{self.carrier.url}/control/{path}", json=wish or {}) as response:
            assert response.status == status, await response.text()
            view: dict[str, Any] = await response.json()
        await self.carrier.voice.settle()
        return view

    async def press(self, sid: str, digits: str) -> None:
        await self.act(f"calls/{sid}/digits", {"digits": digits})

    async def say(self, sid: str, text: str) -> None:
        await self.act(f"calls/{sid}/say", {"text": text, "language": "zh-HK"})

    async def answer(self, sid: str) -> None:
        await self.act(f"calls/{sid}/answer")

    async def hang_up(self, sid: str) -> None:
        await self.act(f"calls/{sid}/hangup")

    async def after(self, seconds: float) -> None:
        self.carrier.clock.pass_seconds(seconds)
        await self.carrier.voice.settle()

    async def view(self, sid: str) -> dict[str, Any]:
        return await self.get(f"calls/{sid}")

    async def get(self, path: str) -> dict[str, Any]:
        async with self.carrier.http.get(f"{self.carrier.url}/control/{path}") as response:
            assert response.status == 200, await response.text()
            found: dict[str, Any] = await response.json()
            return found

    async def lines(self, sid: str) -> list[tuple[str, str]]:
        return [(line["kind"], line["text"]) for line in (await self.view(sid))["lines"]]

    async def client_call(self, identity: str = "agent_7") -> dict[str, Any]:
        """The newest call of a device."""
        newest: dict[str, Any] = (await self.get(f"clients/{identity}/calls"))["items"][0]
        return newest

    async def rest(self, path: str, *, method: str = "POST", status: int = 200, **form: Any) -> dict[str, Any]:
        url = f"{self.carrier.url}/2010-04-01/Accounts/{ACCOUNT_SID}/{path}"
        sent = {"data": form} if method == "POST" else {"params": form}
        async with self.carrier.http.request(method, url, **sent) as response:
            assert response.status == status, await response.text()
            answer: dict[str, Any] = await response.json() if response.status != 204 else {}
        await self.carrier.voice.settle()
        return answer

    async def call_agent(self, document: str, **form: Any) -> str:
        """Make a leg to the agent's device that runs this document once it is answered."""
        wish = {"To": AGENT, "From": LINE, "Url": self._published(document), **form}
        return str((await self.rest("Calls.json", status=201, **wish))["sid"])

    async def redirect(self, sid: str, document: str) -> None:
        await self.rest(f"Calls/{sid}.json", Url=self._published(document))

    def _published(self, document: str) -> str:
        path = f"/documents/{len(self.account.documents)}"
        self.answer_at(path, document)
        return self.account.url + path


@pytest.fixture
def people(carrier: Carrier, account_server: AccountServer) -> People:
    return People(carrier, account_server)

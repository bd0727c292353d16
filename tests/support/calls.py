"""The people of a story on the telephone: a caller at the simulated carrier, and an agent's device in a browser."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.support.story import Json, Staff, eventually


@dataclass
class Caller:
    """Somebody who calls a line and presses keys; what she hears stands in `lines` of the call."""

    http: aiohttp.ClientSession
    simulator_url: str
    number: str
    line: str = "+85230000000"
    sid: str = ""

    async def call(self) -> "Caller":
        view = await self._post(f"/control/phones/{self.number}/calls", {"line": self.line})
        self.sid = view["sid"]
        return self

    async def rings(self) -> "Caller":
        """Somebody calls this phone; from now on that is the call."""

        async def look() -> str | None:
            async with self.http.get(f"{self.simulator_url}/control/phones/{self.number}/calls") as answer:
                items = (await answer.json())["items"]
            ours = (call for call in items if call["direction"] != "inbound" and call["status"] == "ringing")
            return next((str(call["sid"]) for call in ours if call["sid"] != self.sid), None)

        self.sid = await eventually(look, f"{self.number} rings")
        return self

    async def answer(self) -> None:
        await self._post(f"/control/calls/{self.sid}/answer", {})

    async def decline(self) -> None:
        await self._post(f"/control/calls/{self.sid}/decline", {})

    async def press(self, digits: str) -> None:
        await self._post(f"/control/calls/{self.sid}/digits", {"digits": digits})

    async def say(self, text: str) -> None:
        await self._post(f"/control/calls/{self.sid}/say", {"text": text})

    async def hang_up(self) -> None:
        await self._post(f"/control/calls/{self.sid}/hangup", {})

    async def view(self) -> Json:
        async with self.http.get(f"{self.simulator_url}/control/calls/{self.sid}") as answer:
            assert answer.status == 200, await answer.text()
            found: Json = await answer.json()
            return found

    async def heard(self) -> list[str]:
        return [line["text"] for line in (await self.view())["lines"] if line["kind"] in ("prompt", "heard")]

    async def hears(self, *words: str) -> str:
        """The first thing heard on the line that holds all these words."""

        async def look() -> str | None:
            return next((text for text in await self.heard() if all(word in text for word in words)), None)

        return await eventually(look, f"{words} on the line of {self.number}")

    async def is_doing(self, what: str) -> None:
        """prompt, gather, queue, conference, held, record …; `ended` once the call is over."""

        async def look() -> bool:
            view = await self.view()
            return what == ("ended" if view["ended_at"] else view["doing"])

        await eventually(look, f"{self.number} is at {what}")

    async def _post(self, path: str, body: Json) -> Json:
        async with self.http.post(f"{self.simulator_url}{path}", json=body) as answer:
            assert answer.status in (200, 201), (path, answer.status, await answer.text())
            view: Json = await answer.json()
            return view


@dataclass
class Device:
    """An agent's telephone: a socket at the carrier. `calls` are those it was told of, by the carrier's id."""

    socket: aiohttp.ClientWebSocketResponse
    calls: dict[str, Json] = field(default_factory=dict)
    errors: list[Json] = field(default_factory=list)

    async def listen(self) -> None:
        async for message in self.socket:
            frame = message.json()
            if frame["type"] == "call":
                self.calls[frame["call"]["sid"]] = frame["call"]
            elif frame["type"] == "error":
                self.errors.append(frame)

    async def rings(self, *, but: str = "") -> Json:
        """The call that rings, not the one named."""
        return await self._one("ringing", but)

    async def is_open(self) -> Json:
        return await self._one("open", "")

    async def is_closed(self, sid: str) -> Json:
        async def look() -> Json | None:
            call = self.calls.get(sid)
            return call if call and call["state"] == "closed" else None

        return await eventually(look, f"{sid} closed at the device")

    async def hears(self, sid: str, *words: str) -> str:
        async def look() -> str | None:
            lines = [line["text"] for line in self.calls[sid]["lines"] if line["kind"] == "heard"]
            return next((text for text in lines if all(word in text for word in words)), None)

        return await eventually(look, f"{words} at the device")

    async def answer(self, sid: str) -> None:
        await self.socket.send_json({"type": "answer", "sid": sid})

    async def decline(self, sid: str) -> None:
        await self.socket.send_json({"type": "decline", "sid": sid})

    async def hang_up(self, sid: str) -> None:
        await self.socket.send_json({"type": "hangup", "sid": sid})

    async def say(self, sid: str, text: str) -> None:
        await self.socket.send_json({"type": "say", "sid": sid, "text": text})

    async def _one(self, state: str, but: str) -> Json:
        async def look() -> Json | None:
            found = [call for sid, call in self.calls.items() if call["state"] == state and sid != but]
            return found[0] if found else None

        return await eventually(look, f"a call that is {state} at the device")


@contextlib.asynccontextmanager
async def device_of(staff: Staff) -> AsyncIterator[Device]:
    """The telephone in this agent's browser."""
    grant: dict[str, Any] = await staff.post("/calls/softphone")
    assert grant["driver"] == "simulator", grant
    url = grant["url"] if "://" in grant["url"] else f"{staff.base_url}{grant['url']}"
    async with staff.http.ws_connect(url, params={"token": grant["token"]}) as socket:
        hello = await socket.receive_json()
        assert hello == {"type": "hello", "identity": grant["identity"]}, hello
        device = Device(socket)
        listening = asyncio.create_task(device.listen())
        try:
            yield device
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening

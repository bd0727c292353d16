"""Agents who work like the console does: they look when their socket tells them to, answer what rings, and go to
another node when theirs is gone."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

Json = dict[str, Any]
PAUSE_SECONDS = 0.2


class Gone(Exception):
    """The node did not answer, or answered that it cannot just now."""


@dataclass
class DeskAgent:
    """Accepts each offer and answers it once. `node` is the index of the one she is connected to."""

    username: str
    password: str
    nodes: Sequence[str]
    node: int
    agent_id: str = ""
    frames: list[tuple[float, int, str]] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    accepted_at: list[tuple[float, int]] = field(default_factory=list)
    _owed: dict[str, str] = field(default_factory=dict)
    _csrf_token: str = ""
    _http: aiohttp.ClientSession | None = None

    @property
    def http(self) -> aiohttp.ClientSession:
        assert self._http is not None, "sign_in comes first"
        return self._http

    def heard(self, *types: str, since: float = 0.0, node: int | None = None) -> list[tuple[float, int, str]]:
        """The frames of these types since a moment, with when and from which node they came."""
        return [frame for frame in self.frames if frame[2] in types and frame[0] >= since and node in (None, frame[1])]

    async def sign_in(self) -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        self._http = aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=8))
        answer = await self.ask("POST", "/session", {"username": self.username, "password": self.password})
        self._csrf_token, self.agent_id = answer["csrf_token"], answer["user"]["id"]
        await self.ask("PUT", "/agents/me/presence", {"presence": "available"})

    async def close(self) -> None:
        await self.http.close()

    async def work(self) -> None:
        """Until cancelled."""
        while True:
            node = self.node
            try:
                async with self.http.ws_connect(f"{self.nodes[node]}/api/v1/live") as socket:
                    await self._answer_what_rings()
                    async for message in socket:
                        frame = message.json()
                        self.frames.append((time.monotonic(), node, frame["type"]))
                        if frame["type"] in ("offer.made", "resync"):
                            await self._answer_what_rings()
            except (aiohttp.ClientError, OSError, Gone):
                pass
            if not await self._is_alive(node):
                self.node = (node + 1) % len(self.nodes)
            await asyncio.sleep(PAUSE_SECONDS)

    async def view(self, node: int) -> dict[str, list[str]]:
        """What this agent sees from a node: her contacts, each with the texts of its thread."""
        seen: dict[str, list[str]] = {}
        after = ""
        while True:
            page = await self.ask("GET", f"/contacts?agent=me&limit=200{after}", node=node)
            for contact in page["items"]:
                thread = await self.ask("GET", f"/contacts/{contact['id']}/messages?limit=200", node=node)
                seen[contact["id"]] = [message["id"] for message in thread["items"]]
            if page["next_cursor"] is None:
                return seen
            after = f"&cursor={page['next_cursor']}"

    async def ask(self, method: str, path: str, body: Json | None = None, *, key: str = "", node: int = -1) -> Json:
        """One request; raises `Gone` where the node cannot answer. A key makes it safe to ask again."""
        headers = {"X-CSRF-Token": self._csrf_token} | ({"Idempotency-Key": key} if key else {})
        url = f"{self.nodes[self.node if node < 0 else node]}/api/v1{path}"
        try:
            async with self.http.request(method, url, json=body, headers=headers) as answer:
                content: Json = await answer.json() if answer.content_type == "application/json" else {}
                if answer.status >= 500:
                    raise Gone(f"{answer.status} {content}")
                return content | {"status": answer.status} if answer.status >= 400 else content
        except (aiohttp.ClientError, OSError) as error:
            raise Gone(type(error).__name__) from error

    async def _answer_what_rings(self) -> None:
        for offer in (await self.ask("GET", "/offers"))["items"]:
            self._owed.setdefault(offer["id"], offer["contact"]["id"])
        for offer_id, contact in list(self._owed.items()):
            # Asked again under the same key until somebody answers: on whichever node, it is done once.
            accepted = await self.ask("POST", f"/contacts/{contact}/accept", {}, key=f"accept {offer_id}")
            if "status" not in accepted:
                self.accepted_at.append((time.monotonic(), self.node))
                text = f"reply {self.username} {offer_id}"
                body = {"text": text, "then": "wait"}
                sent = await self.ask("POST", f"/contacts/{contact}/reply", body, key=f"reply {offer_id}")
                if "status" not in sent:
                    self.replies.append(text)
            del self._owed[offer_id]

    async def _is_alive(self, node: int) -> bool:
        try:
            async with self.http.get(f"{self.nodes[node]}/healthz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False

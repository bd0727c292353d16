"""The people of a story: an owner with a phone at the simulated carrier, and staff signed in over HTTP."""

import asyncio
import base64
import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import aiohttp
from yarl import URL

Json = dict[str, Any]
Found = TypeVar("Found")

PATIENCE_SECONDS = 30.0


async def eventually(
    look: Callable[[], Awaitable[Found | None]], what: str, *, seconds: float = PATIENCE_SECONDS
) -> Found:
    """What `look` finds, as soon as it finds it: for what other parts of the running product do in their own time."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                found = await look()
                if found:
                    return found
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"not seen within {seconds} s: {what}") from None


@dataclass
class Owner:
    """Somebody with a phone."""

    http: aiohttp.ClientSession
    simulator_url: str
    number: str
    line: str = "+85230000000"

    async def text(self, words: str) -> None:
        body = {"line": self.line, "text": words}
        async with self.http.post(f"{self.simulator_url}/control/phones/{self.number}/texts", json=body) as answer:
            assert answer.status in (200, 201), await answer.text()

    async def send_photo(self, content: bytes, *, name: str = "photo.jpg", words: str = "") -> None:
        file = {"name": name, "content_type": "image/jpeg", "content_base64": base64.b64encode(content).decode()}
        body = {"line": self.line, "text": words, "media": [file]}
        async with self.http.post(f"{self.simulator_url}/control/phones/{self.number}/texts", json=body) as answer:
            assert answer.status == 201, await answer.text()

    async def sees_photo(self) -> bytes:
        """The first photo from the line on the phone's screen."""

        async def look() -> str | None:
            params = {"line": self.line}
            url = f"{self.simulator_url}/control/phones/{self.number}/texts"
            async with self.http.get(url, params=params) as answer:
                items = (await answer.json())["items"]
            received = (file for text in items if text["direction"] == "received" for file in text["media"])
            return next((str(file["url"]) for file in received), None)

        path = await eventually(look, f"a photo on {self.number}")
        async with self.http.get(URL(self.simulator_url).join(URL(path))) as answer:
            assert answer.status == 200
            return await answer.read()

    async def received(self) -> list[str]:
        """The texts on the phone's screen from the line, oldest first."""
        params = {"line": self.line}
        async with self.http.get(f"{self.simulator_url}/control/phones/{self.number}/texts", params=params) as answer:
            items = (await answer.json())["items"]
        return [text["text"] for text in items if text["direction"] == "received"]

    async def hears(self, *words: str) -> str:
        """The first text from the line that holds all these words."""

        async def look() -> str | None:
            texts = await self.received()
            return next((text for text in texts if all(word in text for word in words)), None)

        return await eventually(look, f"a text with {words} on {self.number}")


@dataclass
class Staff:
    """A member of staff in a browser: a cookie and the CSRF header."""

    http: aiohttp.ClientSession
    base_url: str
    csrf_token: str = ""
    user: Json = field(default_factory=dict)

    async def sign_in(self, username: str, password: str = "demo") -> "Staff":
        answer = await self.post("/session", {"username": username, "password": password})
        self.csrf_token, self.user = answer["csrf_token"], answer["user"]
        return self

    async def get(self, path: str, **params: str) -> Json:
        async with self.http.get(f"{self.base_url}/api/v1{path}", params=params) as answer:
            content: Json = await answer.json()
            assert answer.status == 200, (path, answer.status, content)
            return content

    async def post(self, path: str, body: Json | None = None) -> Json:
        return await self.send("POST", path, body)

    async def send(self, method: str, path: str, body: Json | None = None, *, status: int | None = None) -> Json:
        headers = {"X-CSRF-Token": self.csrf_token}
        async with self.http.request(
            method, f"{self.base_url}/api/v1{path}", json=body or {}, headers=headers
        ) as answer:
            content: Json = await answer.json() if answer.content_type == "application/json" else {}
            if status is None:
                assert answer.status in (200, 201, 204), (method, path, answer.status, content)
            else:
                assert answer.status == status, (method, path, answer.status, content)
            return content

    async def upload(self, content: bytes, name: str) -> Json:
        form = aiohttp.FormData()
        form.add_field("file", io.BytesIO(content), filename=name, content_type="application/octet-stream")
        headers = {"X-CSRF-Token": self.csrf_token}
        async with self.http.post(f"{self.base_url}/api/v1/attachments", data=form, headers=headers) as answer:
            uploaded: Json = await answer.json()
            assert answer.status == 201, uploaded
            return uploaded

    async def download(self, url: str) -> tuple[str, bytes]:
        """The type and bytes of a file as this person's browser gets them."""
        async with self.http.get(f"{self.base_url}{url}") as answer:
            assert answer.status == 200, (url, answer.status)
            return answer.content_type, await answer.read()

    async def available(self) -> None:
        await self.send("PUT", "/agents/me/presence", {"presence": "available"})

    async def is_offered(self) -> Json:
        """The offer that rings here."""

        async def look() -> Json | None:
            items = (await self.get("/offers"))["items"]
            return items[0] if items else None

        return await eventually(look, f"an offer at {self.user['username']}")

"""Vectors from a service that speaks the usual embeddings protocol (`POST /v1/embeddings`)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import aiohttp
import numpy as np
from numpy.typing import NDArray

from knowledge_base.vectors.errors import EmbeddingError

PATH = "/v1/embeddings"
# A batch of articles may take a while; a question has a deadline of its own.
LONGEST_SECONDS = 30.0


class EmbeddingsUrl:
    """`setting` is `https://[:key@]host[/path]#model`; the key is sent as a bearer token and never shown."""

    def __init__(self, setting: str) -> None:
        parts = urlsplit(setting)
        host = parts.hostname or ""
        self.model = parts.fragment
        self._key = unquote(parts.password or "")
        place = f"{host}:{parts.port}" if parts.port else host
        path = parts.path if parts.path.strip("/") else PATH
        self.address = urlunsplit((parts.scheme, place, path, parts.query, ""))
        self._session: aiohttp.ClientSession | None = None

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        asked = {"model": self.model, "input": list(texts), "encoding_format": "float"}
        try:
            async with self._opened().post(self.address, json=asked, allow_redirects=False) as answer:
                if answer.status != 200:
                    raise EmbeddingError(f"{self.address} answered {answer.status}.")
                said = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise EmbeddingError(f"{self.address} cannot be asked ({type(error).__name__}).") from error
        return _read(said, len(texts), self.address)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
            timeout = aiohttp.ClientTimeout(total=LONGEST_SECONDS)
            self._session = aiohttp.ClientSession(timeout=timeout, headers=headers)
        return self._session


def _read(said: Any, count: int, address: str) -> NDArray[np.float32]:
    try:
        ordered = sorted(said["data"], key=lambda one: one["index"])
        vectors = np.array([one["embedding"] for one in ordered], dtype=np.float32)
    except (KeyError, TypeError, ValueError) as error:
        raise EmbeddingError(f"{address} did not answer with vectors.") from error
    if vectors.ndim != 2 or len(vectors) != count or not vectors.shape[1] or not np.isfinite(vectors).all():
        raise EmbeddingError(f"{address} did not answer with one vector for each text.")
    unit: NDArray[np.float32] = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit

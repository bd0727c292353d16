"""Both ways to make vectors: a file of word vectors, and a service."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from contactcenter.config import ConfigurationError, load
from knowledge_base.vectors.embedder import build_embedder
from knowledge_base.vectors.embeddings_url import EmbeddingsUrl
from knowledge_base.vectors.errors import EmbeddingError
from knowledge_base.vectors.word_vectors import WordVectors

WORDS = "5 3\n的 1 1 1\n电梯 1 0 0\nlift 0.9 0.1 0\n水 0 1 0\nwater 0 0.9 0.1\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.vec"
    path.write_text(WORDS, encoding="utf-8")
    return path


async def test_words_that_mean_the_same_lie_near_each_other(words: Path) -> None:
    embedder = WordVectors.read(words)
    vectors = await embedder.embed(["電梯壞了", "the Lift", "WATER", "?", "没有水"])
    assert np.linalg.norm(vectors, axis=1).round(5).tolist() == [1, 1, 1, 0, 1]
    near = vectors @ vectors.T
    assert near[0, 1] > 0.9 > 0.2 > near[0, 2]
    assert near[2, 4] > 0.9
    await embedder.close()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("lift 1 0\nwater 1 0 0\n", id="uneven"),
        pytest.param("# Articles\nThe lift is out of order\n", id="another text"),
    ],
)
def test_a_file_of_something_else_is_refused_with_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(content)
    with pytest.raises(ConfigurationError, match="CONTACTCENTER_EMBEDDINGS"):
        build_embedder(str(path))


def test_bytes_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(bytes(range(256)))
    with pytest.raises(ConfigurationError, match=r"model\.bin"):
        build_embedder(str(path))


@pytest.mark.parametrize("value", ["https://models.example", "ftp://models.example#m", "https:///#m", "/no/such/file"])
def test_a_setting_that_leads_nowhere_stops_the_start(tmp_path: Path, value: str) -> None:
    environment = {"CONTACTCENTER_DATA_DIRECTORY": str(tmp_path), "CONTACTCENTER_EMBEDDINGS": value}
    with pytest.raises(ConfigurationError, match="CONTACTCENTER_EMBEDDINGS"):
        load(environment)


def test_without_the_setting_there_is_none() -> None:
    assert build_embedder("") is None


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ("https://models.example#small", "https://models.example/v1/embeddings"),
        ("https://:key@models.example:8443/#small", "https://models.example:8443/v1/embeddings"),
        ("http://127.0.0.1/api/embed?v=1#small", "http://127.0.0.1/api/embed?v=1"),
    ],
)
def test_the_address_holds_no_key(setting: str, address: str) -> None:
    embedder = EmbeddingsUrl(setting)
    assert (embedder.address, embedder.model) == (address, "small")


Answering = Callable[[Any, int], Awaitable[str]]


@pytest.fixture
async def service() -> AsyncIterator[Answering]:
    """A service that answers this body with this status; gives the setting that leads to it."""
    servers: list[TestServer] = []

    async def start(body: Any, status: int) -> str:
        async def embed(request: web.Request) -> web.Response:
            asked = await request.json()
            assert (asked["model"], request.headers["Authorization"]) == ("small", "Bearer a key")
            return web.json_response(body, status=status)

        app = web.Application()
        app.router.add_post("/v1/embeddings", embed)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return f"http://:a%20key@127.0.0.1:{server.port}#small"

    yield start
    for server in servers:
        await server.close()


async def test_a_service_is_asked_and_its_vectors_are_put_in_order(service: Answering) -> None:
    body = {"data": [{"index": 1, "embedding": [0, 5]}, {"index": 0, "embedding": [3, 4]}]}
    embedder = EmbeddingsUrl(await service(body, 200))
    vectors = await embedder.embed(["first", "second"])
    assert np.allclose(vectors, np.array([[0.6, 0.8], [0.0, 1.0]]))
    await embedder.close()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({"data": []}, 200, id="too few"),
        pytest.param({"error": "no"}, 200, id="an error"),
        pytest.param(["x"], 200, id="something else"),
        pytest.param({"data": [{"index": 0, "embedding": ["x"]}]}, 200, id="no numbers"),
        pytest.param({"data": [{"index": 0, "embedding": []}]}, 200, id="an empty vector"),
        pytest.param({"data": [{"index": 0, "embedding": [1]}]}, 503, id="out of order"),
    ],
)
async def test_what_is_no_vector_is_an_error_that_names_the_address(service: Answering, body: Any, status: int) -> None:
    setting = await service(body, status)
    embedder = EmbeddingsUrl(setting)
    with pytest.raises(EmbeddingError) as raised:
        await embedder.embed(["one"])
    assert "127.0.0.1" in str(raised.value)
    assert "a key" not in str(raised.value)
    await embedder.close()


async def test_a_service_that_is_away_is_an_error() -> None:
    embedder = EmbeddingsUrl("http://127.0.0.1:1#small")
    with pytest.raises(EmbeddingError):
        await embedder.embed(["one"])
    await embedder.close()

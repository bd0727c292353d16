"""One address before several nodes, as a load balancer gives: each connection goes to the next node that takes it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from tests.support.servers import free_port

PIECE = 65536


@dataclass
class Balancer:
    """Connections in turn; a node that refuses is passed over, one that dies takes its connections with it."""

    ports: Sequence[int]
    port: int = field(default_factory=free_port)
    turn: int = 0
    _connections: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = asyncio.create_task(self._carry(reader, writer))
        self._connections.add(connection)
        connection.add_done_callback(self._connections.discard)

    async def close(self) -> None:
        for connection in list(self._connections):
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            node = await self._next_node()
            if node is not None:
                onward, back = node
                try:
                    await asyncio.gather(_pass_on(reader, back), _pass_on(onward, writer))
                finally:
                    back.close()
        finally:
            writer.close()

    async def _next_node(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _ in self.ports:
            self.turn += 1
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", self.ports[self.turn % len(self.ports)])
        return None


@contextlib.asynccontextmanager
async def balancing(ports: Sequence[int]) -> AsyncIterator[Balancer]:
    balancer = Balancer(ports)
    server = await asyncio.start_server(balancer.take, "127.0.0.1", balancer.port)
    try:
        yield balancer
    finally:
        server.close()
        await balancer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    # The other direction ends with this one: HTTP has nothing to say on a connection half closed.
    writer.close()

"""Tells open phone pages what changed; a page that cannot keep up is closed and fetches anew."""

import asyncio
from typing import Any

PENDING_FRAMES = 200


class Feed:
    """Subscribers by phone number; frames are plain JSON-ready dictionaries."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[dict[str, Any] | None], str] = {}

    def subscribe(self, phone: str) -> asyncio.Queue[dict[str, Any] | None]:
        """A queue of frames for this number; None in it means: too slow, or the carrier closes; connect anew."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(PENDING_FRAMES + 1)
        self._queues[queue] = phone
        return queue

    def unsubscribe(self, queue: asyncio.Queue[dict[str, Any] | None]) -> None:
        self._queues.pop(queue, None)

    def publish(self, phone: str, frame: dict[str, Any]) -> None:
        for queue in [queue for queue, number in self._queues.items() if number == phone]:
            if queue.qsize() >= PENDING_FRAMES:
                self._end(queue)
            else:
                queue.put_nowait(frame)

    def close(self) -> None:
        for queue in list(self._queues):
            self._end(queue)

    def _end(self, queue: asyncio.Queue[dict[str, Any] | None]) -> None:
        self.unsubscribe(queue)
        queue.put_nowait(None)

"""Notices on SQLite that another process (backup, user add, kb import) wrote beside the running server."""

from datetime import datetime

from sqlalchemy import text

from contactcenter.db import Database
from contactcenter.live.bus import InProcessBus, Resync


class ForeignWrites:
    """Watches `PRAGMA data_version` on our only writing connection: it changes when somebody else has committed."""

    def __init__(self, bus: InProcessBus) -> None:
        self._bus = bus
        self._version: int | None = None

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Where somebody else wrote, screens refetch and all workers look again."""
        async with db.transaction() as session:
            version = int((await session.execute(text("PRAGMA data_version"))).scalar_one())
        if self._version not in (None, version):
            self._bus.deliver(Resync("another process wrote"), self._bus.topics())
        self._version = version
        return 0

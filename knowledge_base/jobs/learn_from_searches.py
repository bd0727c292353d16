"""What contacts ended with and which gaps were recorded is remembered of the searches that led there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contactcenter.db import Database, lowest_id_at
from knowledge_base.searches import learning

# After a start so much of the history is read again, which changes nothing.
BEGINS = timedelta(days=1)
# A transaction on another node may add older lines than those read already.
OVERLAP = timedelta(seconds=60)


@dataclass(slots=True)
class LearnFromSearches:
    """The job, with how far this process has read."""

    read_id: str = ""

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Returns 1 where more is known to be left."""
        after = self.read_id or lowest_id_at(now - BEGINS)
        async with db.reading() as session:
            news = await learning.read_news(session, after=after)
            answered = await learning.find_open(session, news.contact_ids)
        if answered or news.gaps:
            async with db.transaction() as session:
                await learning.learn(session, answered, news.gaps, now=now)
        self.read_id = news.last_id if news.has_more else min(news.last_id, lowest_id_at(now - OVERLAP))
        return int(news.has_more)

"""Who looks at a contact: rows with an end, and facts only where something changed."""

from datetime import timedelta

from contactcenter.contacts.viewers import SEEN_FOR, forget_gone, look_away, see, viewers_of
from contactcenter.db import Database, Session
from contactcenter.events import OF_ONE_THREAD
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact

SOON = NOW + timedelta(seconds=10)


async def test_a_window_that_falls_silent_is_gone(db: Database) -> None:
    async with db.transaction() as session:
        contact, ada = await make_contact(session), await make_agent(session, name="Ada Wong")
        ben = await make_agent(session, name="Ben Ho")
        await see(session, contact.id, agent_id=ada.id, is_typing=False, now=NOW)
        await see(session, contact.id, agent_id=ben.id, is_typing=True, now=SOON)
        seen = await viewers_of(session, contact.id, now=SOON)
        assert [(viewer.name, viewer.is_typing) for viewer in seen] == [("Ada Wong", False), ("Ben Ho", True)]
        left = await viewers_of(session, contact.id, now=NOW + SEEN_FOR)
        assert [viewer.name for viewer in left] == ["Ben Ho"]


async def test_only_news_is_told_and_only_to_windows_that_show_the_contact(db: Database) -> None:
    async with db.transaction() as session:
        contact, ada = await make_contact(session), await make_agent(session)

        async def tells(session: Session, *, is_typing: bool) -> bool:
            session.info["facts"] = []
            await see(session, contact.id, agent_id=ada.id, is_typing=is_typing, now=SOON)
            return bool(session.take_published()[0])

        assert await tells(session, is_typing=False)
        assert not await tells(session, is_typing=False)
        assert await tells(session, is_typing=True)
        session.info["facts"] = []
        await look_away(session, contact.id, agent_id=ada.id)
        await look_away(session, contact.id, agent_id=ada.id)
        (fact,) = session.take_published()[0]
        assert (fact.type, fact.id) == ("contact.viewers", contact.id)
        assert fact.type in OF_ONE_THREAD


async def test_what_nobody_said_goodbye_to_is_swept_up(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
        await see(session, contact.id, agent_id=(await make_agent(session)).id, is_typing=False, now=NOW)
    assert await forget_gone(db, now=SOON) == 0
    assert await forget_gone(db, now=NOW + SEEN_FOR) == 1
    assert await forget_gone(db, now=NOW + SEEN_FOR) == 0

"""A caller pressed a key in a menu, said a word, or gave nothing."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.calls import thread
from contactcenter.calls.circumstances import read_context
from contactcenter.calls.documents import present
from contactcenter.calls.happenings import Chose
from contactcenter.calls.menus import choose
from contactcenter.calls.service import HeldCall, lock_call, standing_of
from contactcenter.calls.standing import Context
from contactcenter.calls.steps import Steps
from contactcenter.contacts.service import retitle
from contactcenter.db import Session


async def choose_in_menu(
    session: Session, call_id: str, *, menu_code: str, digits: str, words: str, now: datetime
) -> Steps:
    """What was given in a menu the caller has left already counts for nothing."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    context = await read_context(session, held, now=now)
    if held.call.menu_code != menu_code:
        return present(standing_of(held), context)
    await _note_choice(session, held, context, digits, words, now)
    return (await follow(session, held, Chose(digits, words), context, now=now)).steps


async def _note_choice(
    session: Session, held: HeldCall, context: Context, digits: str, words: str, now: datetime
) -> None:
    if not digits and not words:
        return
    menu = context.menus.get(held.call.menu_code or "")
    option = choose(menu, digits=digits, words=words) if menu else None
    language = (option.language if option else None) or held.call.language
    label = option.labels.get(language, "") if option else ""
    if option is not None and label and not option.language:
        await retitle(session, held.contact, label)
    details = {"digit": digits or (option.digit if option else ""), "label": label, "words": words}
    await thread.note(session, held.contact, "menu.chosen", details, now=now)

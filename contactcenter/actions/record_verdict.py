"""The owner answered whether it is solved. Called by receive_messages for a text that reads as a clear verdict."""

from datetime import datetime, timedelta

from contactcenter.actions.reopen_work_order import send_back_to_work
from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.follow_ups import service as follow_ups
from contactcenter.follow_ups.models import FollowUp
from contactcenter.follow_ups.service import ANSWER_DAYS
from contactcenter.follow_ups.verdicts import Verdict
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.owner_texts import tell_owner
from contactcenter.work_orders.service import Author, Entry

TEMPLATES = {"yes": "work_order_closed", "no": "work_order_reopened"}
# For colleagues who read the thread later; they read it in the language the owner writes.
THREAD_LINES = {
    "zh-Hant": {"yes": "業主確認已解決，工單 {reference} 結束。", "no": "業主表示未解決，工單 {reference} 重開。"},
    "zh-Hans": {"yes": "业主确认已解决，工单 {reference} 结束。", "no": "业主表示未解决，工单 {reference} 重开。"},
    "en": {
        "yes": "The owner says it is solved; work order {reference} is closed.",
        "no": "The owner says it is not solved; work order {reference} is reopened.",
    },
}


async def record_verdict(
    session: Session, follow_up: FollowUp, *, contact: Contact, verdict: Verdict, words: str, now: datetime
) -> bool:
    """ "no" sends the order back to work, "yes" closes it; the owner is told and the thread says so.

    `contact` is the thread the words came in. Returns False where the answer changes nothing any more, such as a
    second "yes" or a "no" long after the closing; then the words are for a person.
    """
    order = await service.get_work_order(session, follow_up.work_order_id, lock=True)
    if not _counts(order, follow_up, verdict, now):
        return False
    await follow_ups.answer(session, follow_up, verdict=verdict, words=words, now=now)
    author = await _owner(session, contact)
    if verdict == "no":
        entry = Entry("verdict_no", "owner", words)
        await send_back_to_work(session, order, entry, author=author, now=now)
    else:
        await _close(session, order, words, author=author, now=now)
    line = THREAD_LINES.get(contact.language, THREAD_LINES["en"])[verdict]
    await say_in_thread(session, contact, line.format(reference=order.reference), now=now)
    await tell_owner(session, order, contact, TEMPLATES[verdict], now=now)
    return True


def _counts(order: WorkOrder, follow_up: FollowUp, verdict: Verdict, now: datetime) -> bool:
    if follow_up.withdrawn_at is not None:
        return False
    if order.state == "done":
        return True
    was_closed_lately = order.closed_at is not None and now - order.closed_at <= timedelta(days=ANSWER_DAYS)
    return order.state == "closed" and was_closed_lately and (verdict == "no" or follow_up.answered_at is None)


async def _close(session: Session, order: WorkOrder, words: str, *, author: Author, now: datetime) -> None:
    entry = Entry("verdict_yes", "owner", words)
    if order.state == "closed":
        # A supervisor had closed it before the owner answered; the yes is kept all the same.
        await service.add_entry(session, order, entry, author=author, now=now)
        return
    await service.change(session, order, "close", entry, author=author, now=now, values={"closed_at": now})


async def _owner(session: Session, contact: Contact) -> Author:
    customer = await session.get(Customer, contact.customer_id) if contact.customer_id else None
    return Author("customer", contact.customer_id, customer.name if customer else "")

"""Plays back what a contact was about and how each matter ended: answers, promises, gaps, orders."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from contactcenter.contacts.models import Matter
from contactcenter.demo.content.history_shapes import GapScript, MatterScript, PromiseScript
from contactcenter.demo.replay.case import Case
from contactcenter.demo.replay.ledger import Row
from contactcenter.demo.replay.orders import play_order
from contactcenter.promises.models import KEPT, Promise
from knowledge_base.gaps.models import Gap, GapAsker
from knowledge_base.gaps.service import fold_question

Gaps = dict[str, Row]


def play_matters(case: Case, articles: Mapping[str, str], gaps: Gaps) -> None:
    """`gaps` are those that earlier contacts asked for; `articles` gives the id of each code."""
    for position, script in enumerate(case.source.script.matters):
        found: dict[str, Any] = {}
        decided_at = case.at(_last_minute(case) + 1)
        if script.order is not None:
            found["work_order_id"] = play_order(case, script.order)
            decided_at = found["work_order_id"].at
        if script.promise is not None:
            promise = _promise(case, script.promise)
            if script.outcome == "promise":
                found["promise_id"], decided_at = promise, promise.at
        if script.gap is not None:
            found["gap_id"], decided_at = _gap(case, script.gap, gaps)
        if script.article_code is not None:
            found["article_id"] = articles[script.article_code]
        _matter(case, script, position, found, decided_at)


def _matter(case: Case, script: MatterScript, position: int, found: dict[str, Any], decided_at: datetime) -> None:
    """The first one came with the contact; the agent noticed the others."""
    added_at = case.contact.at if position == 0 else decided_at
    matter = case.ledger.add(Matter, added_at, contact_id=case.contact, subject=script.subject)
    if position > 0:
        case.history("matter_added", added_at, case.agent, matter_id=matter)
    if script.outcome is None:
        return
    matter.values |= {"outcome": script.outcome, "decided_by": case.agent.id, "decided_at": decided_at, **found}
    details = {"matter_id": matter, "from": None, "to": script.outcome, **found}
    case.history("outcome", decided_at, case.agent, **details)


def _last_minute(case: Case) -> int:
    return max(line.minutes_after for line in case.source.lines)


def _first_reply(case: Case) -> datetime:
    """When the agent first answered: that is when promises are made and gaps are seen."""
    return case.at(next(line.minutes_after for line in case.source.lines if line.author != "customer"))


def _promise(case: Case, script: PromiseScript) -> Row:
    at, due_at = _first_reply(case), case.now + timedelta(minutes=script.due_in)
    promise = case.ledger.add(Promise, at, contact_id=case.contact, what=script.what, due_at=due_at, created_at=at)
    customer_id = case.owner.id if case.owner else None
    promise.values |= {"customer_id": customer_id, "agent_id": case.agent.id, "state": script.state}
    details = {"due_at": due_at.isoformat(), "contact_id": case.contact}
    case.ledger.add_history(promise, "promise", "made", at=at, author_id=case.agent.id, details=details)
    if script.state == KEPT:
        kept_at = min(case.at(_last_minute(case)), due_at)
        promise.values |= {"kept_at": kept_at, "version": 2}
        line = {"was_late": False}
        case.ledger.add_history(promise, "promise", "kept", at=kept_at, author_id=case.agent.id, details=line)
    return promise


def _gap(case: Case, script: GapScript, gaps: Gaps) -> tuple[Row, datetime]:
    """Everybody who asks the same is noted on the one gap."""
    at = _first_reply(case)
    gap = gaps.get(script.key)
    act = "asked_again" if gap else "recorded"
    if gap is None:
        gap = gaps[script.key] = case.ledger.add(Gap, at, question=script.question, language=case.language)
        gap.values |= {
            "folded": fold_question(script.question),
            "words_searched": script.words_searched,
            "created_by": case.agent.id,
            "created_at": at,
            "version": 0,
        }
    gap.values["version"] += 1
    asker = case.ledger.add(GapAsker, at, gap_id=gap, contact_id=case.contact, agent_id=case.agent.id, at=at)
    asker.values |= {
        "customer_id": case.owner.id if case.owner else None,
        "words_searched": script.words_searched,
    }
    details = {"contact_id": case.contact, "words_searched": script.words_searched}
    case.ledger.add_history(gap, "gap", act, at=at, author_id=case.agent.id, details=details)
    return gap, at

"""Plays back what a contact was about and how each matter ended: answers, promises, gaps, orders."""

from datetime import datetime, timedelta
from typing import Any

from contactcenter.contacts.models import Matter
from contactcenter.demo.content.history_shapes import GapScript, MatterScript, PromiseScript
from contactcenter.demo.replay.case import Case
from contactcenter.demo.replay.orders import play_order
from contactcenter.demo.replay.tracks import GapTrack, PromiseTrack
from contactcenter.promises.models import KEPT, OPEN, Promise
from knowledge_base.gaps.likeness import likeness_of
from knowledge_base.gaps.models import ANSWERED, SENT, Gap, GapAsker
from knowledge_base.gaps.models import OPEN as UNANSWERED
from knowledge_base.gaps.service import fold_question


def play_matters(case: Case) -> None:
    for position, script in enumerate(case.source.script.matters):
        found: dict[str, Any] = {}
        decided_at = case.at(_last_minute(case) + 1) if case.holder else case.at(_last_minute(case))
        if script.order is not None:
            order = play_order(case, script.order, position)
            found["work_order_id"], decided_at = order.id, order.at
        if script.attached_to is not None:
            found["work_order_id"] = case.scene.tracks.first_orders[script.attached_to].id
        if script.promise is not None:
            promise_id, made_at = _promise(case, script.promise)
            if script.outcome == "promise":
                found["promise_id"], decided_at = promise_id, made_at
        if script.gap is not None:
            found["gap_id"], decided_at = _gap(case, script.gap)
        if script.article_code is not None:
            found["article_id"] = case.scene.articles[script.article_code]
        _matter(case, script, position, found, decided_at)


def _matter(case: Case, script: MatterScript, position: int, found: dict[str, Any], decided_at: datetime) -> None:
    """The first one came with the contact; the agent noticed the others."""
    added_at = case.contact.at if position == 0 else decided_at
    matter = case.ledger.add(Matter, added_at, contact_id=case.contact.id, subject=script.subject)
    if position > 0:
        case.history("matter_added", added_at, case.agent, matter_id=matter.id)
    if script.outcome is None:
        return
    decided_by = case.holder.id if case.holder else None
    matter.values |= {"outcome": script.outcome, "decided_by": decided_by, "decided_at": decided_at, **found}
    details = {"matter_id": matter.id, "from": None, "to": script.outcome, **found}
    case.history("outcome", decided_at, case.holder, **details)


def _last_minute(case: Case) -> float:
    return max(line.minutes_after for line in case.source.lines)


def _first_reply(case: Case) -> datetime:
    """When the agent first answered: that is when promises are made and gaps are seen."""
    return case.at(next(line.minutes_after for line in case.source.lines if line.author in ("agent", "note")))


def _promise(case: Case, script: PromiseScript) -> tuple[str, datetime]:
    at, due_at = _first_reply(case), case.scene.now + timedelta(minutes=script.due_in)
    kept_at = None
    if script.state == KEPT:
        kept_at = min(case.at(_last_minute(case)), due_at)
        if script.kept_after is not None:
            kept_at = case.at(script.kept_after)
    customer_id = case.owner.id if case.owner else None
    promise = case.ledger.add(Promise, at, contact_id=case.contact.id, customer_id=customer_id, created_at=at)
    promise.values |= {
        "what": script.what,
        "due_at": due_at,
        "agent_id": case.agent.id,
        "state": KEPT if kept_at else OPEN,
        "kept_at": kept_at,
        "version": 2 if kept_at else 1,
    }
    details = {"due_at": due_at.isoformat(), "contact_id": case.contact.id}
    case.ledger.add_history(promise, "promise", "made", at=at, author_id=case.agent.id, details=details)
    facts = {
        "contact_id": case.contact.id,
        "customer_name": case.owner.name if case.owner else None,
        "place_code": case.source.place_code,
    }
    track = PromiseTrack(promise, case.agent.id, case.agent.id, at, kept_at, facts, case.numbers["reference"])
    case.scene.tracks.promises.append(track)
    return promise.id, at


def _gap(case: Case, script: GapScript) -> tuple[str, datetime]:
    """Everybody who asks the same is noted on the one gap."""
    at = _first_reply(case)
    track = case.scene.tracks.gaps.get(script.key)
    act = "asked_again" if track else "recorded"
    if track is None:
        track = _open_gap(case, script, at)
    gap = track.row
    gap.values["version"] += 1
    track.asked.append((at, case.agent.id))
    case.ledger.add(
        GapAsker,
        at,
        gap_id=gap.id,
        contact_id=case.contact.id,
        customer_id=case.owner.id if case.owner else None,
        agent_id=case.agent.id,
        words_searched=script.words_searched,
        at=at,
        **_told(case, track),
    )
    details = {"contact_id": case.contact.id, "words_searched": script.words_searched}
    case.ledger.add_history(gap, "gap", act, at=at, author_id=case.agent.id, details=details)
    return gap.id, at


def _told(case: Case, track: GapTrack) -> dict[str, Any]:
    """Whoever asked what was answered since was told when it was."""
    if track.answered_at is None:
        return {}
    agent_id = case.agent.id
    return {"tell_state": SENT, "tell_agent_id": agent_id, "told_at": track.answered_at, "seen_at": track.answered_at}


def _open_gap(case: Case, script: GapScript, at: datetime) -> GapTrack:
    """The question as the first asker put it, with the article that answered it since."""
    answered_at = None
    if script.answered_days_ago is not None:
        answered_at = case.scene.now - timedelta(days=script.answered_days_ago)
    gap = case.ledger.add(Gap, at, question=script.question, language=case.language, created_at=at, version=0)
    gap.values |= {
        "folded": fold_question(script.question),
        "likeness": likeness_of(script.question),
        "words_searched": script.words_searched,
        "created_by": case.agent.id,
        "state": ANSWERED if answered_at else UNANSWERED,
        "article_id": case.scene.articles[script.article_code] if answered_at and script.article_code else None,
        "answered_at": answered_at,
    }
    if answered_at is not None:
        gap.values["version"] = 1
        details = {"article_id": gap.values["article_id"]}
        case.ledger.add_history(gap, "gap", "answered", at=answered_at, author_id=None, details=details)
    track = GapTrack(gap, script.question, script.words_searched, answered_at)
    case.scene.tracks.gaps[script.key] = track
    return track

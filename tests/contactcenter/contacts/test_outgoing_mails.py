"""What our mails look like to whoever gets them."""

from datetime import UTC, datetime

import pytest

from channels.email.reading import read_mail
from channels.email.reply import split_reply
from contactcenter.contacts import mail_bodies
from contactcenter.contacts.mail_bodies import Quote
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.outgoing_mails import LONGEST_REFERENCES, Before, OutgoingMail, Written, compose
from contactcenter.lines.models import Line
from tests.support.mails import MAILBOX, OWNER

LINE = Line(address=MAILBOX, names={"zh-Hant": "客服電郵", "zh-Hans": "客服邮箱", "en": "Service desk"})
AT = datetime(2026, 7, 1, 14, 10, tzinfo=UTC)


def make(language: str = "zh-Hant", *, written: Written = "by_person", **before: object) -> OutgoingMail:
    contact = Contact(reference="C-2026-0001", subject="漏水", language=language)
    return compose(contact, "師傅<三>點到。", line=LINE, recipient=OWNER, before=Before(**before), written=written)  # type: ignore[arg-type]


def received(text: str = "漏水\n請快來", **facts: object) -> Message:
    mail = {"from_address": OWNER, "from_name": "陳大文", "message_id": "1@home", "subject": "Re: 廚房漏水", **facts}
    return Message(text=text, mail=mail, created_at=AT)


@pytest.mark.parametrize(
    ("language", "attribution"),
    [
        ("zh-Hant", "陳大文 <owner@home.example> 於 2026年7月1日 22:10 寫道："),
        ("zh-Hans", "陳大文 <owner@home.example> 于 2026年7月1日 22:10 写道："),
        ("en", "On 01 Jul 2026 22:10, 陳大文 <owner@home.example> wrote:"),
    ],
)
def test_the_old_mail_stands_under_the_new_words(language: str, attribution: str) -> None:
    text = make(language, last=received()).payload["text"]
    assert f"\n{attribution}\n\n> 漏水\n> 請快來\n" in text
    parts = split_reply(text)
    assert parts.new == "師傅<三>點到。", "our own rules read our own mails"
    assert "C-2026-0001" in parts.signature


def test_the_html_says_the_same() -> None:
    markup = make(last=received("a <b> & c")).payload["html"]
    assert "師傅&lt;三&gt;點到。" in markup
    assert "a &lt;b&gt; &amp; c" in markup
    head = b"From: a@b.c\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    assert read_mail(head + markup.encode()).parts.new == "師傅<三>點到。"
    assert "<script" not in make(last=received("<script>x</script>")).payload["html"]


def test_it_answers_the_last_mail_in_its_thread() -> None:
    mail = make(last=received(), chain=["0@home", "c@estate", "1@home"])
    assert mail.payload["subject"] == "Re: 廚房漏水 [C-2026-0001]"
    assert mail.payload["in_reply_to"] == "1@home"
    assert mail.payload["references"] == ["0@home", "c@estate", "1@home"]


def test_a_long_chain_keeps_its_root_and_its_end() -> None:
    chain = [f"{number}{'x' * 90}@exchange.example" for number in range(60)]
    kept = make(chain=chain).payload["references"]
    assert (kept[0], kept[-1]) == (chain[0], chain[-1])
    assert len(" ".join(f"<{id_}>" for id_ in kept)) <= LONGEST_REFERENCES < 2_000


@pytest.mark.parametrize(
    ("written", "says"), [("by_person", ""), ("as_answer", "auto-replied"), ("by_itself", "auto-generated")]
)
def test_what_a_machine_writes_says_so(written: Written, says: str) -> None:
    mail = make(written=written)
    assert (mail.payload["auto_submitted"], mail.facts["is_automatic"]) == (says, bool(says))


def test_ids_are_of_our_domain_and_never_the_same() -> None:
    ids = {make().mail_id for _ in range(100)}
    assert len(ids) == 100
    assert all(id_.endswith("@estate.example") and len(id_) < 100 for id_ in ids)


def test_old_history_is_cut() -> None:
    quote = Quote("", OWNER, AT, "x" * 50_000)
    assert len(mail_bodies.as_text("hi", "me", quote, "en")) < mail_bodies.LONGEST_QUOTE + 500


def test_a_first_mail_quotes_nothing() -> None:
    mail = make()
    assert ">" not in mail.payload["text"].replace("<三>", "")
    assert (mail.payload["in_reply_to"], mail.payload["references"]) == ("", [])

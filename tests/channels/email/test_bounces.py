"""What mail servers say of our mails, by the standard and not."""

import pytest

from channels.email.parser import parse_message

OURS = "c-2026-0001.abc@estate.example"
RETURNED = f"Message-ID: <{OURS}>\r\nSubject: Re: x\r\n\r\nours"


def report(status: str, *, returned: str = RETURNED, returned_type: str = "message/rfc822") -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\n\r\nSorry about <owner@home.example>.\r\n"
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n{status}\r\n"
        f"--b\r\nContent-Type: {returned_type}\r\n\r\n{returned}\r\n--b--"
    ).encode()


@pytest.mark.parametrize(
    ("status", "state", "code"),
    [
        ("Action: failed\r\nStatus: 5.1.1", "failed", "5.1.1"),
        ("Action: Failed\r\nStatus: 5.2.2 (mailbox full)", "failed", "5.2.2"),
        ("Action: delayed\r\nStatus: 4.4.1", "delayed", "4.4.1"),
        ("Action: delivered\r\nStatus: 2.0.0", "delivered", "2.0.0"),
        ("Action: relayed\r\nStatus: 2.0.0", "sent", "2.0.0"),
        ("Status: 5.0.0", "failed", "5.0.0"),
        ("Status: 4.2.2", "delayed", "4.2.2"),
    ],
)
def test_a_report_by_the_standard(status: str, state: str, code: str) -> None:
    bounce = parse_message(report(f"Final-Recipient: rfc822; owner@home.example\r\n{status}")).bounce
    assert bounce is not None
    assert (bounce.state, bounce.status, bounce.recipient) == (state, code, "owner@home.example")
    assert bounce.message_ids[0] == OURS


def test_of_several_recipients_the_failed_one_counts() -> None:
    two = "Final-Recipient: rfc822; a@x\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"
    two += "Final-Recipient: rfc822; b@x\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user"
    bounce = parse_message(report(two)).bounce
    assert bounce is not None
    assert (bounce.state, bounce.recipient, bounce.words) == ("failed", "b@x", "550 no such user")


def test_only_the_headers_came_back() -> None:
    bounce = parse_message(report("Action: failed\r\nStatus: 5.1.1", returned_type="text/rfc822-headers")).bounce
    assert bounce is not None
    assert bounce.message_ids == (OURS,)


@pytest.mark.parametrize(
    ("subject", "text", "state"),
    [
        (
            "failure notice",
            f"550 5.1.1 no such user\n\n--- Below this line is a copy.\n\nMessage-ID: <{OURS}>",
            "failed",
        ),
        ("系统退信", f"您的邮件无法投递。\n550 User not found\n\n> Message-Id: <{OURS}>", "failed"),
        ("Warning: could not send message", f"4.4.1 will keep trying\nMessage-ID: <{OURS}>", "delayed"),
        ("Mail delivery failed: returning message to sender", f"unknown user\n  Message-ID: <{OURS}>", "failed"),
    ],
)
def test_a_bounce_in_a_servers_own_words(subject: str, text: str, state: str) -> None:
    raw = f"From: Mailer-Daemon@mx.example\r\nSubject: {subject}\r\n\r\n{text}".encode()
    bounce = parse_message(raw).bounce
    assert bounce is not None
    assert (bounce.state, bounce.message_ids) == (state, (OURS,))


def test_people_are_no_bounce() -> None:
    assert parse_message(b"From: a@b.c\r\nSubject: undeliverable parcel\r\n\r\nx").bounce is None

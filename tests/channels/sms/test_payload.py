"""What we read out of the carrier's forms."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from channels.sms.payload import STATES, read_status, read_text
from channels.twilio.forms import Unusable, read_form
from tests.channels.sms.payloads import LINE, PHONE, TEXT_SID, recorded

NOW = datetime(2026, 7, 1, 14, 10, tzinfo=UTC)
# All values of the vendor's message status that a text of ours can have.
VENDOR_STATUSES = [
    *("accepted", "scheduled", "queued", "sending", "sent", "delivered", "undelivered", "failed", "read"),
    *("partially_delivered", "canceled"),
]


def test_a_text_is_read() -> None:
    text = read_text(read_form(recorded("inbound_text"))).as_text(NOW)
    assert (text.external_id, text.sender, text.line) == (TEXT_SID, PHONE, LINE)
    assert (text.text, text.received_at, text.attachments) == ("3座12樓B室 廚房漏水", NOW, ())


def test_a_photo_without_words_is_read() -> None:
    text = read_text(read_form(recorded("inbound_photo"))).as_text(NOW)
    assert text.text == ""
    [photo] = text.attachments
    assert photo["content_type"] == "image/jpeg"
    assert photo["source_url"].startswith("https://api.twilio.com/")


def test_unknown_fields_do_no_harm() -> None:
    assert read_text(read_form(recorded("inbound_with_unknown_fields"))).text == "STOP"


def test_a_null_character_is_left_out() -> None:
    form = [("MessageSid", "SM1"), ("From", PHONE), ("To", LINE), ("Body", "a\x00b")]
    assert read_text(form).text == "ab"


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        pytest.param({}, "no MessageSid", id="nothing"),
        pytest.param({"MessageSid": "SM1", "To": LINE}, "no From", id="no sender"),
        pytest.param({"MessageSid": "SM1", "From": PHONE, "To": " "}, "no To", id="a blank line"),
        pytest.param({"MessageSid": "S" * 65, "From": PHONE, "To": LINE}, "MessageSid is malformed", id="a long id"),
        pytest.param({"MessageSid": "SM1", "From": "+852\x00", "To": LINE}, "From is malformed", id="a null character"),
    ],
)
def test_an_unusable_text_is_named_without_quoting_it(form: dict[str, str], problem: str) -> None:
    with pytest.raises(Unusable, match=problem) as unusable:
        read_text(read_form(urlencode(form).encode()))
    assert PHONE not in str(unusable.value)


@pytest.mark.parametrize(
    ("name", "state", "external_id", "error_code"),
    [
        pytest.param("status_sent", "sent", f"{TEXT_SID}:sent", "", id="sent"),
        pytest.param("status_delivered", "delivered", f"{TEXT_SID}:delivered", "", id="delivered"),
        pytest.param("status_undelivered", "failed", f"{TEXT_SID}:undelivered:30003", "30003", id="undelivered"),
    ],
)
def test_a_status_is_read(name: str, state: str, external_id: str, error_code: str) -> None:
    form = read_status(read_form(recorded(name)))
    report = form.as_report(NOW)
    assert form.external_id == external_id
    assert (report.channel, report.external_id, report.state) == ("sms", TEXT_SID, state)
    assert report.error_code == error_code
    assert bool(report.error_text) == bool(error_code)


def test_every_status_of_the_vendor_is_known() -> None:
    assert set(STATES) == set(VENDOR_STATUSES)


@pytest.mark.parametrize("status", ["", "received", "vanished"])
def test_a_status_that_says_nothing_of_our_texts_is_unusable(status: str) -> None:
    with pytest.raises(Unusable):
        read_status([("MessageSid", "SM1"), ("MessageStatus", status)])


def test_an_error_code_of_nought_is_none() -> None:
    form = read_status([("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("ErrorCode", "0")])
    assert (form.error_code, form.external_id) == ("", "SM1:delivered")

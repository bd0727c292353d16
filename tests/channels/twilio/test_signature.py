"""Our check of the carrier's signature agrees with the carrier's own library."""

from collections.abc import Sequence

import pytest
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from channels.twilio.forms import read_form
from channels.twilio.signature import is_signed, sign

TOKEN = "12345"
URL = "https://desk.example/webhooks/twilio/sms"

FORMS = [
    pytest.param([], id="nothing"),
    pytest.param([("Body", "hello"), ("From", "+85291234567")], id="plain"),
    pytest.param([("Body", "廚房漏水 🙂 & = + %"), ("From", "+852")], id="unicode and signs"),
    pytest.param([("FromCity", ""), ("Body", "")], id="empty values"),
    pytest.param([("MediaUrl", "b"), ("MediaUrl", "a"), ("MediaUrl", "b")], id="a repeated name"),
    pytest.param([("b", "1"), ("B", "2"), ("a", "3"), ("aa", "4")], id="names that sort by case and length"),
    pytest.param([("a", "\r\n\t"), ("é", "è")], id="line ends and accents"),
]
URLS = [
    pytest.param(URL, id="plain"),
    pytest.param(f"{URL}?call=1%202&x=%E4%B8%AD", id="with an encoded query"),
    pytest.param("https://desk.example:443/sms", id="the standard port said"),
    pytest.param("https://desk.example:8443/sms?a=b", id="another port"),
    pytest.param("http://desk.example/sms", id="without encryption"),
    pytest.param("http://127.0.0.1:8080/sms", id="a local address"),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("url", URLS)
def test_we_sign_as_the_library_does(url: str, form: Sequence[tuple[str, str]]) -> None:
    assert sign(TOKEN, url, form) == RequestValidator(TOKEN).compute_signature(url, MultiDict(form))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("signed_url", URLS)
@pytest.mark.parametrize("called_url", URLS)
def test_we_accept_what_the_library_accepts(called_url: str, signed_url: str, form: Sequence[tuple[str, str]]) -> None:
    signature = sign(TOKEN, signed_url, form)
    expected = RequestValidator(TOKEN).validate(called_url, MultiDict(form), signature)
    assert is_signed(TOKEN, called_url, form, signature) == expected


@pytest.mark.parametrize(
    ("url", "called"),
    [
        pytest.param("https://desk.example:443/sms", "https://desk.example/sms", id="signed with the port"),
        pytest.param("https://desk.example/sms", "https://desk.example:443/sms", id="signed without the port"),
        pytest.param("https://desk.example/sms", "https://desk.example:8443/sms", id="another port left out"),
    ],
)
def test_the_port_may_be_left_out_or_said(url: str, called: str) -> None:
    assert is_signed(TOKEN, called, [("a", "b")], sign(TOKEN, url, [("a", "b")]))


@pytest.mark.parametrize(
    ("url", "form", "signature"),
    [
        pytest.param(URL, [("a", "b")], "", id="none"),
        pytest.param(URL, [("a", "b")], "é漏", id="not even ASCII"),
        pytest.param(URL, [("a", "c")], None, id="a changed value"),
        pytest.param(URL, [("a", "b"), ("c", "")], None, id="an added field"),
        pytest.param(f"{URL}/status", [("a", "b")], None, id="another address"),
        pytest.param(URL.replace("https", "http"), [("a", "b")], None, id="without encryption"),
    ],
)
def test_what_was_not_signed_so_is_refused(url: str, form: list[tuple[str, str]], signature: str | None) -> None:
    given = sign(TOKEN, URL, [("a", "b")]) if signature is None else signature
    assert not is_signed(TOKEN, url, form, given)


def test_another_token_is_refused() -> None:
    assert not is_signed("another", URL, [], sign(TOKEN, URL, []))


def test_a_form_keeps_order_empty_values_and_repetitions() -> None:
    assert read_form(b"b=&a=1&a=%E6%BC%8F+x&c") == [("b", ""), ("a", "1"), ("a", "漏 x"), ("c", "")]


def test_bytes_that_are_no_text_do_not_stop_the_check() -> None:
    assert not is_signed(TOKEN, URL, read_form(b"\xff\xfe=%ff&\x00"), "x")

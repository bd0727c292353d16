"""The one setting that says where mail is handed over."""

import pytest

from channels.email.smtp_url import MalformedUrl, SmtpServer, read_smtp_url


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mx.example", SmtpServer("mx.example", 587, "if_offered")),
        ("smtps://mx.example", SmtpServer("mx.example", 465, "tls")),
        ("smtp://mx.example:25?starttls", SmtpServer("mx.example", 25, "starttls")),
        ("smtp://mx.example:2525?starttls=no", SmtpServer("mx.example", 2525, "none")),
        ("smtp://a%40b:p%3A%2F@mx.example:587?starttls", SmtpServer("mx.example", 587, "starttls", "a@b", "p:/")),
    ],
)
def test_what_the_setting_says(url: str, server: SmtpServer) -> None:
    assert read_smtp_url(url) == server


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://x:port", "smtp://x?tls=1", "nonsense"])
def test_a_setting_that_makes_no_sense_is_refused_in_words(url: str) -> None:
    with pytest.raises(MalformedUrl) as problem:
        read_smtp_url(url)
    assert str(problem.value)


def test_the_password_is_in_no_repr() -> None:
    assert "secret" not in repr(read_smtp_url("smtp://u:secret@x"))

"""The shape of the texts we bring, and what makes them one company's: its name, its sign, its number.

Placeholders in braces are filled by whoever sends; only {signature}, {estate} and {phone} are filled when the texts
are written into the database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Final, Literal

from contactcenter.basics.languages import LANGUAGES, Language, Names, in_three
from contactcenter.templates.service import MAIL_SUFFIX

Channel = Literal["sms", "email", "voice"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in three languages; `titles` name a quick reply in the console's list, automatic texts have none."""

    code: str
    texts: Names
    titles: Names | None = None
    channel: Channel = "sms"


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose texts they are. `signature` stands before a text, `estate` and `phone` inside a sentence."""

    signature: Names
    estate: Names
    phone: Names


@dataclass(frozen=True, slots=True)
class TemplateText:
    """One text in one language, with the fields of a template's row."""

    code: str
    language: Language
    channel: Channel
    text: str
    title: str = ""


# Until an administrator writes the company's name into them, the texts say "we".
NEUTRAL: Final = Sender(
    signature=in_three("", "", ""), estate=in_three("", "", "us"), phone=in_three("我們", "我们", "us")
)


def automatic(code: str, hant: str, hans: str, english: str) -> Text:
    return Text(code, in_three(hant, hans, english))


def by_mail(code: str, hant: str, hans: str, english: str) -> Text:
    """An automatic text as it reads in a mail, where there is room."""
    return Text(f"{code}{MAIL_SUFFIX}", in_three(hant, hans, english), channel="email")


def quick_reply(code: str, titles: Names, hant: str, hans: str, english: str) -> Text:
    return Text(f"quick_{code}", in_three(hant, hans, english), titles)


def quick_mail(code: str, titles: Names, hant: str, hans: str, english: str) -> Text:
    """A paragraph for a mail."""
    return Text(f"quick_mail_{code}", in_three(hant, hans, english), titles, channel="email")


def spoken(code: str, titles: Names, hant: str, hans: str, english: str) -> Text:
    """Words for a call."""
    return Text(f"quick_call_{code}", in_three(hant, hans, english), titles, channel="voice")


def templates_of(texts: Iterable[Text], sender: Sender) -> Iterator[TemplateText]:
    """The rows of these texts, each in every language, as this sender says them."""
    for text in texts:
        for language in LANGUAGES:
            title = text.titles[language] if text.titles else ""
            yield TemplateText(
                text.code, language, text.channel, _said_by(sender, text.texts[language], language), title
            )


def placeholders(text: str) -> frozenset[str]:
    """The names that whoever sends the text fills in."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _said_by(sender: Sender, text: str, language: Language) -> str:
    for name in ("signature", "estate", "phone"):
        text = text.replace(f"{{{name}}}", getattr(sender, name)[language])
    return text

"""Subjects of mails: without what programs put before them, and with the reference we put behind them. Pure."""

import re
import unicodedata

# "Re:" in the languages of mail programs, with counters (Re[2]:, Re^2:) and with whatever colon.
_ANSWERS = (
    "re|aw|antw|sv|vs|bls|ref|rif|res|odp|atb|ynt|отв|ответ|回覆|回复|回復|答覆|答复|覆|返信|答|회신|trả lời"
    "|automatic reply|auto|自動回覆|自动回复|自動答覆|自动答复|自動回復|自动回覆"
)
_FORWARDS = "fwd?|wg|tr|rv|enc|vb|vl|vidb|doorst|пересл|轉寄|轉發|转发|轉送|转寄|轉傳|転送|전달"
_COUNTER = r"\s?(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3}|\d{1,2})?"
_PREFIX = re.compile(rf"\s*(?:({_ANSWERS})|{_FORWARDS}){_COUNTER}\s*[:：﹕]\s*", re.IGNORECASE)
# What mail gateways put before the subjects of mails from outside.
_GATEWAY = re.compile(
    r"\s*[\[【(（](?:ext(?:ernal)?|外部|外部郵件|外部邮件|extern|spam\??)[\]】)）]\s*:?\s*", re.IGNORECASE
)
_REFERENCE = re.compile(r"\b(C-\d{4}-\d{4,9})\b", re.IGNORECASE)
_TOKEN = re.compile(r"\s*\[\s*C-\d{4}-\d{4,9}\s*\]", re.IGNORECASE)
LONGEST = 1_000
MOST_PREFIXES = 20
MOST_REFERENCES = 10


def base_subject(subject: str) -> str:
    """What a mail is about, the same for every answer to it."""
    return _split(subject)[1]


def is_answer(subject: str) -> bool:
    """Whether the subject says that this answers another mail."""
    return _split(subject)[0]


def _split(subject: str) -> tuple[bool, str]:
    rest = " ".join(_TOKEN.sub("", unicodedata.normalize("NFC", subject[:LONGEST])).split())
    answers = False
    for _ in range(MOST_PREFIXES):
        found = _PREFIX.match(rest) or _GATEWAY.match(rest)
        if found is None:
            break
        answers = answers or (found.re is _PREFIX and found.group(1) is not None)
        rest = rest[found.end() :]
    return answers, rest.strip()


def references_in(text: str) -> list[str]:
    """The references of contacts somebody names, in their order, each once."""
    found = (reference.upper() for reference in _REFERENCE.findall(text))
    return list(dict.fromkeys(found))[:MOST_REFERENCES]


def first_subject(subject: str, reference: str) -> str:
    """The subject of a mail of ours that answers none, with the reference by which its answer finds its way."""
    return " ".join(filter(None, (base_subject(subject), f"[{reference}]")))


def answer_subject(subject: str, reference: str) -> str:
    """The subject of our answer: one "Re:", and the reference by which the next answer finds its way back."""
    base = base_subject(subject)
    return " ".join(filter(None, ("Re:" if base else "", base, f"[{reference}]")))

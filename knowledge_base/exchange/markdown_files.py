"""Articles as Markdown files with front matter, one file an article in one language; the demo's articles are such.

Front matter knows `code`, `language`, `category`, `audience`, `title`, `short`, `kind`, `tree` (JSON), `state`,
`main_language`, `valid_from`, `valid_until`, `places`, `groups` and the list `sample_questions`; other keys are left
alone. A value is everything after the first colon, so that "Burst pipe: what to do" needs no quotes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import orjson

from contactcenter.errors import InvalidInput
from contactcenter.media.service import LARGEST_FILE
from contactcenter.text.scripts import detect_language
from knowledge_base.articles.drafts import ArticleDraft, TextDraft, check_drafts
from knowledge_base.articles.models import ARTICLE, DRAFT, PUBLIC
from knowledge_base.articles.trees import require_whole
from knowledge_base.articles.wrong_fields import WrongFields, wrong_field
from knowledge_base.exchange.incoming import Defaults, Incoming, Picture, codes_in, picture_of
from knowledge_base.exchange.spellings import read_audience, read_kind, read_language, read_moment, read_state

FENCE: Final = "---"
# Addresses of pictures and links that are no address of the web, of an article or of this page.
_LOCAL: Final = re.compile(r"(!?\[[^\]\n]*\]\()<?((?![a-z][a-z0-9+.-]*:|/|#)[^)\s>]+)>?((?:\s+\"[^\"\n]*\")?\))", re.I)
# What could not stand in a link to the article.
_NOT_IN_CODES: Final = re.compile(r"[\s()<>\[\]]+")
FindFile = Callable[[str], bytes | None]


def parse(content: str, *, code: str) -> ArticleDraft:
    """The article of one file; `code` is used where the front matter has none."""
    return read_markdown(content, code=code, file=code).draft


def read_markdown(
    content: str, *, code: str, file: str, defaults: Defaults | None = None, find: FindFile | None = None
) -> Incoming:
    """The same with everything else the file says. Raises `InvalidInput`."""
    head, body = _split(content)
    values, lists = _read_front_matter(head)
    return from_values(
        values | {"body": body},
        lists.get("sample_questions", ()),
        code=code,
        file=file,
        defaults=defaults or Defaults(),
        find=find or (lambda _address: None),
    )


def from_values(
    values: Mapping[str, str],
    questions: Sequence[str],
    *,
    code: str,
    file: str,
    defaults: Defaults,
    find: FindFile,
) -> Incoming:
    """An article whose parts stand under these names, checked. Raises `InvalidInput`."""
    _refuse_nul(values)
    code = values.get("code") or _NOT_IN_CODES.sub("-", code).strip("-")
    title = values.get("title", "")
    body, pictures = take_pictures(values.get("body", ""), code, find)
    text = TextDraft(
        language=read_language(values.get("language", "")) or defaults.language or detect_language(title + body[:500]),
        title=title,
        body=body,
        short_text=values.get("short", ""),
        sample_questions=tuple(questions),
        tree=_read_tree(values.get("tree", "")),
    ).with_words_of_tree()
    draft = ArticleDraft(
        code=code,
        text=text,
        category=values.get("category") or defaults.category,
        audience=read_audience(values.get("audience", "")) or defaults.audience or PUBLIC,
        kind=read_kind(values.get("kind", "")) or ARTICLE,
    )
    check_drafts([draft])
    state = read_state(values.get("state", ""))
    if text.tree is not None and state != DRAFT:
        # It may be published at once.
        require_whole(text.tree)
    return Incoming(file, draft, _read_facts(values), state, pictures)


def _refuse_nul(values: Mapping[str, str]) -> None:
    wrong = WrongFields()
    for name, value in values.items():
        if "\x00" in value:
            wrong.add(name, "nul", "A NUL character cannot be kept.")
    wrong.refuse()


def take_pictures(body: str, code: str, find: FindFile) -> tuple[str, tuple[Picture, ...]]:
    """The body with the files it names beside it as files of the article; what is not there keeps its address."""
    pictures: dict[str, Picture] = {}

    def taken(match: re.Match[str]) -> str:
        content = find(match[2])
        if content is None:
            return match[0]
        if len(content) > LARGEST_FILE:
            name, most = match[2].rpartition("/")[2], LARGEST_FILE // 1024**2
            reason = f"The file {name} that it shows has more than {most} MB."
            raise InvalidInput(reason, code="picture_too_large", details={"name": name, "most": most})
        picture = picture_of(code, match[2].rpartition("/")[2], content)
        pictures[picture.id] = picture
        return f"{match[1]}file:{picture.id}{match[3]}"

    return _LOCAL.sub(taken, body), tuple(pictures.values())


def write_markdown(values: Mapping[str, str], questions: Sequence[str], body: str) -> str:
    """What `read_markdown` reads as the same; empty values are left out."""
    lines = [FENCE, *(f"{name}: {_one_line(value)}" for name, value in values.items() if value)]
    if questions:
        lines += ["sample_questions:", *(f"- {_one_line(question)}" for question in questions)]
    return "\n".join([*lines, FENCE, "", body.rstrip("\n"), ""])


def _read_facts(values: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: codes_in(values[name]) for name in ("places", "groups") if name in values}
    facts |= {name: read_moment(name, values[name]) for name in ("valid_from", "valid_until") if values.get(name)}
    if values.get("main_language"):
        facts["main_language"] = read_language(values["main_language"])
    return facts


def _read_tree(text: str) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        tree = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise wrong_field("tree", "no_json", "This is not JSON.") from error
    if not isinstance(tree, dict):
        raise wrong_field("tree", "misshapen_tree", "A tree has a start and steps.")
    return tree


def _split(content: str) -> tuple[list[str], str]:
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        message = "The file must begin with front matter between two lines of three dashes."
        raise InvalidInput(message, code="no_front_matter")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    return lines[1:end], "\n".join(lines[end + 1 :]).strip("\n")


def _read_front_matter(lines: list[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("- ") and key:
            lists.setdefault(key, []).append(stripped[2:].strip())
        elif ":" in stripped and not stripped.startswith("#"):
            key, value = (part.strip() for part in stripped.split(":", 1))
            values[key] = value
    return values, lists


def _one_line(text: str) -> str:
    return " ".join(text.split())

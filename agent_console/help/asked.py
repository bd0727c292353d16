"""What a visitor asks for, read once from the request."""

from dataclasses import dataclass

from aiohttp import web

from agent_console.help.languages import choose_language
from contactcenter.web.keys import SETTINGS

LONGEST_QUESTION = 200
LONGEST_CODE = 120
LONGEST_PATH = 200
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The parts of an address; what cannot be read counts as not given."""

    language: str
    estate: str = ""
    article: str = ""
    words: str = ""
    box: str = ""
    topic: str | None = None
    page: int = 0
    path: str = ""
    said: str = ""
    found: str = ""
    rank: int = 0
    is_part: bool = False


def read_asked(request: web.Request) -> Asked:
    """Never fails: whatever it is, a page answers it."""
    query = request.query
    default = request.app[SETTINGS].default_language
    said = query.get("said", "")
    return Asked(
        language=choose_language(query.get("lang"), request.headers.get("Accept-Language", ""), default),
        estate=_code(request, "estate"),
        article=_code(request, "article"),
        words=" ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION],
        box=query.get("box", "").replace("\x00", "")[:64],
        topic=query["topic"].replace("\x00", "")[:64] if "topic" in query else None,
        page=_number(query.get("page", "")),
        path=query.get("path", "").replace("\x00", "")[:LONGEST_PATH],
        said=said if said in ("yes", "no") else "",
        found=query.get("found", "")[:32],
        rank=_number(query.get("rank", "")),
        is_part=query.get("part") == "results",
    )


def _code(request: web.Request, name: str) -> str:
    """An empty code names nothing, and neither does one that no table could hold."""
    code = request.match_info.get(name, "")
    return "" if "\x00" in code or len(code) > LONGEST_CODE else code


def _number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 6 else 0

"""What people write into cells and front matter, as the product says it: languages, readers, states, dates. Pure."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from contactcenter import clock
from knowledge_base.articles.models import ARTICLE, DRAFT, GROUP, PUBLIC, PUBLISHED, STAFF, TREE
from knowledge_base.articles.wrong_fields import WrongFields, wrong_field

STATES: Final = (DRAFT, PUBLISHED)
_LANGUAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("zh-hant", "zh-hk", "zh-tw", "zh-mo", "tc", "cht", "繁體中文", "繁体中文", "繁體", "繁中"), "zh-Hant"
    ),
    **dict.fromkeys(("zh-hans", "zh-cn", "zh-sg", "sc", "chs", "简体中文", "簡體中文", "简体", "简中"), "zh-Hans"),
    **dict.fromkeys(("en", "en-gb", "en-us", "en-hk", "eng", "english", "英文", "英語", "英语"), "en"),
}
_AUDIENCES: Final[Mapping[str, str]] = {
    **dict.fromkeys((PUBLIC, "公開", "公开", "公眾", "公众"), PUBLIC),
    **dict.fromkeys((STAFF, "staff only", "只限員工", "仅限员工", "員工", "员工", "職員", "职员"), STAFF),
    **dict.fromkeys((GROUP, "groups", "certain groups", "指定組別", "指定组别"), GROUP),
}
_STATES: Final[Mapping[str, str]] = {
    **dict.fromkeys((DRAFT, "草稿"), DRAFT),
    **dict.fromkeys((PUBLISHED, "已發佈", "已发布", "已發布", "發佈", "发布"), PUBLISHED),
}
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys((ARTICLE, "文章"), ARTICLE),
    **dict.fromkeys((TREE, "decision tree", "判斷樹", "判断树", "決策樹", "决策树"), TREE),
}
# As spreadsheets write dates that begin with the year; what begins with day or month may mean either.
_DATE: Final = re.compile(r"(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2}))?")
_YEARS: Final = range(1970, 2201)


def read_language(text: str) -> str:
    """By tag or by name; another one as it was written."""
    return _known(_LANGUAGES, text.replace("_", "-"), text)


def read_audience(text: str) -> str:
    return _known(_AUDIENCES, text, text)


def read_kind(text: str) -> str:
    return _known(_KINDS, text, text)


def read_state(text: str) -> str:
    """Empty where nothing is said. Raises `InvalidInput`."""
    state = _known(_STATES, text, text)
    wrong = WrongFields()
    wrong.require_one_of("state", state or DRAFT, STATES)
    wrong.refuse()
    return state


def read_moment(name: str, text: str) -> datetime:
    """A day on the desk's calendar, or an exact moment. Raises `InvalidInput` that names the field."""
    try:
        moment = _moment_of(text)
        if moment.year in _YEARS:
            return moment if moment.tzinfo else moment.replace(tzinfo=clock.zone())
    except ValueError:
        pass
    raise wrong_field(name, "bad_date", "A date such as 2026-03-31.", value=text)


def write_moment(moment: datetime) -> str:
    there = clock.local(moment)
    return f"{there:%Y-%m-%d}" if (there.hour, there.minute, there.second) == (0, 0, 0) else there.isoformat()


def _moment_of(text: str) -> datetime:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return datetime.fromisoformat(text.strip())
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute)


def _known(spellings: Mapping[str, str], text: str, otherwise: str) -> str:
    return spellings.get(text.strip().lower(), otherwise)

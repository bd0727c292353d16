"""Articles as a table (CSV), one row an article in one language, as spreadsheets write and read it.

Columns: code, language, title, body (Markdown), short, sample_questions (one a line in the cell), category, audience,
kind, tree (JSON), state, main_language, valid_from, valid_until, places, groups. Only title and body must be there;
names of columns are also known in Chinese. Commas, semicolons and tabs separate; UTF-8, UTF-16, GB18030 and Big5 are
read.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from contactcenter.errors import InvalidInput
from knowledge_base.exchange.incoming import UNKNOWN_COLUMNS, Defaults, Incoming, Problem, problem_of
from knowledge_base.exchange.markdown_files import FindFile, from_values

COLUMNS: Final = (
    *("code", "language", "title", "body", "short", "sample_questions", "category", "audience", "kind", "tree"),
    *("state", "main_language", "valid_from", "valid_until", "places", "groups"),
)
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "short_text": "short",
    "questions": "sample_questions",
    "content": "body",
    "text": "body",
    "answer": "body",
    "question": "title",
    **dict.fromkeys(("編號", "编号", "代碼", "代码"), "code"),
    **dict.fromkeys(("語言", "语言"), "language"),
    **dict.fromkeys(("標題", "标题", "題目", "题目", "問題", "问题"), "title"),
    **dict.fromkeys(("內容", "内容", "正文", "答案"), "body"),
    **dict.fromkeys(("短訊", "短信", "短文", "短訊版本", "短信版本"), "short"),
    **dict.fromkeys(("常見問法", "常见问法", "問法", "问法", "業主常問", "业主常问"), "sample_questions"),
    **dict.fromkeys(("分類", "分类", "類別", "类别"), "category"),
    **dict.fromkeys(("讀者", "读者", "對象", "对象"), "audience"),
    **dict.fromkeys(("狀態", "状态"), "state"),
    **dict.fromkeys(("類型", "类型"), "kind"),
    **dict.fromkeys(("原文語言", "原文语言"), "main_language"),
    **dict.fromkeys(("生效", "生效日期", "生效日", "開始日期", "开始日期"), "valid_from"),
    **dict.fromkeys(("失效", "失效日期", "失效日", "結束日期", "结束日期"), "valid_until"),
    **dict.fromkeys(("場所", "场所", "地點", "地点", "適用地點", "适用地点"), "places"),
    **dict.fromkeys(("組別", "组别", "可閱讀的組別", "可阅读的组别"), "groups"),
}
_SEPARATORS: Final = (",", ";", "\t")
# The line by which Excel is told, before the names of the columns.
_SAID_SEPARATOR: Final = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
# So many of the columns that were found are named.
MOST_NAMED: Final = 20
# A spreadsheet takes a cell that begins so for a formula and runs it; an apostrophe before it is kept out of sight.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_LONGEST_CELL: Final = 2_000_000
csv.field_size_limit(_LONGEST_CELL)


def read_table(
    lines: Iterable[str], *, name: str, stem: str, defaults: Defaults, find: FindFile
) -> Iterator[Incoming | Problem]:
    """Every row as an article, or why it is none. Without a code, a row is named by the file and its place in it.

    Lines keep their ends: those within a cell are words.
    """
    first, separator, rest = _begin(iter(lines))
    # Strict: an open quotation mark must not swallow the rows after it as one cell.
    rows = csv.reader(chain([first], rest), delimiter=separator, strict=True)
    line, is_empty = 1, True
    try:
        heads = next(rows, [])
        columns = [_column_of(head) for head in heads]
        if wrong := _wrong_with(columns, heads):
            yield Problem(name, *wrong)
            return
        line = rows.line_num + 1
        if unknown := [
            head.strip() for head, column in zip(heads, columns, strict=True) if head.strip() and not column
        ]:
            reason = f"These columns are not read: {', '.join(unknown)}."
            yield Problem(name, reason, UNKNOWN_COLUMNS, {"columns": unknown})
        for number, row in enumerate(rows, 1):
            line = rows.line_num + 1
            if any(cell.strip() for cell in row):
                is_empty = False
                yield _read_row(columns, row, f"{name}, {number}", f"{stem}-{number}", defaults, find)
        if is_empty:
            yield Problem(name, "There is no row below the names of the columns.", "no_rows")
    except csv.Error:
        reason = f"The table cannot be read from line {line} on; a quotation mark is missing or one too many."
        yield Problem(name, reason, "broken_table", {"line": line})


def _begin(lines: Iterator[str]) -> tuple[str, str, Iterator[str]]:
    """The line with the names of the columns, what separates them, and the lines after it."""
    said = ""
    for line in lines:
        bare = line.removeprefix("\ufeff").strip()
        if named := _SAID_SEPARATOR.fullmatch(bare):
            said = named[1]
        elif bare.strip("".join(_SEPARATORS)):
            line = line.removeprefix("\ufeff")
            return line, said or max(_SEPARATORS, key=line.count), lines
    return "", said or _SEPARATORS[0], lines


def _wrong_with(columns: Sequence[str], heads: Sequence[str]) -> tuple[str, str, dict[str, Any]] | None:
    """Why rows under these columns cannot be read: in English, as a code, and its details."""
    found = [head.strip() for head in heads if head.strip()]
    missing = [name for name in ("title", "body") if name not in columns]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if missing:
        reason = f"The first line must name the columns, at least title and body; missing: {', '.join(missing)}."
        return reason, "missing_columns", {"missing": missing, "found": found[:MOST_NAMED]}
    if twice:
        return f"Two columns mean the same: {', '.join(twice)}. Keep one.", "columns_twice", {"columns": twice}
    return None


def _read_row(
    columns: Sequence[str], row: Sequence[str], file: str, code: str, defaults: Defaults, find: FindFile
) -> Incoming | Problem:
    if any(cell.strip() for cell in row[len(columns) :]):
        reason = "This row has more cells than there are columns; put what holds the separator into quotation marks."
        return Problem(file, reason, "too_many_cells", {"cells": len(row), "columns": len(columns)})
    cells = dict(zip(columns, row, strict=False))
    values = {name: _without_guard(cell if name == "body" else cell.strip()) for name, cell in cells.items() if name}
    questions = [line.strip() for line in values.pop("sample_questions", "").splitlines() if line.strip()]
    said = {name: value for name, value in values.items() if value or name in ("places", "groups")}
    said["body"] = values.get("body", "").replace("\r\n", "\n")
    try:
        return from_values(said, questions, code=code, file=file, defaults=defaults, find=find)
    except InvalidInput as error:
        return problem_of(file, error)


def write_table(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The table line by line, with the mark by which Excel knows UTF-8."""
    yield "\ufeff" + _line(COLUMNS)
    for row in rows:
        yield _line([_with_guard(row.get(name, "")) for name in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _with_guard(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _column_of(cell: str) -> str:
    name = cell.strip().lower().replace(" ", "_")
    return name if name in COLUMNS else _OTHER_NAMES.get(name, "")

"""Articles as a table (CSV), one row an article in one language, as spreadsheets write and read it.

Columns: code, language, title, body (Markdown), short, sample_questions (one a line in the cell), category, audience,
kind, tree (JSON), state, main_language, valid_from, valid_until, places, groups. Only title and body must be there;
names of columns are also known in Chinese. Commas, semicolons and tabs separate; UTF-8, UTF-16, GB18030 and Big5 are
read.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from contactcenter.errors import InvalidInput
from knowledge_base.exchange.incoming import Defaults, Incoming, Problem, reason_of
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
    **dict.fromkeys(("短訊", "短信", "短文"), "short"),
    **dict.fromkeys(("常見問法", "常见问法", "問法", "问法"), "sample_questions"),
    **dict.fromkeys(("分類", "分类", "類別", "类别"), "category"),
    **dict.fromkeys(("讀者", "读者", "對象", "对象"), "audience"),
}
_SEPARATORS: Final = (",", ";", "\t")
# A spreadsheet takes a cell that begins so for a formula and runs it; an apostrophe before it is kept out of sight.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_LONGEST_CELL: Final = 2_000_000
csv.field_size_limit(_LONGEST_CELL)


def read_table(
    content: str, *, name: str, stem: str, defaults: Defaults, find: FindFile
) -> Iterator[Incoming | Problem]:
    """Every row as an article, or why it is none. Without a code, a row is named by the file and its place in it."""
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=_separator_of(content))
    try:
        columns = [_column_of(cell) for cell in next(rows, [])]
        if not {"title", "body"} <= set(columns):
            yield Problem(name, "The first line must name the columns, at least title and body.")
            return
        for number, row in enumerate(rows, 1):
            if any(cell.strip() for cell in row):
                cells = dict(zip(columns, row, strict=False))
                yield _read_row(cells, f"{name}, {number}", f"{stem}-{number}", defaults, find)
    except csv.Error:
        yield Problem(name, f"The table cannot be read after line {rows.line_num}; is a quotation mark missing?")


def _read_row(cells: Mapping[str, str], file: str, code: str, defaults: Defaults, find: FindFile) -> Incoming | Problem:
    values = {name: _without_guard(cell if name == "body" else cell.strip()) for name, cell in cells.items() if name}
    questions = [line.strip() for line in values.pop("sample_questions", "").splitlines() if line.strip()]
    said = {name: value for name, value in values.items() if value or name in ("places", "groups")}
    said["body"] = values.get("body", "").replace("\r\n", "\n")
    try:
        return from_values(said, questions, code=code, file=file, defaults=defaults, find=find)
    except InvalidInput as error:
        return Problem(file, reason_of(error))


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
    name = cell.removeprefix("\ufeff").strip().lower().replace(" ", "_")
    return name if name in COLUMNS else _OTHER_NAMES.get(name, "")


def _separator_of(content: str) -> str:
    first = content.removeprefix("\ufeff").partition("\n")[0]
    return max(_SEPARATORS, key=first.count)

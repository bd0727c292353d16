"""Tables as spreadsheets save them: every row is taken or named."""

import tracemalloc
from pathlib import Path

import pytest

from knowledge_base.exchange.incoming import Incoming, Problem
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_path
from tests.knowledge_base.exchange.files import articles, read

TABLE = (
    "編號,標題,內容,分類,狀態,生效日期\r\n"
    'A1,水浸怎麼辦,"第一行，\r\n第二行；""引號""",維修,草稿,2026/3/1\r\n'
    "A1,水浸,重複,,,\r\n,沒有內容,,,,\r\nA3,日期,內容,,,31/3/2026\r\nA4,狀態,內容,,完成,\r\nA5,多,了,一,,,格,子\r\n"
)


@pytest.mark.parametrize(
    ("table", "encoding"),
    [
        pytest.param(TABLE, "cp950", id="Big5, as Excel in Hong Kong saves it"),
        pytest.param(TABLE.replace(",", "\t"), "utf-16", id="UTF-16 with tabs, as Excel calls Unicode Text"),
        pytest.param(TABLE.replace(",", "\t"), "utf-16-le", id="UTF-16 without its mark"),
        pytest.param("sep=;\r\n" + TABLE.replace(",", ";"), "utf-8-sig", id="semicolons, said in a line of their own"),
        pytest.param("\r\n,,,\r\n" + TABLE, "gb18030", id="empty lines before the names of the columns"),
    ],
)
def test_every_row_of_a_spreadsheet_is_taken_or_named(table: str, encoding: str) -> None:
    found = read({"a.csv": table.encode(encoding)})
    (taken,) = (each for each in found if isinstance(each, Incoming))
    assert (taken.draft.code, taken.draft.text.title, taken.state) == ("A1", "水浸怎麼辦", "draft")
    assert taken.draft.text.body == '第一行，\n第二行；"引號"'
    assert f"{taken.facts['valid_from']:%Y-%m-%d}" == "2026-03-01"
    named = [(each.file, each.code) for each in found if isinstance(each, Problem)]
    assert named == [
        ("a.csv, 2", "twice"),
        *((f"a.csv, {number}", "wrong_fields") for number in (3, 4, 5)),
        ("a.csv, 6", "too_many_cells"),
    ]


def test_a_wrong_cell_is_quoted_with_the_name_of_its_column() -> None:
    table = f"title,body,audience,valid_from,short\n{'T' * 301},b,nobody,,\nT,b,,soon,{'s' * 1001}\n"
    first, second = (each for each in read({"a.csv": table}) if isinstance(each, Problem))
    assert [(one["field"], one["code"], one["value"]) for one in first.details["fields"]] == [
        ("audience", "one_of", "nobody")
    ]
    assert first.reason == "audience: One of public, staff, group. It says “nobody”."
    (short,) = second.details["fields"]
    assert (short["field"], short["code"], short["most"], short["length"]) == ("short", "too_long", 1000, 1001)
    assert short["value"] == "s" * 60 + "…"


def test_columns_that_mean_nothing_are_named_and_the_rows_are_taken() -> None:
    problem, taken = read({"a.csv": "title,body,備註\nA,a,x\n"})
    assert isinstance(problem, Problem)
    assert (problem.code, problem.details) == ("unknown_columns", {"columns": ["備註"]})
    assert isinstance(taken, Incoming)


def test_an_open_quotation_mark_does_not_swallow_the_rows_after_it() -> None:
    taken, problem = read({"a.csv": 'title,body\nA,a\nB,"b\nC,c\nD,d\n'})
    assert isinstance(taken, Incoming)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.details) == ("broken_table", {"line": 3})


def test_a_table_is_read_piece_by_piece(tmp_path: Path) -> None:
    row = ",".join(("水浸怎樣處理", "請先關上總掣，再致電管理處。" * 100))
    content = ("title,body\n" + f"{row}\n" * 5_000).encode("big5")
    (tmp_path / "a.csv").write_bytes(content)
    tracemalloc.start()
    try:
        assert sum(1 for each in Reading(open_path(tmp_path)) if isinstance(each, Incoming)) == 5_000
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < len(content)


def test_what_people_write_in_their_own_words_is_understood() -> None:
    table = "標題,內容,語言,讀者,狀態,失效日期\n水浸,請關掣。,繁體中文,只限員工,已發佈,2026年3月1日\n"
    (one,) = articles({"a.csv": table})
    assert (one.draft.text.language, one.draft.audience, one.state) == ("zh-Hant", "staff", "published")
    assert f"{one.facts['valid_until']:%Y-%m-%d}" == "2026-03-01"
    assert articles({"a.md": "---\ntitle: T\nlanguage: zh_CN\n---\nb"})[0].draft.text.language == "zh-Hans"

"""Everything people send becomes the same articles, and what cannot be read is named."""

import base64
import zipfile
from pathlib import Path

import pytest

from contactcenter.errors import InvalidInput
from knowledge_base.articles.rendering import to_html
from knowledge_base.exchange.encodings import decode_html, decode_text
from knowledge_base.exchange.incoming import Defaults, Problem
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_archive, open_bytes, open_path
from tests.knowledge_base.exchange.files import archive, articles, document, png, problems, read

PAGE = "<html><head><title>Lost card</title></head><body>{}</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    table = "标题;内容;分类\n管理费怎么交;每月十号前缴交，可以在服务处付款。;fees\n"
    (one,) = articles({"a.csv": table.encode(encoding)})
    assert (one.draft.text.title, one.draft.category, one.draft.code) == ("管理费怎么交", "fees", "a-1")
    assert one.draft.text.language == "zh-Hans"


def test_a_table_in_big5_is_not_taken_for_gb18030() -> None:
    table = "標題,內容\n管理費怎樣交,每月十號前到管理處繳交，門卡遺失請帶證件。\n"
    (one,) = articles({"a.csv": table.encode("big5")})
    assert one.draft.text.title == "管理費怎樣交"


def test_a_cell_may_hold_lines_questions_and_what_looks_like_a_formula() -> None:
    table = 'code,title,body,sample_questions\nx,T,"\'- first\n- second, third","one\ntwo"\n,"=1+1",body,\n'
    first, second = articles({"a.csv": table})
    assert first.draft.text.body == "- first\n- second, third"
    assert first.draft.text.sample_questions == ("one", "two")
    assert (second.draft.text.title, second.draft.code) == ("=1+1", "a-2")


def test_a_wrong_row_is_named_and_the_others_are_taken() -> None:
    table = "title,body,audience\nA,a,public\nB,,public\nC,c,nobody\nD,d,staff\n"
    found = read({"dir/a.csv": table})
    assert [each.file for each in found] == ["dir/a.csv, 1", "dir/a.csv, 2", "dir/a.csv, 3", "dir/a.csv, 4"]
    assert [name for name, _reason in problems({"dir/a.csv": table})] == ["dir/a.csv, 2", "dir/a.csv, 3"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.csv": "a,b\n1,2\n"}, "name the columns"),
        ({"a.csv": b"\xff\xfe\x00\xd8"}, "UTF-8"),
        ({"a.docx": b"no archive"}, "Word"),
        ({"a.docx": document([])[:200]}, "Word"),
        ({"a.md": "no front matter"}, "front matter"),
        ({"a.md": "---\ntitle: x\nstate: gone\n---\nb"}, "state"),
        ({"a.md": "---\ntitle: x\nkind: tree\ntree: {\n---\nb"}, "tree"),
        ({"a.md": "---\ntitle: x\nvalid_from: soon\n---\nb"}, "valid_from"),
        ({"a.html": PAGE.format("")}, "body"),
        ({"a.exe": b"MZ"}, "not read"),
        ({}, "Nothing to import"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(files: dict[str, bytes | str], reason: str) -> None:
    assert any(reason in said for _file, said in problems(files)), problems(files)


def test_a_page_becomes_markdown_with_its_pictures() -> None:
    inside = f"data:image/png;base64,{base64.b64encode(png(9)).decode()}"
    body = (
        "<nav>menu</nav><h1>Lost <em>card</em></h1><p>Go to the <a href='https://estate.example/o'>office</a>.</p>"
        "<ul><li>One</li><li>Two</li></ul><table><tr><th>Fee</th></tr><tr><td>$100</td></tr></table>"
        f"<p><img src='img/desk%201.png' alt='the desk'><img src='{inside}' alt='card'></p>"
    )
    (one,) = articles(
        {"pages/card.html": PAGE.format(body), "pages/img/desk 1.png": png(1)}, Defaults(category="access")
    )
    text = one.draft.text
    assert (text.title, one.draft.code, one.draft.category) == ("Lost card", "card", "access")
    assert "[office](https://estate.example/o)" in text.body
    assert "- One\n- Two" in text.body
    assert "| Fee |" in text.body
    assert "menu" not in text.body
    assert [picture.content for picture in one.pictures] == [png(1), png(9)]
    for picture in one.pictures:
        assert f"](file:{picture.id})" in text.body


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>click</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<svg onload=alert(1)></svg>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<p>[x](javascript:alert(1))</p>",
        "<style>body{background:url(https://evil.example)}</style>",
        "<math><mtext></p><img src=x onerror=alert(1)></mtext></math>",
    ],
)
def test_a_hostile_page_is_inert(hostile: str) -> None:
    (one,) = articles({"a.html": PAGE.format(f"<h1>T</h1><p>words</p>{hostile}")})
    shown = to_html(one.draft.text.body)
    for mark in ("<script", "<img", "<iframe", "<svg", "<style", 'href="javascript', 'href="data'):
        assert mark not in shown
    assert "words" in shown


def test_the_encoding_a_page_declares_counts_where_it_is_true() -> None:
    assert "管理費" in decode_html("<meta charset=big5><p>管理費</p>".encode("big5"))
    assert "管理費" in decode_html("<meta charset='iso-2022-nonsense'><p>管理費</p>".encode())


def test_a_document_is_one_article_or_one_for_each_of_its_headings() -> None:
    (one,) = articles({"Handbook.docx": document([("Heading1", "住戶手冊"), ("", "第一段。"), ("Picture", "平面圖")])})
    assert (one.draft.code, one.draft.text.title) == ("Handbook", "住戶手冊")
    assert [picture.content for picture in one.pictures] == [png()]
    paragraphs = [
        ("", "Foreword."),
        ("Heading1", "Fees"),
        ("", "Pay."),
        ("Heading2", "When"),
        ("Heading1", "Keys"),
        ("", "Ask."),
    ]
    fees, keys = articles({"h.docx": document(paragraphs)})
    assert (fees.draft.code, fees.draft.text.title, keys.draft.text.title) == ("h-1", "Fees", "Keys")
    assert "Foreword." in fees.draft.text.body
    assert "## When" in fees.draft.text.body


def test_pictures_are_known_again_by_article_and_bytes() -> None:
    page = "---\ncode: x\ntitle: T\n---\n![a](../img/a.png) ![gone](b.png) [plan](../img/plan.pdf)"
    files: dict[str, bytes | str] = {"en/x.md": page, "img/a.png": png(), "img/plan.pdf": b"%PDF-1"}
    (first,), (again,) = articles(files), articles(files)
    assert first == again
    assert [picture.name for picture in first.pictures] == ["a.png", "plan.pdf"]
    assert "![gone](b.png)" in first.draft.text.body


def test_nothing_outside_of_the_source_is_ever_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(7))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "x.md").write_text(f"---\ntitle: T\n---\n![a](../secret.png) ![b]({tmp_path}/secret.png)")
    (one,) = list(Reading(open_path(folder)))
    assert one.pictures == ()  # type: ignore[union-attr]


def test_an_archive_that_lies_about_its_size_or_is_locked_is_refused() -> None:
    with pytest.raises(InvalidInput, match="too much"):
        open_archive(archive({"a.md": "x" * 2000}), largest=1000)
    with pytest.raises(InvalidInput, match="not a ZIP"):
        open_bytes("a.zip", b"PK\x03\x04nothing")


def test_names_in_an_archive_of_an_old_desk_are_read() -> None:
    packed = archive({"x.md": "---\ntitle: T\n---\nb"})
    with zipfile.ZipFile(packed, "a") as more:
        more.writestr("__MACOSX/x.md", "junk")
        more.writestr("水.md", "---\ntitle: 水\n---\nb")
    packed.seek(0)
    names = [file.name for file in open_archive(packed, largest=None).files()]
    assert sorted(names) == ["x.md", "水.md"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.csv": "編號,標題\n1,2\n"}, ("a.csv", "missing_columns", {"missing": ["body"], "found": ["編號", "標題"]})),
        ({"a.csv": "標題,內容,題目\n1,2,3\n"}, ("a.csv", "columns_twice", {"columns": ["title"]})),
        ({"a.csv": "title,body\n"}, ("a.csv", "no_rows", {})),
        ({"a.csv": b"PK\x03\x04\x81\xff\xff"}, ("a.csv", "unreadable_text", {})),
        ({"a.md": ""}, ("a.md", "empty_file", {})),
        ({"a.docx": b"\xd0\xcf\x11\xe0" + bytes(50)}, ("a.docx", "old_document", {})),
        ({"a.docx": archive({"word/x.xml": "x"}).getvalue()}, ("a.docx", "no_document", {})),
        ({"a.xlsx": b"PK"}, ("a.xlsx", "unknown_kind", {"kind": ".xlsx", "better": "CSV"})),
        ({"a.zip": b"PK"}, ("a.zip", "inner_archive", {})),
        ({"a.html": "<div>" * 3000}, ("a.html", "too_deep", {})),
        ({"a.md": "水".encode("big5")}, ("a.md", "no_utf8", {})),
        ({"a.md": "---\ntitle: T\nplaces: A\x00\n---\nb"}, ("a.md", "wrong_fields", None)),
        ({"a.md": "---\ntitle: T\nvalid_from: 0001-01-01\n---\nb"}, ("a.md", "wrong_fields", None)),
    ],
)
def test_every_reason_has_a_code(
    files: dict[str, bytes | str], expected: tuple[str, str, dict[str, object] | None]
) -> None:
    (problem,) = read(files)
    assert isinstance(problem, Problem)
    file, code, details = expected
    assert (problem.file, problem.code) == (file, code)
    assert details is None or problem.details == details


def test_files_that_are_called_alike_are_articles_of_their_own() -> None:
    page = "---\ntitle: {}\n---\n{}"
    taken = articles(
        {
            "A/說明.md": page.format("一", "內容"),
            "B/說明.md": page.format("二", "內容"),
            "B/en/說明.md": page.format("Two", "words"),
        }
    )
    assert [(each.draft.code, each.draft.text.language) for each in taken] == [
        ("A-說明", "zh-Hant"),
        ("B-說明", "en"),
        ("B-說明", "zh-Hant"),
    ]


def test_what_no_article_names_is_said_and_an_exported_file_is_not() -> None:
    page = "---\ntitle: T\n---\n[plan](plan.pdf)"
    exported = f"files/{'0' * 32}-a.pdf"
    assert problems({"a.md": page, "plan.pdf": "x", "lost.txt": "x", exported: "x", ".DS_Store": "x"}) == [
        ("lost.txt", "No article names this file, so it is left out.")
    ]


def test_a_charset_that_python_knows_and_no_page_can_have_is_passed_over() -> None:
    assert decode_html("<meta charset=undefined><p>管理費</p>".encode()) == "<meta charset=undefined><p>管理費</p>"


def test_text_in_no_encoding_is_refused() -> None:
    with pytest.raises(InvalidInput, match="UTF-8"):
        decode_text(b"\x81")

"""Importing writes what was read, once; exporting writes what importing reads as the same."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.errors import InvalidInput
from contactcenter.media.models import Attachment
from contactcenter.media.store import MediaStore
from contactcenter.places.service import create_place
from knowledge_base.articles.bulk import Saved
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.models import (
    DRAFT,
    PUBLISHED,
    REVIEW,
    Article,
    ArticleCategory,
    ArticlePlace,
    ArticleRevision,
    ArticleText,
    PendingText,
)
from knowledge_base.articles.writing import Saving, save_words
from knowledge_base.exchange.exporting import FORMATS, Archive, export_articles
from knowledge_base.exchange.importing import Tally, Terms, batches_of, keep_pictures, preview, save_batch
from knowledge_base.exchange.reading import Reading
from knowledge_base.exchange.sources import open_archive
from tests.knowledge_base.builders import NOW, make_agent
from tests.knowledge_base.exchange.files import archive, png

TREE = (
    '{"start":"a","steps":{"a":{"kind":"question","text":"Dripping?","choices":[{"text":"Yes","to":"b"}]},'
    '"b":{"kind":"answer","text":"Bucket."}}}'
)
FILES: Mapping[str, bytes | str] = {
    "en/card.md": "---\ncode: card\nlanguage: en\ncategory: access\ntitle: Lost card: what now\nshort: Come.\n"
    "sample_questions:\n- I lost my card\nmain_language: zh-Hant\nvalid_from: 2026-01-01\n"
    "valid_until: 2027-01-01T12:00:00+08:00\nplaces: EBG, 3\n---\n\n- Go to the desk\n\n![desk](../img/desk.png)",
    "zh-Hant/card.md": "---\ncode: card\nlanguage: zh-Hant\ncategory: access\ntitle: 遺失門卡\n---\n請到服務處。",
    "en/water.md": "---\ncode: a/water\nlanguage: en\ntitle: Water\nkind: tree\nstate: draft\naudience: staff\n"
    f"tree: {TREE}\n---\n",
    "img/desk.png": png(),
}


@pytest.fixture
async def store(tmp_path: Path, db: Database) -> MediaStore:
    async with db.transaction() as session:
        estate = await create_place(session, kind="estate", code="EBG", names={})
        await create_place(session, kind="building", code="3", names={}, parent_id=estate.id)
    return MediaStore((tmp_path / "media").as_uri())


async def take_in(
    db: Database, store: MediaStore, files: Mapping[str, bytes | str] | io.BytesIO, terms: Terms | None = None
) -> Tally:
    packed = files if isinstance(files, io.BytesIO) else archive(files)
    tally = Tally()
    for batch in batches_of(Reading(open_archive(packed, largest=None))):
        pictures = await keep_pictures(db, store, batch)
        async with db.transaction() as session:
            saved, problems = await save_batch(session, batch, pictures, terms or Terms(), now=NOW)
        tally.saved += saved
        tally.add_problems(problems)
    return tally


async def test_everything_a_file_says_is_kept_once(db: Database, store: MediaStore) -> None:
    tally = await take_in(db, store, FILES)
    assert (tally.saved, tally.problems) == (Saved(created=3), [])
    async with db.reading() as session:
        card = (await session.scalars(select(Article).where(Article.code == "card"))).one()
        water = (await session.scalars(select(Article).where(Article.code == "a/water"))).one()
        (file,) = await session.scalars(select(Attachment))
        places = (await session.scalars(select(ArticlePlace).where(ArticlePlace.article_id == card.id))).all()
        numbers = (card.change_number, card.version)
    assert (card.state, card.main_language, card.category) == (PUBLISHED, "zh-Hant", "access")
    assert clock.local(card.valid_from).isoformat() == "2026-01-01T00:00:00+08:00"  # type: ignore[arg-type]
    assert (water.state, water.kind, water.audience) == (DRAFT, "tree", "staff")
    assert (file.article_id, file.content_type, len(places)) == (card.id, "image/png", 2)
    again = await take_in(db, store, FILES)
    assert (again.saved, again.problems) == (Saved(unchanged=3), [])
    async with db.reading() as session:
        card = (await session.scalars(select(Article).where(Article.code == "card"))).one()
        assert (card.change_number, card.version) == numbers
        assert await session.scalar(select(func.count()).select_from(ArticleRevision)) == 3


@pytest.mark.parametrize("format", FORMATS)
async def test_what_is_exported_is_read_as_the_same_again(db: Database, store: MediaStore, format: str) -> None:
    await take_in(db, store, FILES)
    packed = io.BytesIO()
    async with db.reading() as session:
        with zipfile.ZipFile(packed, "w") as written:
            assert await export_articles(session, Archive(written), format=format, media=store) == 3
    tally = await take_in(db, store, packed)
    assert (tally.saved, tally.problems) == (Saved(unchanged=3), [])
    async with db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(Attachment)) == 1


@pytest.mark.parametrize("format", FORMATS)
async def test_an_export_builds_the_same_library_elsewhere(db: Database, store: MediaStore, format: str) -> None:
    await take_in(db, store, FILES)
    packed, again = io.BytesIO(), io.BytesIO()
    async with db.reading() as session:
        with zipfile.ZipFile(packed, "w") as written:
            await export_articles(session, Archive(written), format=format, media=store)
    async with db.transaction() as session:
        for model in (ArticlePlace, ArticleRevision, ArticleText, Attachment, Article):
            await session.execute(model.__table__.delete())  # type: ignore[attr-defined]
    tally = await take_in(db, store, packed)
    assert (tally.saved.created, tally.problems) == (3, [])
    async with db.reading() as session:
        with zipfile.ZipFile(again, "w") as written:
            await export_articles(session, Archive(written), format=format, media=store)
    assert _contents(again) == _contents(packed)


def _contents(packed: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(packed) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


async def test_drafts_wait_for_review_and_readers_notice_nothing(db: Database, store: MediaStore) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
    await take_in(db, store, {"card.md": FILES["zh-Hant/card.md"]})
    changed = str(FILES["zh-Hant/card.md"]).replace("請到", "請帶證件到").replace("category: access", "audience: staff")
    new = "---\ncode: new\ntitle: 新的\n---\n內容。"
    tally = await take_in(db, store, {"card.md": changed, "new.md": new}, Terms(DRAFT, author))
    assert tally.saved == Saved(created=1, changed=1)
    async with db.reading() as session:
        card = (await session.scalars(select(Article).where(Article.code == "card"))).one()
        text = (await session.scalars(select(ArticleText).where(ArticleText.article_id == card.id))).one()
        pending = (await session.scalars(select(PendingText))).one()
        fresh = (await session.scalars(select(Article).where(Article.code == "new"))).one()
    assert (text.body, pending.body) == ("請到服務處。", "請帶證件到服務處。")
    assert (card.state, card.pending_state, card.audience) == (PUBLISHED, DRAFT, "public")
    assert (fresh.state, fresh.created_by) == (DRAFT, author)
    again = await take_in(db, store, {"card.md": changed, "new.md": new}, Terms(DRAFT, author))
    assert again.saved == Saved(unchanged=2)


async def test_what_goes_to_review_is_handed_over_for_somebody_else(db: Database, store: MediaStore) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
    await take_in(db, store, {"card.md": FILES["zh-Hant/card.md"]})
    files: dict[str, bytes | str] = {
        "card.md": str(FILES["zh-Hant/card.md"]).replace("請到", "請帶證件到"),
        "new.md": "---\ncode: new\ntitle: 新的\n---\n內容。",
        "begun.md": "---\ncode: begun\ntitle: 未寫完\nstate: draft\n---\n內容。",
    }
    for counts in (Saved(created=2, changed=1), Saved(unchanged=3)):
        tally = await take_in(db, store, files, Terms(REVIEW, author))
        assert (tally.saved, tally.problems) == (counts, [])
        async with db.reading() as session:
            stages = {
                row.code: (row.state, row.pending_state, row.submitted_by)
                for row in await session.scalars(select(Article))
            }
        assert stages == {
            "card": (PUBLISHED, REVIEW, author),
            "new": (REVIEW, "", author),
            "begun": (DRAFT, "", None),
        }


async def test_a_draft_that_is_unfinished_in_another_language_stays_one(db: Database, store: MediaStore) -> None:
    async with db.transaction() as session:
        author = await make_agent(session)
    new: dict[str, bytes | str] = {
        "a.md": "---\ncode: a\ntitle: 新的\n---\n內容。",
        "b.md": "---\ncode: b\ntitle: 新的\n---\n內容。",
    }
    await take_in(db, store, new, Terms(DRAFT, author))
    async with db.transaction() as session:
        article = (await session.scalars(select(Article).where(Article.code == "a"))).one()
        await save_words(session, article.id, TextDraft("en", "Begun", ""), Saving(), author_id=author, now=NOW)
    tally = await take_in(db, store, new, Terms(REVIEW, author))
    assert [(problem.file, problem.details["fields"][0]["field"]) for problem in tally.problems] == [("a.md", "body")]
    async with db.reading() as session:
        states = {row.code: row.state for row in await session.scalars(select(Article))}
    assert states == {"a": DRAFT, "b": REVIEW}


async def test_a_category_may_be_named_and_one_nobody_set_up_is_kept(db: Database, store: MediaStore) -> None:
    async with db.transaction() as session:
        session.add(ArticleCategory(code="fees", names={"zh-Hant": "費用", "en": "Fees"}, position=1))
    table = "code,title,body,category\na,T,b,費用\nb,T,b,FEES\nc,T,b,another system\nd,T,b,\n"
    tally = await take_in(db, store, {"a.csv": table})
    assert (tally.saved, tally.problems) == (Saved(created=4), [])
    assert (await take_in(db, store, {"a.csv": table})).saved == Saved(unchanged=4)
    async with db.reading() as session:
        categories = {row.code: row.category for row in await session.scalars(select(Article))}
    assert categories == {"a": "fees", "b": "fees", "c": "another system", "d": ""}


async def test_columns_that_mean_nothing_are_told_but_nothing_is_lost(db: Database, store: MediaStore) -> None:
    tally = await take_in(db, store, {"a.csv": "code,title,body,remarks\na,T,b,x\n"})
    assert (tally.saved, tally.problem_count, tally.lost) == (Saved(created=1), 1, 0)


async def test_drafts_of_nobody_are_refused(db: Database, store: MediaStore) -> None:
    with pytest.raises(InvalidInput, match="whose drafts"):
        await take_in(db, store, FILES, Terms(DRAFT))


async def test_what_names_a_place_that_is_not_there_is_left_out_and_named(db: Database, store: MediaStore) -> None:
    wrong = "---\ncode: x\ntitle: T\nplaces: NOWHERE\n---\nb"
    tally = await take_in(db, store, {"wrong.md": wrong, "card.md": FILES["zh-Hant/card.md"]})
    assert tally.saved == Saved(created=1)
    assert [(problem.file, "NOWHERE" in problem.reason) for problem in tally.problems] == [("wrong.md", True)]


async def test_a_preview_says_what_would_happen_and_writes_nothing(db: Database, store: MediaStore) -> None:
    await take_in(db, store, {"card.md": FILES["zh-Hant/card.md"]})
    files = {**FILES, "bad.md": "nothing", "wrong.md": "---\ntitle: T\nplaces: NOWHERE\n---\nb"}
    files["zh-Hant/card.md"] = str(files["zh-Hant/card.md"]).replace("請到", "請帶證件到")
    (batch,) = batches_of(Reading(open_archive(archive(files), largest=None)))
    async with db.reading() as session:
        saved, problems = await preview(session, batch)
    assert saved == Saved(created=2, changed=1)
    assert {problem.file for problem in problems} == {"bad.md", "wrong.md"}
    async with db.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ArticleText)) == 1


def test_the_languages_of_an_article_stay_in_one_batch() -> None:
    files = {
        f"{language}/a{number}.md": f"---\ntitle: {number}\nlanguage: {language}\n---\nb"
        for language in ("en", "zh-Hans", "zh-Hant")
        for number in range(5)
    }
    batches = list(batches_of(Reading(open_archive(archive(files), largest=None)), 4))
    assert [len(batch.incoming) for batch in batches] == [6, 6, 3]
    assert all(len({one.draft.code for one in batch.incoming}) * 3 == len(batch.incoming) for batch in batches)

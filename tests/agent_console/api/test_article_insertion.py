"""An article as the answer on a contact: by channel, language, place and audience."""

from datetime import timedelta
from typing import Any

import pytest

from contactcenter import clock
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Database, new_id
from contactcenter.media.models import STORED, Attachment
from contactcenter.places.models import Place
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import PUBLIC, PUBLISHED, Article, ArticlePlace, ArticleText
from knowledge_base.articles.service import create_article, save_text
from knowledge_base.settings.models import KnowledgeSettings
from tests.support.builders.places import make_home
from tests.support.builders.work_orders import Desk, make_contact
from tests.support.console import Window

PAGE = "http://desk.example/help/EBG/parking"
TEXTS = {
    "zh-Hant": ("訪客泊車", "首兩小時免費。", "首兩小時**免費**，其後每小時20元。\n\n- V字車位\n- B1繳費"),
    "en": ("Visitor parking", "Two hours free.", "Two hours are **free**.\n\n- V bays\n- pay at B1"),
}


async def make_article(db: Database, *, code: str = "parking", **values: Any) -> Article:
    async with db.transaction() as session:
        drafts = [TextDraft(language, title, body, short) for language, (title, short, body) in TEXTS.items()]
        draft = ArticleDraft(code=code, text=drafts[0], audience=values.pop("audience", PUBLIC))
        article = await create_article(session, draft, author_id=None, now=clock.now(), state=PUBLISHED)
        await save_text(session, article.id, drafts[1], author_id=None, now=clock.now())
        for name, value in values.items():
            setattr(article, name, value)
    return article


async def make_caller(
    db: Database, desk: Desk, *, channel: str = "sms", language: str = "zh-Hant", home: str | None = "8-2-D"
) -> Contact:
    async with db.transaction() as session:
        place = await make_home(session, home) if home else None
        contact, _matter = await make_contact(
            session, agent=desk.agent, customer=desk.customer, place=place, channel=channel, language=language
        )
    return contact


async def insertion(window: Window, article: Article, contact: Contact | None, **query: str) -> Any:
    asked = query | ({"contact": contact.id} if contact else {})
    reply = await window.get(f"/articles/{article.id}/insertion", **asked)
    assert reply.status == 200, reply.json
    return reply.json


async def test_a_text_gets_the_short_form_with_the_page_of_its_estate(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk)
    made = await insertion(agent, article, contact)
    assert made["link"] == f"{PAGE}?lang=zh-Hant"
    assert made["text"] == f"首兩小時免費。\n詳情：{made['link']}"
    assert (made["language"], made["is_short"], made["warnings"], made["files"]) == ("zh-Hant", True, [], [])


async def test_a_mail_gets_the_whole_article_and_its_files(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk, channel="email", language="en")
    file_id = await add_file(db, article_id=article.id)
    made = await insertion(agent, article, contact)
    assert made["text"] == f"Two hours are free.\n\n• V bays\n• pay at B1\n\nMore: {PAGE}?lang=en"
    assert (made["is_short"], [file["id"] for file in made["files"]]) == (False, [file_id])


async def test_a_file_of_the_article_goes_along_and_stays_with_it(agent: Window, desk: Desk, db: Database) -> None:
    article = await make_article(db)
    file_id = await add_file(db, article_id=article.id, name="map.jpg", content_type="image/jpeg")
    reply = {"text": "Here", "article_id": article.id, "attachment_ids": [file_id]}
    sent = await agent.post(f"/contacts/{desk.contact.id}/reply", reply)
    assert sent.status == 201, sent.json
    assert [file["name"] for file in sent.json["attachments"]] == ["map.jpg"]
    mail = await insertion(agent, article, desk.contact, channel="email")
    assert [file["id"] for file in mail["files"]] == [file_id]


async def test_a_file_of_an_article_goes_only_with_that_article(agent: Window, desk: Desk, db: Database) -> None:
    article, other = await make_article(db), await make_article(db, code="other")
    contact, file_id = await make_caller(db, desk), await add_file(db, article_id=article.id)
    reply = {"text": "Here", "article_id": other.id, "attachment_ids": [file_id]}
    assert (await agent.post(f"/contacts/{contact.id}/reply", reply)).code == "unknown_attachment"


async def add_file(db: Database, **values: Any) -> str:
    async with db.transaction() as session:
        row = {"name": "form.pdf", "content_type": "application/pdf", "size": 3, "digest": "d" * 64, "state": STORED}
        file = Attachment(**row | {"id": new_id(), "created_at": clock.now()} | values)
        session.add(file)
    return file.id


async def test_the_language_is_the_owners_or_the_nearest_with_a_note(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk, language="zh-Hans")
    made = await insertion(agent, article, contact)
    assert (made["language"], made["warnings"]) == ("zh-Hant", ["other_language"])
    made = await insertion(agent, article, contact, language="en")
    assert (made["language"], made["warnings"]) == ("en", [])


async def test_a_translation_that_lags_behind_is_told(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db, main_language="zh-Hant"), await make_caller(db, desk, language="en")
    async with db.transaction() as session:
        title, short, body = TEXTS["zh-Hant"]
        await save_text(
            session, article.id, TextDraft("zh-Hant", title, body + "改了", short), author_id=None, now=clock.now()
        )
        text = await session.get_one(ArticleText, (article.id, "en"))
        text.translated_from = 1
    assert (await insertion(agent, article, contact))["warnings"] == ["outdated_translation"]
    assert (await insertion(agent, article, contact, language="zh-Hant"))["warnings"] == []


async def test_on_a_call_the_short_words_are_read_out(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk, channel="voice")
    made = await insertion(agent, article, contact)
    assert (made["text"], made["link"]) == ("首兩小時免費。", f"{PAGE}?lang=zh-Hant")
    by_text = await insertion(agent, article, contact, channel="sms")
    assert by_text["text"].endswith(by_text["link"])


async def test_of_a_decision_tree_the_step_reached_answers(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db, kind="tree"), await make_caller(db, desk, channel="email")
    steps = {
        "a": {"text": "漏定噴？", "kind": "question", "choices": [{"text": "噴", "to": "b"}]},
        "b": {"text": "即派人。", "kind": "answer", "short_text": "師傅已出發，請先關總掣。"},
    }
    async with db.transaction() as session:
        (await session.get_one(ArticleText, (article.id, "zh-Hant"))).tree = {"start": "a", "steps": steps}
    assert (await insertion(agent, article, contact, step="b"))["text"].startswith("師傅已出發，請先關總掣。\n詳情：")
    assert (await insertion(agent, article, contact, step="a"))["text"].startswith("首兩小時免費。\n")
    assert (await agent.get(f"/articles/{article.id}/insertion", step="z")).status == 404


async def test_without_a_contact_it_is_a_text_in_the_readers_language(agent: Window, desk: Desk, db: Database) -> None:
    article = await make_article(db)
    async with db.transaction() as session:
        await make_home(session)
    made = await insertion(agent, article, None)
    assert (made["language"], made["is_short"]) == (desk.agent.language, True)
    assert made["link"], "there is only one estate"


async def test_of_what_is_for_staff_only_the_owners_words_are_given(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db, audience="staff"), await make_caller(db, desk, channel="email")
    await add_file(db, article_id=article.id)
    made = await insertion(agent, article, contact)
    assert (made["text"], made["link"], made["files"]) == ("首兩小時免費。", None, [])
    assert made["warnings"] == ["internal"]


@pytest.mark.parametrize(
    ("values", "warning"),
    [
        pytest.param({"state": "retired"}, "unpublished", id="retired"),
        pytest.param({"valid_until": clock.now() - timedelta(days=1)}, "not_valid", id="over"),
        pytest.param({"valid_from": clock.now() + timedelta(days=1)}, "not_valid", id="not yet"),
    ],
)
async def test_what_readers_do_not_find_has_no_link(
    agent: Window, desk: Desk, db: Database, values: dict[str, Any], warning: str
) -> None:
    article, contact = await make_article(db, **values), await make_caller(db, desk)
    made = await insertion(agent, article, contact)
    assert (made["link"], made["warnings"]) == (None, [warning])


async def test_an_article_of_another_estate_has_no_page_here(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk)
    async with db.transaction() as session:
        other = Place(id=new_id(), kind="estate", code="OTHER", names={"en": "Other"})
        session.add(other)
        await session.flush()
        session.add(ArticlePlace(article_id=article.id, place_id=other.id))
    assert (await insertion(agent, article, contact))["link"] is None


async def test_an_owner_of_no_known_place_gets_no_page_of_some_other_estate(
    agent: Window, desk: Desk, db: Database
) -> None:
    article, contact = await make_article(db), await make_caller(db, desk, home=None)
    async with db.transaction() as session:
        session.add_all(Place(id=new_id(), kind="estate", code=code, names={"en": code}) for code in ("A", "B"))
        (await session.get_one(Contact, contact.id)).customer_id = await make_stranger(session)
    assert (await insertion(agent, article, contact))["link"] is None


async def make_stranger(session: Any) -> str:
    stranger = Customer(id=new_id(), name="", kind="person", language="zh-Hant", created_at=clock.now())
    session.add(stranger)
    await session.flush()
    return stranger.id


async def test_where_the_help_page_is_closed_there_is_no_link(agent: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk)
    async with db.transaction() as session:
        session.add(KnowledgeSettings(id=1, public_help="closed"))
    assert (await insertion(agent, article, contact))["text"] == "首兩小時免費。"


async def test_the_back_office_inserts_only_where_it_may_read(plumber: Window, desk: Desk, db: Database) -> None:
    article, contact = await make_article(db), await make_caller(db, desk)
    assert (await plumber.get(f"/articles/{article.id}/insertion", contact=contact.id)).status == 404
    assert (await plumber.get(f"/articles/{article.id}/insertion")).status == 200


async def test_an_article_of_another_group_is_not_there(agent: Window, desk: Desk, db: Database) -> None:
    article = await make_article(db, audience="group")
    assert (await agent.get(f"/articles/{article.id}/insertion", contact=desk.contact.id)).status == 404


async def test_what_is_not_there_is_said(agent: Window, desk: Desk, db: Database) -> None:
    article = await make_article(db)
    assert (await agent.get("/articles/none/insertion", contact=desk.contact.id)).status == 404
    assert (await agent.get(f"/articles/{article.id}/insertion", contact="none")).status == 404
    assert (await agent.get(f"/articles/{article.id}/insertion", channel="pigeon")).status == 422

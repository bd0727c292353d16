"""Tables of articles: the article, its text in each language, what is being changed in it, and every text it had."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

DRAFT, REVIEW, PUBLISHED, RETIRED = "draft", "review", "published", "retired"
STATES = (DRAFT, REVIEW, PUBLISHED, RETIRED)
PUBLIC, STAFF, GROUP = "public", "staff", "group"
AUDIENCES = (PUBLIC, STAFF, GROUP)
ARTICLE, TREE = "article", "tree"
KINDS = (ARTICLE, TREE)
LANGUAGES = ("zh-Hant", "zh-Hans", "en")

LONGEST_CODE = 120
LONGEST_TITLE = 300


class Article(Base):
    """One piece of knowledge. `code` names it across installations; `change_number` grows with every change of it.

    A `tree` is a decision tree, clicked through step by step. `group_id` is the business group that answers for it,
    `owner_id` the person. It is found from `valid_from` until `valid_until`. `pending_state` says how far the change of
    a published article is (`PendingText`): draft, review, or empty where none is made. Readers of an article for groups
    stand in `ArticleGroup`; one without rows in `ArticlePlace` speaks of every place.
    """

    __tablename__ = "articles"
    __table_args__ = (
        Index(None, "change_number"),
        Index(None, "state", "category"),
        Index(None, "review_due_at"),
        Index(None, "owner_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(LONGEST_CODE), unique=True)
    kind: Mapped[str] = mapped_column(String(16), default=ARTICLE)
    category: Mapped[str] = mapped_column(String(64), default="")
    audience: Mapped[str] = mapped_column(String(16), default=PUBLIC)
    # The language it is written in first; the others are its translations.
    main_language: Mapped[str] = mapped_column(String(16), default="")
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    reviewer_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"))
    valid_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    review_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When its owner was last reminded of the review.
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pending_state: Mapped[str] = mapped_column(String(16), default="")
    submitted_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What the reviewer said when it was sent back.
    review_note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default=DRAFT)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    change_number: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class ArticleText(Base):
    """An article in one language. `body` is Markdown; `plain` is the same without marks, kept for search.

    `tree` are the steps of a decision tree (`articles/trees.py`), whose words `body` then repeats. `translated_from`
    is the revision of the main language that this text says the same as; an older one is out of date.
    """

    __tablename__ = "article_texts"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)
    short_text: Mapped[str] = mapped_column(Text, default="")
    sample_questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    tree: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    translated_from: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Grows with every saving, also of what is pending; a revision may be saved many times.
    version: Mapped[int] = mapped_column(default=1)


class PendingText(Base):
    """What a published article shall say next in one language; readers see the old words until it is published.

    `based_on` is the revision it was begun from (0 for a new language); a `is_minor` correction leaves the
    translations up to date. `translated_from` is as in `ArticleText`; pending words of the main language are the
    revision they will become. `version` goes on from that of the text.
    """

    __tablename__ = "article_pending_texts"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    short_text: Mapped[str] = mapped_column(Text, default="")
    sample_questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    tree: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    based_on: Mapped[int] = mapped_column(default=0)
    translated_from: Mapped[int | None]
    is_minor: Mapped[bool] = mapped_column(Boolean, default=False)
    note: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class ArticleRevision(Base):
    """A text as it once stood. Only the newest one of an unpublished text may change, while its author goes on."""

    __tablename__ = "article_revisions"
    __table_args__ = (UniqueConstraint("article_id", "language", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    language: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    short_text: Mapped[str] = mapped_column(Text, default="")
    sample_questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    tree: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    # What was changed, in the author's words.
    note: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleGroup(Base):
    """A group whose members may read an article of the audience `group`."""

    __tablename__ = "article_groups"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), primary_key=True)


class ArticlePlace(Base):
    """A place the article speaks of; it holds for everything below it in the tree."""

    __tablename__ = "article_places"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"), primary_key=True, index=True)


class ArticleCategory(Base):
    """A category as it is called in each language, in the order of `position`. An article names one by its code."""

    __tablename__ = "article_categories"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class BrokenLink(Base):
    """A link of an article that leads nowhere; found by a job, gone once it leads somewhere."""

    __tablename__ = "article_broken_links"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    target: Mapped[str] = mapped_column(String(700), primary_key=True)
    # article_missing, article_retired, file_missing, malformed
    reason: Mapped[str] = mapped_column(String(32))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleChangeCount(Base):
    """One row: the last change number given out. It stays locked until the change is committed, so that numbers
    become visible in their order and no reader ever skips one."""

    __tablename__ = "article_change_count"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(BigInteger)

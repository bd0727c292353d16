"""Tables of articles: the article, its text in each language, every text it ever had, and the count of changes."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

DRAFT, REVIEW, PUBLISHED, RETIRED = "draft", "review", "published", "retired"
STATES = (DRAFT, REVIEW, PUBLISHED, RETIRED)
PUBLIC, STAFF = "public", "staff"
AUDIENCES = (PUBLIC, STAFF)
LANGUAGES = ("zh-Hant", "zh-Hans", "en")

LONGEST_CODE = 120
LONGEST_TITLE = 300


class Article(Base):
    """One piece of knowledge. `code` names it across installations; `change_number` grows with every change of it."""

    __tablename__ = "articles"
    __table_args__ = (Index(None, "change_number"), Index(None, "state", "category"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(LONGEST_CODE), unique=True)
    category: Mapped[str] = mapped_column(String(64), default="")
    audience: Mapped[str] = mapped_column(String(16), default=PUBLIC)
    state: Mapped[str] = mapped_column(String(16), default=DRAFT)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    change_number: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)


class ArticleText(Base):
    """An article in one language. `body` is Markdown; `plain` is the same without marks, kept for search."""

    __tablename__ = "article_texts"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    body: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text)
    short_text: Mapped[str] = mapped_column(Text, default="")
    sample_questions: Mapped[list[str]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleRevision(Base):
    """A text as it once stood; rows are only ever added."""

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
    author_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleChangeCount(Base):
    """One row: the last change number given out. It stays locked until the change is committed, so that numbers
    become visible in their order and no reader ever skips one."""

    __tablename__ = "article_change_count"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(BigInteger)

"""Articles as a folder of Markdown files with front matter: `contactcenter kb import` and `kb export`, and the demo.

One file is one article in one language. Front matter knows `code`, `language`, `category`, `audience`, `title`, `short`
and the list `sample_questions`; other keys are left alone. A value is everything after the first colon, so that
"Burst pipe: what to do" needs no quotes.
"""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.text.scripts import detect_language
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.drafts import ArticleDraft, TextDraft, check_drafts
from knowledge_base.articles.models import PUBLIC, RETIRED, Article, ArticleText

FENCE = "---"


async def import_folder(session: Session, folder: Path, *, now: datetime, author_id: str | None = None) -> int:
    """Publish all articles of a folder and its subfolders; returns how many texts were new or changed."""
    saved = await save_articles(session, read_folder(folder), author_id=author_id, now=now)
    return saved.created + saved.changed


async def export_folder(session: Session, folder: Path) -> int:
    """Write every text of every article that is not retired to `folder/language/code.md`; returns how many."""
    query = select(Article, ArticleText).join(ArticleText, ArticleText.article_id == Article.id)
    rows = (await session.execute(query.where(Article.state != RETIRED).order_by(Article.code))).all()
    for article, text in rows:
        write_file(folder / text.language / f"{quote(article.code, safe='')}.md", article, text)
    return len(rows)


def read_folder(folder: Path) -> list[ArticleDraft]:
    """All articles below this folder; `InvalidInput` names the first file that cannot be read."""
    if not folder.is_dir():
        raise InvalidInput(f"{folder} is not a folder.")
    return [read_file(path) for path in sorted(folder.rglob("*.md"))]


def read_file(path: Path) -> ArticleDraft:
    try:
        draft = parse(path.read_text(encoding="utf-8"), code=path.stem)
        check_drafts([draft])
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path} is not a text in UTF-8.") from error
    except InvalidInput as error:
        fields = "; ".join(f"{field}: {reason}" for field, reason in error.details.get("fields", {}).items())
        raise InvalidInput(f"{path}: {fields or error.message}", details=error.details) from error
    return draft


def parse(content: str, *, code: str) -> ArticleDraft:
    """The article of one file; `code` is used where the front matter has none."""
    head, body = _split(content)
    values, lists = _read_front_matter(head)
    title = values.get("title", "")
    return ArticleDraft(
        code=values.get("code", code),
        category=values.get("category", ""),
        audience=values.get("audience", PUBLIC),
        text=TextDraft(
            language=values.get("language") or detect_language(title + body[:500]),
            title=title,
            body=body,
            short_text=values.get("short", ""),
            sample_questions=tuple(lists.get("sample_questions", ())),
        ),
    )


def write_file(path: Path, article: Article, text: ArticleText) -> None:
    lines = [FENCE, f"code: {article.code}", f"language: {text.language}", f"category: {article.category}"]
    lines.append(f"audience: {article.audience}")
    lines.append(f"title: {_one_line(text.title)}")
    if text.short_text:
        lines.append(f"short: {_one_line(text.short_text)}")
    if text.sample_questions:
        lines.append("sample_questions:")
        lines.extend(f"- {_one_line(question)}" for question in text.sample_questions)
    lines.extend([FENCE, "", text.body.rstrip("\n"), ""])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def _split(content: str) -> tuple[list[str], str]:
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        raise InvalidInput("The file must begin with front matter between two lines of three dashes.")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    return lines[1:end], "\n".join(lines[end + 1 :]).strip("\n")


def _read_front_matter(lines: list[str]) -> tuple[dict[str, str], dict[str, list[str]]]:
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("- ") and key:
            lists.setdefault(key, []).append(stripped[2:].strip())
        elif ":" in stripped and not stripped.startswith("#"):
            key, value = (part.strip() for part in stripped.split(":", 1))
            values[key] = value
    return values, lists


def _one_line(text: str) -> str:
    return " ".join(text.split())

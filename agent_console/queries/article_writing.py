"""Articles as writers see them: all languages at once, what is pending, what is to be mended, what one may do."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from agent_console.http.pagination import Page
from agent_console.queries.articles import addresses_for, name_groups, name_places
from agent_console.queries.attachments import attachment_of
from agent_console.schemas import article_writing as schemas
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from knowledge_base.articles import service as articles
from knowledge_base.articles import states, texts, trees
from knowledge_base.articles.compare import compare_texts
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.files import files_of
from knowledge_base.articles.links import LinkingText, find_broken
from knowledge_base.articles.models import TREE, Article, ArticleRevision, ArticleText, PendingText
from knowledge_base.articles.people import acts_of, decides, person_of
from knowledge_base.articles.rendering import to_html
from knowledge_base.articles.writing import get_revision

_COLUMNS = (
    "id",
    "code",
    "kind",
    "category",
    "audience",
    "state",
    "pending_state",
    "main_language",
    "owner_id",
    "reviewer_id",
    "group_id",
    "valid_from",
    "valid_until",
    "review_due_at",
    "review_note",
    "submitted_by",
    "submitted_at",
    "created_by",
    "created_at",
    "updated_at",
    "published_at",
    "version",
)
_WORDS = ("title", "body", "short_text", "sample_questions", "tree", "author_id", "updated_at", "version")
CURRENT, PENDING = "current", "pending"

Names = Mapping[str, str]


async def get_writing(
    session: Session, article: Article, *, agent: Agent, similar: Sequence[schemas.SimilarArticle] = ()
) -> schemas.Writing:
    """Everything an editor needs, as it is now, also inside the transaction that changes it."""
    await session.flush()
    written = {language: text for (_, language), text in (await articles.texts_of(session, [article.id])).items()}
    pending = {one.language: one for one in await texts.pending_of(session, article)}
    names = await _names(session, article, [*written.values(), *pending.values()])
    newest: Mapping[str, ArticleText | PendingText] = {**written, **pending}
    person = await person_of(session, agent)
    may = await acts_of(session, article, person)
    return schemas.Writing(
        **{name: getattr(article, name) for name in _COLUMNS},
        stage=states.stage_of(article.state, article.pending_state),
        owner_name=names.get(article.owner_id or ""),
        reviewer_name=names.get(article.reviewer_id or ""),
        submitted_by_name=names.get(article.submitted_by or ""),
        created_by_name=names.get(article.created_by or ""),
        groups=await name_groups(session, article.id),
        places=await name_places(session, article.id),
        texts={language: _text(text, article, written, names) for language, text in written.items()},
        pending={language: _pending(one, article, written, pending, names) for language, one in pending.items()},
        files=[attachment_of(file) for file in await files_of(session, article.id)],
        links=await _broken(session, article, newest),
        tree_problems=_tree_problems(newest) if article.kind == TREE else [],
        similar=list(similar),
        may=[act for act in states.ACTS if act in may],
        publish_refused=_refused(article, may, is_deciding=decides(person, article)),
    )


def _refused(article: Article, may: frozenset[str], *, is_deciding: bool) -> str:
    is_possible = states.PUBLISH in states.possible_acts(article.state, article.pending_state)
    if not is_possible or states.PUBLISH in may:
        return ""
    return "own_words" if is_deciding else "not_allowed"


def _text(text: ArticleText, article: Article, written: Mapping[str, ArticleText], names: Names) -> schemas.WritingText:
    main = written.get(article.main_language)
    is_outdated = main is not None and text is not main and (text.translated_from or 1) < main.revision
    return schemas.WritingText(
        **{name: getattr(text, name) for name in _WORDS},
        revision=text.revision,
        translated_from=text.translated_from,
        is_outdated=is_outdated,
        author_name=names.get(text.author_id or ""),
    )


def _pending(
    one: PendingText,
    article: Article,
    written: Mapping[str, ArticleText],
    pending: Mapping[str, PendingText],
    names: Names,
) -> schemas.PendingText:
    text, main = written.get(one.language), written.get(article.main_language)
    newest = main.revision if main else 1
    coming = pending.get(article.main_language)
    # A minor correction of the main language asks nothing of its translations.
    if coming is not None and not coming.is_minor:
        newest = coming.based_on + 1
    is_main = one.language == article.main_language
    return schemas.PendingText(
        **{name: getattr(one, name) for name in _WORDS},
        revision=(text.revision if text else 0) + 1,
        translated_from=one.translated_from,
        is_outdated=not is_main and (one.translated_from or newest) < newest,
        author_name=names.get(one.author_id or ""),
        based_on=one.based_on,
        is_minor=one.is_minor,
        note=one.note,
    )


async def _names(session: Session, article: Article, words: Sequence[ArticleText | PendingText]) -> dict[str, str]:
    ids = {article.owner_id, article.reviewer_id, article.submitted_by, article.created_by}
    ids |= {one.author_id for one in words}
    return {id_: agent.name for id_, agent in (await get_agents(session, {id_ for id_ in ids if id_})).items()}


async def _broken(
    session: Session, article: Article, newest: Mapping[str, ArticleText | PendingText]
) -> list[schemas.BrokenLink]:
    linking = [LinkingText(article.id, language, text.body) for language, text in newest.items()]
    return [schemas.BrokenLink.model_validate(one) for one in await find_broken(session, linking)]


def _tree_problems(newest: Mapping[str, ArticleText | PendingText]) -> list[schemas.TreeProblem]:
    return [
        schemas.TreeProblem(language=language, step=one.step, code=one.code, message=one.message)
        for language, text in newest.items()
        if text.tree is not None
        for one in trees.find_problems(text.tree)
    ]


async def list_revisions(session: Session, article: Article, language: str) -> Page[schemas.Revision]:
    """Newest first."""
    rows = await articles.revisions_of(session, article.id, language)
    people = await get_agents(session, {row.author_id for row in rows if row.author_id})
    names = {id_: agent.name for id_, agent in people.items()}
    text = await texts.find_text(session, article.id, language)
    items = [schemas.Revision(**_revision(row, text, names)) for row in rows]
    return Page[schemas.Revision](items=items, next_cursor=None)


async def get_one_revision(session: Session, article: Article, language: str, number: int) -> schemas.RevisionText:
    row = await get_revision(session, article.id, language, number)
    text = await texts.find_text(session, article.id, language)
    people = await get_agents(session, {row.author_id} if row.author_id else set())
    described = _revision(row, text, {id_: agent.name for id_, agent in people.items()})
    addresses = await addresses_for(session, article.id, [row.body])
    words = {name: getattr(row, name) for name in texts.WORDS}
    return schemas.RevisionText(**described | words, body_html=to_html(row.body, addresses))


def _revision(row: ArticleRevision, text: ArticleText | None, names: Names) -> dict[str, Any]:
    return {
        "number": row.number,
        "language": row.language,
        "title": row.title,
        "note": row.note,
        "author_id": row.author_id,
        "author_name": names.get(row.author_id or ""),
        "created_at": row.created_at,
        "is_current": text is not None and row.number == text.revision,
    }


async def compare(session: Session, article: Article, query: schemas.CompareQuery) -> schemas.Comparison:
    """From one state of a text to another."""
    has_pending = await texts.find_pending(session, article.id, query.language) is not None
    to = query.to or (PENDING if has_pending else CURRENT)
    from_ = query.from_ or await _before(session, article, query.language, to)
    before = await _words_at(session, article, query.language, from_)
    after = await _words_at(session, article, query.language, to)
    fields = {
        name: [schemas.DiffPart(op=part.op, text=part.text) for part in parts]
        for name, parts in compare_texts(before, after or TextDraft(query.language, "", "")).items()
    }
    return schemas.Comparison.model_validate({"language": query.language, "from": from_, "to": to, "fields": fields})


async def _before(session: Session, article: Article, language: str, to: str) -> str:
    """What usually is compared with it: what readers see, or the version before."""
    if to == PENDING:
        return CURRENT
    numbers = select(ArticleRevision.number).where(
        ArticleRevision.article_id == article.id, ArticleRevision.language == language
    )
    if to != CURRENT:
        numbers = numbers.where(ArticleRevision.number < int(to))
    found = list(await session.scalars(numbers.order_by(ArticleRevision.number.desc()).limit(2)))
    return str(found[1 if to == CURRENT and len(found) > 1 else 0]) if found else CURRENT


async def _words_at(session: Session, article: Article, language: str, point: str) -> TextDraft | None:
    """None where there was nothing yet: readers of a new language see nothing before it is published."""
    row: ArticleText | PendingText | ArticleRevision | None
    if point == PENDING:
        row = await texts.find_pending(session, article.id, language)
    elif point == CURRENT:
        row = await texts.find_text(session, article.id, language)
    else:
        row = await get_revision(session, article.id, language, int(point))
    return texts.draft_of(row) if row else None

"""What stands in the tables already of what comes in, and whether it says the same. Only reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.groups.models import Group
from contactcenter.places.models import Place
from contactcenter.text.scripts import fold
from knowledge_base.articles.categories import list_categories
from knowledge_base.articles.describing import groups_of, places_of
from knowledge_base.articles.models import Article, ArticleCategory, ArticleText, PendingText
from knowledge_base.articles.service import texts_of
from knowledge_base.articles.wrong_fields import WrongFields
from knowledge_base.exchange.incoming import Incoming

Verdict = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of one batch, read at once."""

    articles: Mapping[str, Article]
    texts: Mapping[tuple[str, str], ArticleText]
    pending: Mapping[tuple[str, str], PendingText]
    places: Mapping[str, str]
    groups: Mapping[str, str]
    described: Mapping[str, Mapping[str, Any]]
    # Codes of categories by their codes and names in every language.
    categories: Mapping[str, str]

    @classmethod
    async def of(cls, session: Session, batch: Sequence[Incoming]) -> "Standing":
        codes = {each.draft.code for each in batch}
        articles = {row.code: row for row in await session.scalars(select(Article).where(Article.code.in_(codes)))}
        ids = [article.id for article in articles.values()]
        waiting = await session.scalars(select(PendingText).where(PendingText.article_id.in_(ids)))
        return cls(
            articles=articles,
            texts=await texts_of(session, ids),
            pending={(row.article_id, row.language): row for row in waiting},
            places=await _ids_by_code(session, Place, _named("places", batch)),
            groups=await _ids_by_code(session, Group, _named("groups", batch)),
            described=await _described(session, articles.values(), batch),
            categories=_spellings_of(await list_categories(session)),
        )

    def verdict(self, incoming: Incoming) -> Verdict:
        """Whether importing it would write anything; what waits to be published counts as standing."""
        verdict = self.words_verdict(incoming)
        return "changed" if verdict == "unchanged" and self.changes_of(incoming) else verdict

    def words_verdict(self, incoming: Incoming) -> Verdict:
        """The same for the words alone."""
        article = self.articles.get(incoming.draft.code)
        key = (article.id, incoming.draft.text.language) if article else ("", "")
        text = self.pending.get(key) or self.texts.get(key)
        if text is None:
            return "new"
        return "unchanged" if says_the_same(text, incoming) else "changed"

    def changes_of(self, incoming: Incoming) -> dict[str, Any]:
        """What is said of the article beyond its words and does not stand yet, as `describe_article` takes it.

        Raises `InvalidInput` for the code of a place or group that does not exist.
        """
        article = self.articles.get(incoming.draft.code)
        wanted = self.facts_of(incoming)
        if article is None:
            return wanted
        draft = incoming.draft
        wanted |= {"category": draft.category, "audience": draft.audience, "kind": draft.kind}
        standing = self.described[article.id]
        return {name: value for name, value in wanted.items() if standing[name] != value}

    def checked(self, incoming: Incoming) -> Incoming:
        """The same with its category by code, also where it was named; one that nobody has set up stays as it is said.

        Raises `InvalidInput` for the places and groups that do not exist.
        """
        self.facts_of(incoming)
        said = incoming.draft.category
        category = self.categories.get(_folded(said), said) if said else ""
        return replace(incoming, draft=replace(incoming.draft, category=category))

    def facts_of(self, incoming: Incoming) -> dict[str, Any]:
        """What is said beyond the words, with ids. Raises `InvalidInput` like `checked`."""
        wrong = WrongFields()
        facts = dict(incoming.facts)
        for name, known, column in (("places", self.places, "place_ids"), ("groups", self.groups, "group_ids")):
            if name in facts:
                codes = facts.pop(name)
                if unknown := [code for code in codes if _folded(code) not in known]:
                    wrong.add(name, "unknown", "There is none with this code.", value=", ".join(unknown))
                facts[column] = sorted({known[_folded(code)] for code in codes if _folded(code) in known})
        wrong.refuse()
        return facts


def says_the_same(text: ArticleText | PendingText, incoming: Incoming) -> bool:
    """Blank lines around the body are no words."""
    words = incoming.draft.text
    stored = (text.title, text.body.strip("\n"), text.short_text, tuple(text.sample_questions), text.tree)
    return stored == (words.title, words.body.strip("\n"), words.short_text, words.sample_questions, words.tree)


def _spellings_of(categories: Sequence[ArticleCategory]) -> dict[str, str]:
    """A name that two categories share is the first one's; a code always counts before a name."""
    spellings: dict[str, str] = {}
    for category in categories:
        for name in category.names.values():
            spellings.setdefault(_folded(name), category.code)
    return spellings | {_folded(category.code): category.code for category in categories}


def _named(name: str, batch: Sequence[Incoming]) -> set[str]:
    return {code for each in batch for code in each.facts.get(name, ())}


async def _ids_by_code(session: Session, model: Any, codes: set[str]) -> dict[str, str]:
    if not codes:
        return {}
    rows = await session.execute(select(model.code, model.id).where(model.code.in_(codes | {*map(_folded, codes)})))
    return {_folded(code): id_ for code, id_ in rows}


def _folded(code: str) -> str:
    return fold(code).strip().upper()


async def _described(session: Session, articles: Any, batch: Sequence[Incoming]) -> dict[str, dict[str, Any]]:
    columns = ("category", "audience", "kind", "main_language", "valid_from", "valid_until")
    described = {article.id: {name: getattr(article, name) for name in columns} for article in articles}
    says_places = any({"places", "groups"} & set(each.facts) for each in batch)
    places = await places_of(session, list(described)) if says_places else {}
    groups = await groups_of(session, list(described)) if says_places else {}
    for article_id, own in described.items():
        own["place_ids"], own["group_ids"] = places.get(article_id, []), groups.get(article_id, [])
    return described

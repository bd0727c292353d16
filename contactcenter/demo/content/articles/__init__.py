"""Twenty help pages in three languages as Markdown files with a small front matter, and what reads them."""

from contactcenter.demo.content.articles.reading import (
    DemoArticle,
    DemoArticleText,
    load_articles,
    parse_article,
)
from knowledge_base.articles.first_categories import CATEGORIES

__all__ = ["CATEGORIES", "DemoArticle", "DemoArticleText", "load_articles", "parse_article"]

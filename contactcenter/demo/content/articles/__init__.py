"""Twenty help pages in three languages as Markdown files with a small front matter, and what reads them."""

from contactcenter.demo.content.articles.reading import (
    CATEGORIES,
    DemoArticle,
    DemoArticleText,
    load_articles,
    parse_article,
)

__all__ = ["CATEGORIES", "DemoArticle", "DemoArticleText", "load_articles", "parse_article"]

"""The demo's decision trees can be clicked through in every language, and its desk names what exists."""

import pytest

from contactcenter.basics.languages import LANGUAGES
from contactcenter.demo.content.article_desk import CARE, CHANGES, DRAFTS, EXTRAS, OVERDUE
from contactcenter.demo.content.articles import CATEGORIES, load_articles
from contactcenter.demo.content.decision_trees import TREES, DemoTree
from contactcenter.demo.content.groups import GROUPS
from contactcenter.demo.content.resident_trees import RESIDENT_TREES
from contactcenter.demo.content.staff import build_staff
from knowledge_base.articles.rendering import targets_in
from knowledge_base.articles.trees import check_shape, require_whole, to_markdown

CODES = {article.code for article in load_articles()}


@pytest.mark.parametrize("tree", [*TREES, *RESIDENT_TREES], ids=lambda tree: tree.code)
def test_every_tree_is_whole_and_links_to_articles_that_exist(tree: DemoTree) -> None:
    for language in LANGUAGES:
        steps = tree.in_language(language)
        check_shape(steps)
        require_whole(steps)
        assert {target.name for target in targets_in(to_markdown(steps))} <= CODES
        assert tree.samples[language]


def test_the_desk_names_people_groups_and_articles_that_exist() -> None:
    staff, groups = {person.username for person in build_staff()}, {group.code for group in GROUPS}
    assert set(CARE) == set(CATEGORIES)
    for owner, group, reviewer in CARE.values():
        assert {owner, reviewer} <= staff
        assert group is None or group in groups
    assert {*OVERDUE, *(change.code for change in CHANGES)} <= CODES
    assert {change.author for change in CHANGES} | {draft[2] for draft in DRAFTS} <= staff
    assert {code for extra in EXTRAS for code in extra.group_codes} <= groups

"""Every text exists in three languages with the same placeholders and is short enough for two segments of SMS."""

from collections import defaultdict

import pytest

from contactcenter.basics.automatic_mails import AUTOMATIC_MAILS
from contactcenter.basics.automatic_texts import AUTOMATIC
from contactcenter.basics.quick_replies import QUICK_REPLIES
from contactcenter.basics.texts import NEUTRAL, TemplateText, placeholders, templates_of
from contactcenter.demo.content.templates import TEMPLATES

# Two joined segments: 67 characters each in Chinese, 153 each in GSM letters.
LONGEST = {"zh-Hant": 134, "zh-Hans": 134, "en": 306}
NEUTRAL_TEMPLATES = tuple(templates_of((*AUTOMATIC, *AUTOMATIC_MAILS, *QUICK_REPLIES), NEUTRAL))

both = pytest.mark.parametrize("templates", [NEUTRAL_TEMPLATES, TEMPLATES], ids=["neutral", "demo"])
Templates = tuple[TemplateText, ...]


@both
def test_each_template_has_the_same_placeholders_in_every_language(templates: Templates) -> None:
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for template in templates:
        assert template.language not in found[template.code]
        found[template.code][template.language] = placeholders(template.text)
    for code, by_language in found.items():
        assert set(by_language) == set(LONGEST), code
        assert len(set(by_language.values())) == 1, code


@both
def test_the_texts_that_actions_send_exist(templates: Templates) -> None:
    assert {
        *("acknowledgement", "acknowledgement_closed", "acknowledgement_reopened", "closed_thanks"),
        *("work_order_raised", "work_order_taken", "work_order_done", "work_order_reopened", "work_order_closed"),
        *("gap_noted", "gap_answered", "promise_made"),
    } <= {template.code for template in templates}


@both
def test_every_text_is_short_and_english_stays_in_the_small_alphabet(templates: Templates) -> None:
    for template in (each for each in templates if each.channel == "sms"):
        assert len(template.text) <= LONGEST[template.language], template.code
        assert template.language != "en" or template.text.isascii(), template.code


@both
def test_the_question_after_work_says_how_to_answer(templates: Templates) -> None:
    done = {template.language: template.text for template in templates if template.code == "work_order_done"}
    assert "YES" in done["en"]
    assert "NO" in done["en"]
    assert all("是" in done[language] and "否" in done[language] for language in ("zh-Hant", "zh-Hans"))


@both
def test_a_mail_has_the_blanks_of_its_text_and_speaks_of_no_text(templates: Templates) -> None:
    texts = {(each.code, each.language): each for each in templates}
    for mail in (each for each in templates if each.channel == "email"):
        as_text = texts[mail.code.removesuffix("_mail"), mail.language]
        assert placeholders(mail.text) == placeholders(as_text.text), mail.code
        assert not any(word in mail.text for word in ("短訊", "短信", "this text")), mail.code


def test_the_demo_has_the_texts_of_every_installation() -> None:
    assert {(each.code, each.language) for each in TEMPLATES} == {
        (each.code, each.language) for each in NEUTRAL_TEMPLATES
    }


def test_the_neutral_texts_name_no_company_and_no_number() -> None:
    for template in NEUTRAL_TEMPLATES:
        for word in ("翠", "Emerald", "3000", "{estate}", "{phone}", "{signature}", "【", "】", "  ", " ."):
            assert word not in template.text, template.code
        assert template.text[0] not in " :，。", template.code


def test_the_demo_texts_are_said_by_the_estate() -> None:
    texts = {(each.code, each.language): each.text for each in TEMPLATES}
    assert texts["acknowledgement", "zh-Hant"].startswith("【翠濤花園】已收到")
    assert texts["acknowledgement", "en"].startswith("Emerald Bay Gardens: We have")
    assert "3000 0000" in texts["acknowledgement", "en"]


def test_quick_replies_have_titles_and_automatic_texts_have_none() -> None:
    assert all(text.code.startswith("quick_") and text.titles for text in QUICK_REPLIES)
    assert not any(text.code.startswith("quick_") or text.titles for text in AUTOMATIC)
    assert len(QUICK_REPLIES) >= 10

from pathlib import Path

from agent_console.help.links import help_path, help_url
from contactcenter.config import Settings


def test_the_address_of_an_article_is_whole_and_safe_in_a_text() -> None:
    settings = Settings(data_directory=Path(), public_base_url="https://line.example/")
    assert help_url(settings, "EBG", "no-water", "zh-Hant") == "https://line.example/help/EBG/no-water?lang=zh-Hant"
    assert help_url(settings, "EBG", "a/水", "en") == "https://line.example/help/EBG/a%2F%E6%B0%B4?lang=en"
    assert help_url(settings, "EBG") == "https://line.example/help/EBG"


def test_what_is_empty_is_left_out_of_the_query() -> None:
    assert help_path() == "/help"
    assert help_path("EBG", q="no water", lang="", topic=None) == "/help/EBG?q=no+water"

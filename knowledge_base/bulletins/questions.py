"""The check questions of a bulletin: what makes them complete, and which answers are wrong. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from contactcenter.config import LANGUAGES

MOST_QUESTIONS: Final = 10
CHOICES: Final = range(2, 7)
LONGEST_WORDS: Final = 500

Question = Mapping[str, Any]


def problems_of(questions: Sequence[Question], languages: Sequence[str]) -> dict[str, str]:
    """What is missing before anybody can answer, by field; each is asked in every one of these languages."""
    found: dict[str, str] = {}
    if len(questions) > MOST_QUESTIONS:
        found["questions"] = f"At most {MOST_QUESTIONS} questions."
    if len({question["id"] for question in questions}) < len(questions):
        found["questions"] = "Two questions have the same id."
    for number, question in enumerate(questions):
        found |= {f"questions.{number}.{name}": words for name, words in _problems(question, languages)}
    return found


def _problems(question: Question, languages: Sequence[str]) -> list[tuple[str, str]]:
    found = [(f"texts.{language}", "Write the question.") for language in _missing(question["texts"], languages)]
    choices = question["choices"]
    if len(choices) not in CHOICES:
        found.append(("choices", f"Give {CHOICES[0]} to {CHOICES[-1]} answers to choose from."))
    for number, choice in enumerate(choices):
        found += [(f"choices.{number}.{lang}", "Write the answer.") for lang in _missing(choice, languages)]
        found += [
            (f"choices.{number}.{lang}", "This answer stands there twice.")
            for lang in languages
            if _words(choice, lang) and _words(choice, lang) in [_words(other, lang) for other in choices[:number]]
        ]
    if not 0 <= question["right"] < len(choices):
        found.append(("right", "Say which answer is right."))
    return found


def _missing(words: Mapping[str, str], languages: Sequence[str]) -> list[str]:
    return [language for language in languages if not _words(words, language)]


def _words(words: Mapping[str, str], language: str) -> str:
    return (words.get(language) or "").strip()


def unanswered(questions: Sequence[Question], answers: Mapping[str, int]) -> list[str]:
    """The ids of questions without an answer, or with one that is none of the choices."""
    return [
        question["id"] for question in questions if not 0 <= answers.get(question["id"], -1) < len(question["choices"])
    ]


def wrong_among(questions: Sequence[Question], answers: Mapping[str, int]) -> list[str]:
    """The ids of the questions that were not answered rightly."""
    return [question["id"] for question in questions if answers.get(question["id"]) != question["right"]]


def languages_of(titles: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """The languages in which a bulletin can be read whole."""
    return [lang for lang in LANGUAGES if _words(titles, lang) and _words(texts, lang)]

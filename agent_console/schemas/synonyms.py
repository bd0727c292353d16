"""Words that mean the same to the search."""

from typing import Annotated

from pydantic import Field

from agent_console.schemas.base import Answer, Body, Line, Version
from knowledge_base.synonyms.service import MOST_WORDS

Words = Annotated[list[Line], Field(min_length=2, max_length=MOST_WORDS)]


class SynonymSet(Answer):
    """Each word finds what the others find."""

    id: str
    words: list[str]
    version: int


class NewSynonymSet(Body):
    words: Words


class SynonymPatch(Body):
    words: Words
    version: Version = None

"""The index as the console asks it, without the database it is read from."""

from collections.abc import Sequence

from benchmarks.searchers.collection import Text
from contactcenter.text.scripts import fold
from knowledge_base.articles.models import PUBLIC, PUBLISHED
from knowledge_base.search.filters import Filter, Row
from knowledge_base.search.memory import give_back
from knowledge_base.search.segment import Fields
from knowledge_base.search.snapshot import Part, Snapshot
from knowledge_base.search.source import SourceText

STAFF = Filter(is_staff=True)


class Product:
    name = "product"

    def build(self, texts: Sequence[Text]) -> None:
        base = Part.of(
            [
                SourceText(
                    Row(text.code, text.code, text.language, "", PUBLIC, PUBLISHED),
                    Fields(fold(text.title), fold(text.body), is_english=text.is_english),
                )
                for text in texts
            ]
        )
        give_back()
        self._index = Snapshot((base, Part.of([], base.segment.lengths)), base_number=0, number=0)

    def search(self, words: str, limit: int) -> list[str]:
        return [hit.code for hit in self._index.search(words, limit=limit, wanted=STAFF).hits]

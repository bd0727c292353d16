"""One immutable piece of the index: which texts hold a gram, and how much it counts there (BM25F).

A text has three fields (title, body, sample questions), each with its own weight and its own length normalisation.
The part of BM25F that does not depend on the other texts is computed once, when the segment is built.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.grams import SEPARATOR, CutText, Grams, cut
from knowledge_base.search.lexicon import Lexicon

# Per field: weight, and how strongly its length is normalised.
TITLE, BODY, SAMPLES = (12.0, 0.2), (1.0, 0.75), (6.0, 0.5)
FIELDS = (TITLE, BODY, SAMPLES)
# How slowly repetition stops counting. English answers repeat their words more than Chinese ones do (measured).
SATURATION, ENGLISH_SATURATION = 1.4, 3.0
# Sorting many small batches is faster than one large one, and needs less memory.
BATCH = 1000
# An impact lies between 0 and 1; a byte tells it as well as a larger number would (measured).
FULL_IMPACT = 255

# A row is kept in three bytes.
MOST_TEXTS = 1 << 24

Impacts = NDArray[np.uint8]
RowNumbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of all postings. In three bytes each they take a quarter less than as whole numbers."""

    low: NDArray[np.uint16]
    high: NDArray[np.uint8]

    @classmethod
    def empty(cls, count: int) -> "Rows":
        return cls(np.empty(count, dtype=np.uint16), np.empty(count, dtype=np.uint8))

    def put(self, places: NDArray[np.int64], rows: RowNumbers) -> None:
        self.low[places], self.high[places] = rows & 0xFFFF, rows >> 16

    def at(self, places: NDArray[np.int64] | slice) -> RowNumbers:
        return self.low[places] | self.high[places].astype(np.int32) << 16


@dataclass(frozen=True, slots=True)
class Fields:
    """The folded words of one article in one language."""

    title: str
    body: str
    samples: str = ""
    is_english: bool = False

    def __iter__(self) -> Iterator[str]:
        return iter((self.title, self.body, self.samples))


@dataclass(frozen=True, slots=True)
class Lengths:
    """The average length of each field; a second segment is measured with those of the first."""

    title: float
    body: float
    samples: float

    @classmethod
    def of(cls, texts: Sequence[Fields]) -> "Lengths":
        measured = np.array([_length_of_each(fields) for fields in texts], dtype=np.float64).reshape(len(texts), 3)
        filled = np.maximum(np.count_nonzero(measured, axis=0), 1)
        averages = np.maximum(measured.sum(axis=0) / filled, 1.0)
        return cls(*averages.tolist())


@dataclass(frozen=True, slots=True)
class Segment:
    """The postings of gram `grams[i]` stand at `starts[i]:starts[i + 1]`, ordered by row.

    `sizes` and `counts` are kept for Chinese and for English texts apart: texts there are, and texts that hold a gram.
    """

    size: int
    sizes: NDArray[np.int64]
    counts: NDArray[np.int64]
    grams: Grams
    starts: NDArray[np.int64]
    rows: Rows
    impacts: Impacts
    lengths: Lengths
    lexicon: Lexicon

    def find(self, grams: Grams) -> NDArray[np.int64]:
        """The place of each gram in `grams`, -1 where no text holds it."""
        if not len(self.grams):
            return np.full(len(grams), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.grams, grams), len(self.grams) - 1)
        return np.where(self.grams[places] == grams, places, -1)


@dataclass(frozen=True, slots=True)
class _Batch:
    """The postings of some texts, in the order of their grams; `english` counts those of English texts."""

    grams: Grams
    counts: NDArray[np.int32]
    english: NDArray[np.int32]
    rows: RowNumbers
    impacts: Impacts


class _Shelf:
    """Batches on disk between being built and being merged: the index in the making would take its room twice."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._sizes: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._sizes)

    def put(self, batch: _Batch) -> None:
        for part in (batch.grams, batch.counts, batch.english, batch.rows, batch.impacts):
            self._file.write(part.tobytes())
        self._sizes.append((len(batch.grams), len(batch.rows)))

    def __iter__(self) -> Iterator[_Batch]:
        self._file.seek(0)
        for grams, rows in self._sizes:
            yield _Batch(
                grams=self._read(np.uint32, grams),
                counts=self._read(np.int32, grams),
                english=self._read(np.int32, grams),
                rows=self._read(np.int32, rows),
                impacts=self._read(np.uint8, rows),
            )

    def _read(self, kind: type[Any], count: int) -> NDArray[Any]:
        return np.frombuffer(self._file.read(count * np.dtype(kind).itemsize), dtype=kind)


def build_segment(texts: Sequence[Fields], *, lengths: Lengths | None = None) -> Segment:
    """The index of these texts; the row of a text is its place in the list."""
    assert len(texts) < MOST_TEXTS, "more texts than rows can be numbered"
    averages = lengths or Lengths.of(texts)
    words: set[str] = set()
    with TemporaryFile(prefix="search-index-") as file:
        shelf = _Shelf(file)
        remaining = iter(texts)
        while batch := list(islice(remaining, BATCH)):
            pieces = cut(SEPARATOR.join(text for fields in batch for text in fields))
            shelf.put(_build_batch(batch, pieces, first_row=len(shelf) * BATCH, lengths=averages))
            words |= pieces.vocabulary
        grams, counts = _count(shelf)
        starts, rows, impacts = _merge(shelf, grams, counts.sum(axis=0))
    lexicon = Lexicon.of(words, lambda wanted: counts.sum(axis=0)[np.searchsorted(grams, wanted)])
    english = sum(fields.is_english for fields in texts)
    sizes = np.array([len(texts) - english, english])
    return Segment(len(texts), sizes, counts, grams, starts, rows, impacts, averages, lexicon)


def _length_of_each(fields: Fields) -> list[int]:
    # Bytes in UTF-8 put an English word (about six) and the one or two characters that say the same on one scale.
    return [len(text.encode()) for text in fields]


def _build_batch(texts: Sequence[Fields], pieces: CutText, *, first_row: int, lengths: Lengths) -> _Batch:
    # Each place of the joined text belongs to an owner: its row times three plus its field.
    sizes = [len(text) + 1 for fields in texts for text in fields]
    owner = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    keys = np.concatenate(
        [kind.grams.astype(np.uint64) << np.uint64(32) | owner[kind.places] for kind in pieces.kinds()]
    )
    keys.sort()
    first = _run_starts(keys)
    keys, frequency = keys[first], np.diff(np.append(first, len(keys)))
    owners = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    weighted = frequency * _field_factors(texts, lengths)[owners]
    # The fields of one text are added before saturation: that is the F of BM25F.
    pair = keys >> np.uint64(32) << np.uint64(32) | (owners // 3).astype(np.uint64)
    first = _run_starts(pair)
    total = np.add.reduceat(weighted, first) if len(first) else weighted
    rows = owners[first] // 3
    is_english = np.array([fields.is_english for fields in texts])[rows]
    saturation = np.where(is_english, ENGLISH_SATURATION, SATURATION)
    gram_of_posting = (pair[first] >> np.uint64(32)).astype(np.uint32)
    gram_first = _run_starts(gram_of_posting)
    return _Batch(
        grams=gram_of_posting[gram_first],
        counts=np.diff(np.append(gram_first, len(gram_of_posting))).astype(np.int32),
        english=np.add.reduceat(is_english, gram_first, dtype=np.int32) if len(rows) else np.zeros(0, np.int32),
        rows=(rows + first_row).astype(np.int32),
        impacts=np.rint(total / (saturation + total) * FULL_IMPACT).astype(np.uint8),
    )


def _field_factors(texts: Sequence[Fields], lengths: Lengths) -> NDArray[np.float64]:
    """What one occurrence counts, for each owner: the weight of its field over its relative length."""
    measured = np.array([_length_of_each(fields) for fields in texts], dtype=np.float64).reshape(len(texts), 3)
    weights, slopes = np.array(FIELDS).T
    relative = measured / np.array([lengths.title, lengths.body, lengths.samples])
    factors: NDArray[np.float64] = weights / (1 - slopes + slopes * relative)
    return factors.ravel()


def _run_starts(ordered: NDArray[np.uint64] | Grams) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))


def _count(batches: Iterable[_Batch]) -> tuple[Grams, NDArray[np.int64]]:
    """All grams, and in how many Chinese and English texts each stands."""
    grams = np.concatenate([np.zeros(0, np.uint32), *(batch.grams for batch in batches)])
    # Sorted as numbers, which takes half the time of the library's `unique`.
    grams.sort()
    grams = grams[_run_starts(grams)]
    counts = np.zeros((2, len(grams)), dtype=np.int64)
    for batch in batches:
        places = np.searchsorted(grams, batch.grams)
        counts[0, places] += batch.counts - batch.english
        counts[1, places] += batch.english
    return grams, counts


def _merge(
    batches: Iterable[_Batch], grams: Grams, counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Rows, Impacts]:
    """Put the postings of all batches behind each other, gram by gram."""
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    rows = Rows.empty(starts[-1])
    impacts = np.empty(starts[-1], dtype=np.uint8)
    free = starts[:-1].copy()
    for batch in batches:
        place = np.searchsorted(grams, batch.grams)
        own_start = np.cumsum(batch.counts) - batch.counts
        target = np.repeat(free[place] - own_start, batch.counts) + np.arange(len(batch.rows))
        rows.put(target, batch.rows)
        impacts[target] = batch.impacts
        free[place] += batch.counts
    return starts, rows, impacts

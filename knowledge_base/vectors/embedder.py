"""What turns texts into vectors: the one interface of the vector channel, chosen by the setting EMBEDDINGS."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.vectors.embeddings_url import EmbeddingsUrl
from knowledge_base.vectors.word_vectors import WordVectors

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Makes vectors."""

    @property
    def model(self) -> str:
        """What made a vector: those of another model cannot be compared with it."""
        ...

    async def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text (of zeros where it has no word that is known).

        Raises `EmbeddingError` where the model cannot be asked.
        """
        ...

    async def close(self) -> None: ...


def build_embedder(setting: str) -> Embedder | None:
    """The embedder of this setting: none, a service at `https://host#model`, or a file of word vectors.

    Raises `ConfigurationError` with what to do where the file is not one.
    """
    if not setting:
        return None
    if "://" in setting:
        return EmbeddingsUrl(setting)
    return WordVectors.read(Path(setting))

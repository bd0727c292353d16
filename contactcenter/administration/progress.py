"""How far a long command has come: one line on a terminal, written over, and nothing where nobody watches."""

import sys
from typing import TextIO

WIDTH = 32


class Progress:
    """Shows steps of work on a terminal; a file or a pipe gets none of it."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self._stream = stream
        self._is_watched = stream.isatty()
        self._shown = ""

    def show(self, what: str, done: int = 0, total: int = 0) -> None:
        """This is being done now; with a total, how much of it."""
        line = f"{what} {_bar(done, total)}" if total else f"{what} …"
        if self._is_watched and line != self._shown:
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
            self._shown = line

    def clear(self) -> None:
        """Leave an empty line for what is said next."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = ""


def _bar(done: int, total: int) -> str:
    share = min(done, total) / total
    return f"{'█' * int(WIDTH * share):░<{WIDTH}} {int(share * 100)} %"

"""Shows on a terminal how far the seeding has come; where nobody watches, nothing is drawn."""

from typing import Final, TextIO

_WIDTH: Final = 32


class ProgressBar:
    """One line that is drawn over and over. `begin` and `end` give a step its share of the whole."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shown = stream.isatty()
        self._last = -1
        self._begin, self._end, self._what = 0.0, 1.0, ""

    def step(self, what: str, begin: float, end: float) -> None:
        """From here on `advance` moves from `begin` to `end`."""
        self._begin, self._end, self._what = begin, end, what
        self.advance(0.0)

    def advance(self, share: float) -> None:
        """So much of the step is done."""
        percent = round((self._begin + (self._end - self._begin) * share) * 100)
        if not self._shown or percent == self._last:
            return
        self._last = percent
        filled = "█" * round(_WIDTH * percent / 100)
        self._stream.write(f"\r  {filled:░<{_WIDTH}} {percent:3d} %  {self._what:<24}")
        self._stream.flush()

    def finish(self) -> None:
        """Leave a clean line behind."""
        if self._shown:
            self._stream.write("\r\033[K")
            self._stream.flush()

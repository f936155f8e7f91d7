"""What a progress bar shows of work whose length is known: the share that is done, the rate, the time left."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from rich.progress import ProgressColumn, Task
from rich.text import Text

__all__ = ["Meter", "ShareColumn"]


class Meter:
    """How far a stage is, read off what it goes through.

    :param what: one file being read (``read`` and ``size`` in bytes), or statements being written (``done`` and ``by_subject``)
    """

    def __init__(self, what: Sequence[Any]) -> None:
        self._what = what
        self._begun = time.monotonic()

    def far(self) -> tuple[int, int, str]:
        """Give what is done, what there is in all (0 where nobody knows), and the unit."""
        first = self._what[0]
        if hasattr(first, "read"):
            return first.read, first.size, "MB"
        return sum(each.done for each in self._what), sum(len(each.by_subject) for each in self._what), "subjects"

    def line(self) -> str:
        """Give share, rate and time left in a few words."""
        done, total, unit = self.far()
        rate = done / max(time.monotonic() - self._begun, 0.001)
        if unit == "MB":
            shown = f"{done / 1e6:.0f} MB" if not total else f"{done / 1e6:.0f} of {total / 1e6:.0f} MB"
            speed = f"{rate / 1e6:.1f} MB/s"
        else:
            shown, speed = f"{done:,} of {total:,} {unit}", f"{rate:,.0f}/s"
        if not total or not rate:
            return f"{shown}  {speed}"
        left = max(0, round((total - done) / rate))
        return f"{shown}  {100 * done // total} %  {speed}  {left // 60}:{left % 60:02} left"


class ShareColumn(ProgressColumn):
    """The column of a bar that shows a :class:`Meter`."""

    def render(self, task: Task) -> Text:
        """Give the meter's line, or nothing where the length of a stage is unknown."""
        meter = task.fields.get("meter")
        return Text(meter.line() if meter else "", style="progress.percentage")

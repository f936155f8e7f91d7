"""How much memory a file will take, and how much there is: said before the work begins, not when it fails.

The factors were measured (``tests/benchmarks/RESULTS.md``): peak memory of a whole process for each byte of the file.
"""

from __future__ import annotations

import os
from pathlib import Path

from glosskos.errors import GlosskosError

__all__ = ["CHECKED", "TooLarge", "available", "check_capacity", "check_room", "needed"]

# Bytes of memory a byte of the file, for reading it and writing it in order; Turtle says most in the fewest bytes.
_FACTORS = {"TURTLE": 7.0, "TRIG": 7.0, "N3": 7.0, "N_TRIPLES": 3.5, "N_QUADS": 3.5, "RDF_XML": 4.5, "JSON_LD": 6.0}
_PACKED = 8  # a gzip file of RDF unpacks to about as many times its size
_BASE = 60 << 20  # the interpreter and what it has loaded
_UNLIMITED = 1 << 60
CHECKED = 2.5  # the work of checking, with SHACL and queries, against that of reading and writing
# What checking takes once the file is read: a statement, and a concept on which two faults are found.
_STATEMENT, _CONCEPT = 500, 2000


class TooLarge(GlosskosError):
    """A file needs more memory than there is."""


def needed(size: int, syntax: str | None, packed: bool = False, work: float = 1.0) -> int:
    """Give the bytes of memory that a file of ``size`` bytes takes.

    :param syntax: as pyoxigraph calls it
    :param packed: whether it is compressed
    :param work: how much more than reading and writing is to be done: 1 is that alone
    """
    return int(_BASE + size * (_PACKED if packed else 1) * _FACTORS.get(syntax or "TURTLE", 7.0) * work)


def available() -> int:
    """Give the bytes of memory that this process may still take: the machine's, its group's and its own bound, whichever is least."""
    return min(_machine(), _group(), _own())


def _number(path: str) -> int | None:
    try:
        return int(Path(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _machine() -> int:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return _UNLIMITED


def _group() -> int:
    """The bound of the control group (version 2, then 1), less what it has taken."""
    for bound, taken in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        limit = _number(bound)
        if limit is not None:
            return max(0, limit - (_number(taken) or 0))
    return _UNLIMITED


def _own() -> int:
    """The bound that ``ulimit -v`` sets, less what the process has taken."""
    try:
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    except (ImportError, OSError):
        return _UNLIMITED
    if limit == resource.RLIM_INFINITY:
        return _UNLIMITED
    try:
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        taken = 0
    return max(0, limit - taken)


def check_capacity(path: Path, syntax: str | None, work: float = 1.0, instead: str = "") -> None:
    """Make sure that a file will fit in memory.

    :param path: a file; of a pipe nothing is known beforehand
    :param work: see :func:`needed`
    :param instead: what to do where it does not fit
    :raises TooLarge: with what it would need and what there is
    """
    if not path.is_file():
        return
    size = path.stat().st_size
    need, there = needed(size, syntax, path.suffix.lower() == ".gz", work), available()
    if need > there:
        raise TooLarge(
            f"{path}: {_human(size)}, would need about {_human(need)} of memory, and {_human(there)} are available"
            + (f"; {instead}" if instead else "")
        )


def check_room(name: str, statements: int, concepts: int) -> None:
    """Make sure that what was read can be checked in the memory that is left.

    :param name: the file, as the user named it
    :raises TooLarge: with what it would need and what there is
    """
    need, there = statements * _STATEMENT + concepts * _CONCEPT, available()
    if need > there:
        raise TooLarge(
            f"{name}: {statements:,} statements about {concepts:,} concepts; checking them would need about {_human(need)} of memory, "
            f"and {_human(there)} are available"
        )


def _human(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"

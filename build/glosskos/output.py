"""Outputs that are whole or not there: a file, or a folder that is exchanged: written beside the target, put in its place when all is done.

Killed at any moment, the old folder or the new one stands; what a killed run left beside it is cleared by the next. A lock on the
temporary folder tells a run that still writes from one that was killed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

from glosskos import __version__
from glosskos.errors import TargetError

__all__ = [
    "MANIFEST",
    "NOT_FOR_PUBLICATION",
    "check_target",
    "exchanged",
    "is_build",
    "read_manifest",
    "sha256",
    "write_manifest",
    "write_whole",
    "written",
]

MANIFEST = "manifest.json"
NOT_FOR_PUBLICATION = "not for publication: holds quotations that belong to their publishers"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def sha256(path: Path) -> str:
    """Give a file's SHA-256 as hexadecimal digits."""
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Give the manifest of an output of ours; None where there is none."""
    import json

    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and str(found.get("generator", "")).startswith("glosskos ") else None


def write_manifest(folder: Path, about: Mapping[str, Any], counts: Mapping[str, int] = MappingProxyType({})) -> None:
    """Write the manifest of an output: what it is, and every file in it with its size, SHA-256 and number of triples.

    :param about: what stands before the files
    :param counts: the triples of those files that hold some, by their names
    """
    import json

    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    files = {
        name: {
            "sha256": sha256(path),
            "bytes": path.stat().st_size,
            **({"triples": counts[name]} if name in counts else {}),
        }
        for name, path in paths.items()
    }
    manifest = {"generator": f"glosskos {__version__}", **about, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def is_build(folder: Path) -> bool:
    """Tell whether a folder is an output of ours."""
    return read_manifest(folder) is not None


def check_target(target: Path) -> None:
    """Make sure that a folder may be replaced.

    :raises TargetError: if it is a file, or a folder that holds something other than an output of ours
    """
    if target.is_symlink() and not target.exists():
        raise TargetError(f"{target}: a broken symbolic link")
    if not target.exists():
        return
    if not target.is_dir():
        raise TargetError(f"{target}: a file; name a folder for the output")
    if not any(target.iterdir()):
        return
    manifest = read_manifest(target)
    if manifest is None:
        raise TargetError(
            f"{target}: holds something that glosskos has not made (no {MANIFEST} of ours); name another folder"
        )
    known = {MANIFEST, *manifest.get("files", {})}
    foreign = sorted(
        str(path.relative_to(target))
        for path in target.rglob("*")
        if path.is_file() and path.relative_to(target).as_posix() not in known
    )
    if foreign:
        raise TargetError(
            f"{target}: holds files that glosskos has not made ({', '.join(foreign[:3])}); move them away first"
        )


@contextmanager
def exchanged(target: Path) -> Iterator[Path]:
    """Give a temporary folder beside ``target``; put it in the target's place when the block ends without an error.

    :raises TargetError: if nothing can be written there, or the disk is full
    """
    import shutil
    import tempfile

    target = Path(os.path.realpath(target))
    check_target(target)
    parent = target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        _clear(target)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}.glosskos-", dir=parent))
    except OSError as error:
        raise TargetError(f"{target}: cannot be written: {error.strerror or error}") from None
    lock = _lock(work)
    try:
        yield work
        work.chmod(0o755)
        _swap(work, target)
    except OSError as error:
        raise TargetError(f"{target}: cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if lock is not None:
            os.close(lock)


@contextmanager
def written(target: Path) -> Iterator[IO[bytes]]:
    """Give a file to write; it stands in ``target``'s place when the block ends without an error, and is nowhere otherwise.

    Where the system can, the file has no name until then: a run that is killed leaves nothing.

    :raises TargetError: if nothing can be written there, or the disk is full
    """
    if target.is_dir():
        raise TargetError(f"{target}: a folder; name a file for the output")
    if target.exists() and not target.is_file():  # a pipe, /dev/null: nothing to exchange
        with target.open("wb") as plain:
            yield plain
        return
    target = Path(os.path.realpath(target))
    name = target.with_name(f".{target.name}.glosskos-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        nameless = True
        try:
            descriptor = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
        except (AttributeError, OSError):
            nameless = False
            descriptor = os.open(name, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o666)
        with os.fdopen(descriptor, "wb", buffering=1 << 20) as file:
            try:
                yield file
                file.flush()
                if nameless:
                    with suppress(FileNotFoundError):
                        name.unlink()
                    # Naming a folder makes Python call linkat, which alone follows the link; the path is absolute all the same.
                    os.link(f"/proc/self/fd/{descriptor}", name, src_dir_fd=descriptor, follow_symlinks=True)
                if target.exists():  # a file keeps its permissions
                    name.chmod(target.stat().st_mode & 0o7777)
                name.replace(target)
            except BaseException:
                with suppress(OSError):
                    name.unlink()
                raise
    except OSError as error:
        raise TargetError(f"{target}: cannot be written: {error.strerror or error}") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write one file, all or nothing (:func:`written`).

    :raises TargetError: if it is a folder, or nothing can be written there
    """
    with written(path) as file:
        file.write(data)


def _lock(folder: Path) -> int | None:
    """Hold a lock on a folder; None where the system has none for folders."""
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return None
    return descriptor


def _clear(target: Path) -> None:
    """Remove what killed runs left beside the target; put an output back that was moved aside and never replaced."""
    import shutil

    for left in sorted(target.parent.glob(f".{target.name}.glosskos-*")):
        lock = _lock(left)
        if lock is None:
            continue  # another run is writing it
        if not target.exists() and read_manifest(left) is not None and left.name.endswith("-old"):
            left.rename(target)
        else:
            shutil.rmtree(left, ignore_errors=True)
        os.close(lock)


def _swap(work: Path, target: Path) -> None:
    """Put ``work`` in the place of ``target``, in one step where the system can exchange two names."""
    if not target.exists():
        work.rename(target)
    elif not _exchange(work, target):
        import shutil

        aside = Path(f"{work}-old")
        target.rename(aside)
        try:
            work.rename(target)
        except OSError:
            with suppress(OSError):
                aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two names at once (renameat2 of Linux); tell whether it was done."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    status: int = library.renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return status == 0

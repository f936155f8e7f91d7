"""Where records, queries and shapes lie: in a checkout, in the installed package, or where the user says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from glosskos.errors import GlosskosError

__all__ = ["RecordsPlace", "data_dir", "find_records", "queries_dir"]

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class RecordsPlace:
    """A folder of records and how it was found (``--records``, ``./ontology`` or ``the package``)."""

    path: Path
    found: str


def data_dir() -> Path:
    """Give the folder that holds ``ontology/`` and ``queries/``: the wheel's data, else the checkout."""
    shipped = _PACKAGE / "data"
    return shipped if shipped.is_dir() else _PACKAGE.parent.parent


def queries_dir() -> Path:
    """Give the folder of the ready-made queries."""
    return data_dir() / "queries"


def find_records(explicit: Path | None = None, here: Path | None = None) -> RecordsPlace:
    """Find the records: those the user names, else ``./ontology``, else the ones in the package.

    :param explicit: the folder given with ``--records``
    :param here: the folder to look for ``ontology/`` in; the current one by default
    :raises GlosskosError: if the named folder is no folder of records
    """
    if explicit is not None:
        if not explicit.is_dir():
            raise GlosskosError(f"{explicit}: no such folder of records")
        if not (explicit / "scheme.yaml").is_file():
            raise GlosskosError(f"{explicit}: holds no scheme.yaml, so it is no folder of records")
        return RecordsPlace(explicit, "--records")
    local = (here or Path()) / "ontology"
    if (local / "scheme.yaml").is_file():
        return RecordsPlace(local, "./ontology")
    return RecordsPlace(data_dir() / "ontology", "the package")

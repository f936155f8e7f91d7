"""glosskos: glossaries in, one SKOS thesaurus out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glosskos.api import Vocabulary

__all__ = ["__version__", "load"]

__version__ = "0.1.0"


def load(data: str | Path | None = None, records: str | Path | None = None) -> Vocabulary:
    """Load a vocabulary to search, look up and query: the records, or any SKOS file (:func:`glosskos.api.load`)."""
    from glosskos.api import load as load_vocabulary

    return load_vocabulary(data, records)

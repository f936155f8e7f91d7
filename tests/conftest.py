"""What all tests share: where the records and the real documents are, and small records to build from."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from stores import Store

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "ontology"


if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A test run in the background ignores SIGINT, and so would the commands that are started here to be interrupted.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def need(found: object, what: str) -> None:
    """Skip by name where a user's machine lacks something; on CI nothing may be lacking."""
    if found:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is not here")


@pytest.fixture(scope="session")
def records() -> Path:
    """The folder of the real records."""
    return RECORDS


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the five documents, which is beside the repository and never in it."""
    folder = ROOT.parent / "shared" / "documents"
    need(folder.is_dir(), "../shared/documents")
    return folder


@pytest.fixture(scope="session")
def thesaurus():
    """The real thesaurus."""
    from glosskos.thesaurus import load_thesaurus

    return load_thesaurus(RECORDS)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, records: Path) -> Path:
    """A build of the real records, to be read; who spoils it takes a copy."""
    from glosskos.pipeline import build

    out = tmp_path_factory.mktemp("built") / "dist"
    result = build(records, out)
    assert result.written and result.exit_status == 0 and not result.report.findings
    return out


@pytest.fixture(scope="module")
def as_written() -> Iterator[None]:
    """Let rdflib keep ``1`` and ``01``, ``1`` and ``true`` apart, as RDF does."""
    import rdflib

    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    yield
    rdflib.NORMALIZE_LITERALS = before


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the real records, to be spoilt."""
    return Path(shutil.copytree(RECORDS, tmp_path / "ontology"))


@pytest.fixture(scope="session")
def server():
    """The real records, served by ``glosskos serve`` at a free port (a :class:`serving.Server`)."""
    from serving import serving

    with serving("--records", str(RECORDS)) as running:
        yield running


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[Store]:
    """An oxigraph server for the whole run (``stores.py``): graphs are the tests' own, the default graph stays empty."""
    from stores import start_oxigraph

    with start_oxigraph() as store:
        yield store


@pytest.fixture(scope="session")
def virtuoso() -> Iterator[Store]:
    """A Virtuoso server for the whole run (``stores.py``)."""
    from stores import start_virtuoso

    with start_virtuoso() as store:
        yield store


# Those of tests/site need what is above; a conftest of their own would take the name of this one.
from site_fixtures import (  # noqa: E402
    address,  # noqa: F401
    axe,  # noqa: F401
    chromium,  # noqa: F401
    hostile,  # noqa: F401
    hostile_address,  # noqa: F401
    site,  # noqa: F401
    visits,  # noqa: F401
)

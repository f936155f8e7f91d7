"""Quality queries: what SHACL Core cannot say, asked in SPARQL; a row is a problem (``queries/quality/*.rq``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from glosskos.errors import GlosskosError
from glosskos.interrupts import attended
from glosskos.locator import queries_dir
from glosskos.namespaces import GK
from glosskos.terms import Triple, to_ntriples, value_of
from glosskos.validation.findings import Finding
from glosskos.validation.projection import projected, seen_by_queries

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["QualityQuery", "quality_queries", "run"]


@dataclass(frozen=True, slots=True)
class QualityQuery:
    """A query whose head (``#+``, YAML) says its family, the problem in French and English, the principle and the solution.

    How bad a row is stands in the profiles and not in the query, so that a query can serve where a team judges otherwise.
    """

    name: str
    family: str
    text: str
    problem: tuple[tuple[str, str], ...]
    principle: str
    solution: str

    @property
    def iri(self) -> str:
        """The IRI by which reports name it."""
        return f"{GK}{self.name}"


def quality_queries(folder: Path | None = None) -> list[QualityQuery]:
    """Read all quality queries.

    :raises GlosskosError: if a head lacks a key
    """
    import yaml

    found = []
    for path in sorted((folder or queries_dir() / "quality").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        head = yaml.safe_load("\n".join(line[2:] for line in text.splitlines() if line.startswith("#+"))) or {}
        try:
            problem = tuple(sorted(head["problem"].items()))
            found.append(QualityQuery(path.stem, head["family"], text, problem, head["principle"], head["solution"]))
        except KeyError as error:
            raise GlosskosError(f"{path}: its head lacks {error}") from None
    return found


def run(triples: Iterable[Triple], queries: Iterable[QualityQuery]) -> Iterator[Finding]:
    """Ask quality queries of a graph; each gives ``?focus``, and ``?path`` and ``?value`` where it can.

    The severity of the findings is ``Warning`` until a profile says otherwise.
    """
    queries = list(queries)
    if not queries:
        return
    from pyoxigraph import RdfFormat, Store

    store = Store()
    seen = projected(triples, seen_by_queries(query.text for query in queries))
    attended(partial(store.bulk_load, to_ntriples(seen).encode(), format=RdfFormat.N_TRIPLES))
    for query in queries:
        for focus, path, value in attended(partial(_rows, store, query)):
            yield Finding("Warning", query.iri, focus, path, value, query.problem)


def _rows(store: Store, query: QualityQuery) -> list[tuple[str, str, str]]:
    """Give focus, path and value of every row; the solutions themselves stay in the thread that asked for them."""
    from pyoxigraph import QuerySolutions

    solutions = store.query(query.text)
    assert isinstance(solutions, QuerySolutions), f"{query.name} is no SELECT"
    names = {variable.value for variable in solutions.variables}
    return [
        (
            value_of(str(row["focus"])),
            value_of(str(row["path"])) if "path" in names else "",
            str(row["value"]) if "value" in names else "",
        )
        for row in solutions
    ]

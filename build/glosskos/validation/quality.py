"""Quality queries: what SHACL Core cannot say, asked in SPARQL; a row is a problem (``queries/quality/*.rq``)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from glosskos.errors import GlosskosError
from glosskos.locator import queries_dir
from glosskos.namespaces import GK
from glosskos.terms import Triple, to_ntriples, value_of
from glosskos.validation.findings import Finding

__all__ = ["QualityQuery", "quality_queries", "run"]

# How bad a row is, said here and not in the query, so that a query can serve where a team judges otherwise.
_SEVERITY = {"shared-label": "Violation"}


@dataclass(frozen=True, slots=True)
class QualityQuery:
    """A query whose head (``#+``, YAML) says the problem in French and English, the principle and the solution."""

    name: str
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
            found.append(QualityQuery(path.stem, text, problem, head["principle"], head["solution"]))
        except KeyError as error:
            raise GlosskosError(f"{path}: its head lacks {error}") from None
    return found


def run(
    triples: Iterable[Triple], explained: Collection[tuple[str, str]] = (), folder: Path | None = None
) -> Iterator[Finding]:
    """Ask every quality query of a graph.

    Each gives ``?focus``, and ``?path`` and ``?value`` where it can.

    :param explained: pairs of focus IRI and value text that the records explain
    """
    from pyoxigraph import QuerySolutions, RdfFormat, Store

    store = Store()
    store.bulk_load(to_ntriples(triples).encode(), format=RdfFormat.N_TRIPLES)
    for query in quality_queries(folder):
        solutions = store.query(query.text)
        assert isinstance(solutions, QuerySolutions), f"{query.name} is no SELECT"
        names = {variable.value for variable in solutions.variables}
        for row in solutions:
            value = str(row["value"]) if "value" in names else ""
            focus = value_of(str(row["focus"]))
            if (focus, value_of(value) if value else "") in explained:
                continue
            path = value_of(str(row["path"])) if "path" in names else ""
            yield Finding(_SEVERITY.get(query.name, "Warning"), query.iri, focus, path, value, query.problem)

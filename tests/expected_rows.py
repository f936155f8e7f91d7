"""The expected rows of the ready-made queries: ``tests/queries/<name>.csv``, one file a query.

A file is in the CSV results form of SPARQL 1.1 with LF line ends, its rows in the query's order; a graph has the columns subject,
predicate and object, in terms as N-Triples writes them, sorted. ``python tests/expected_rows.py [NAME…]`` writes them anew from the
real records; read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from glosskos.queries import Names, ReadyQuery, Result, bind, evaluate, filled, query_graph, ready_queries, store_of
from glosskos.terms import value_of
from glosskos.thesaurus import load_thesaurus

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "tests" / "queries"

Table = tuple[list[str], list[list[str]]]


def table_of(result: Result) -> Table:
    """Give a result as columns and rows of text."""
    names, rows = result.table()
    if result.form == "CONSTRUCT":
        return list(names), sorted(list(row) for row in rows)
    return list(names), [["" if term is None else value_of(term) for term in row] for row in rows]


def text_of(query: ReadyQuery, **values: str) -> str:
    """Give a query with its parameters filled in: the values given, the defaults for the others."""
    return filled(query, bind(query, values, Names()))


def expected(name: str) -> Table:
    """Read the expected rows of a query."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, rows


def main(names: list[str]) -> None:
    """Write the expected rows of these queries, or of all."""
    queries = ready_queries(ROOT / "queries")
    store = store_of(query_graph(load_thesaurus(ROOT / "ontology")))
    for name in names or queries:
        columns, rows = table_of(evaluate(store, text_of(queries[name])))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
        (HERE / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8")
        print(f"{name}: {len(rows)} rows")


if __name__ == "__main__":
    main(sys.argv[1:])

"""One job for every size: parse Turtle, close, validate (engine ``shacl``, SKOS family), write Turtle, N-Triples, RDF/XML, JSON-LD.

``python tests/benchmarks/job.py FILE FOLDER [--stages]``. What is written is what skosify writes too: the file's statements, and the
inverse, symmetric and class statements that SKOS entails; the super-properties (transitives, semanticRelation, mappingRelation) are
entailed and validated, not written.
"""

from __future__ import annotations

import gc
import itertools
import sys
import time
from pathlib import Path

from glosskos.closure import close_for_checks
from glosskos.conversion import read_statements, write_files
from glosskos.namespaces import SKOS
from glosskos.rdfinput import RdfInput
from glosskos.validation import validate

SUPER = {
    f"<{SKOS}{name}>" for name in ("broaderTransitive", "narrowerTransitive", "semanticRelation", "mappingRelation")
}
FORMATS = ("ttl", "nt", "rdf", "jsonld")


def main() -> None:
    """Do the job; exit with 1 where there are findings."""
    gc.disable()
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    stages: list[tuple[str, float]] = [("start", time.process_time())]

    def done(stage: str) -> None:
        stages.append((stage, time.process_time()))

    found = read_statements(RdfInput(source, relabel=True))
    done("parse")
    graph = found.merged()
    asserted = list(graph)
    entailed = close_for_checks(graph)
    done("close")
    report = validate(asserted, entailed, ("skos",), "shacl")
    done("validate")
    del asserted
    graph.add([triple for triple in entailed if triple[1] not in SUPER])
    del entailed
    for name in FORMATS:
        write_files(found, [(folder / f"out.{name}", name)])
        done(f"write {name}")
    if "--stages" in sys.argv:
        for (_, before), (stage, after) in itertools.pairwise(stages):
            print(f"{stage:12} {after - before:8.2f}")
    print(f"{len(report.findings)} findings")
    sys.exit(bool(report.findings))


if __name__ == "__main__":
    main()

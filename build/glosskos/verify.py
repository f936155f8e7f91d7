"""Reference engines beside ours: rdflib and pyoxigraph on every syntax, owlrl and networkx on the closure, both SHACL engines.

Slow on purpose; ``build --verify`` fails on any difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from glosskos.errors import GlosskosError
from glosskos.namespaces import SKOS
from glosskos.terms import Triple, is_literal, parse_rdf
from glosskos.validation import ENGINES, SKOS_ONLY
from glosskos.validation.engines import shape_files, shapes_of, to_rdflib

__all__ = ["VerificationFailed", "owlrl_closure", "verify"]

# The axioms of SKOS that OWL RL can say (SKOS Reference, S6 to S8, S19 to S26, S39 to S45).
AXIOMS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
skos:topConceptOf rdfs:subPropertyOf skos:inScheme ; owl:inverseOf skos:hasTopConcept .
skos:hasTopConcept rdfs:domain skos:ConceptScheme ; rdfs:range skos:Concept .
skos:inScheme rdfs:range skos:ConceptScheme .
skos:semanticRelation rdfs:domain skos:Concept ; rdfs:range skos:Concept .
skos:broaderTransitive rdfs:subPropertyOf skos:semanticRelation ; a owl:TransitiveProperty ; owl:inverseOf skos:narrowerTransitive .
skos:narrowerTransitive rdfs:subPropertyOf skos:semanticRelation ; a owl:TransitiveProperty .
skos:related rdfs:subPropertyOf skos:semanticRelation ; a owl:SymmetricProperty .
skos:broader rdfs:subPropertyOf skos:broaderTransitive ; owl:inverseOf skos:narrower .
skos:narrower rdfs:subPropertyOf skos:narrowerTransitive .
skos:mappingRelation rdfs:subPropertyOf skos:semanticRelation .
skos:closeMatch rdfs:subPropertyOf skos:mappingRelation ; a owl:SymmetricProperty .
skos:exactMatch rdfs:subPropertyOf skos:closeMatch ; a owl:SymmetricProperty , owl:TransitiveProperty .
skos:broadMatch rdfs:subPropertyOf skos:mappingRelation , skos:broader ; owl:inverseOf skos:narrowMatch .
skos:narrowMatch rdfs:subPropertyOf skos:mappingRelation , skos:narrower .
skos:relatedMatch rdfs:subPropertyOf skos:mappingRelation , skos:related ; a owl:SymmetricProperty .
skos:OrderedCollection rdfs:subClassOf skos:Collection .
skos:member rdfs:domain skos:Collection .
skos:memberList rdfs:domain skos:OrderedCollection .
"""


class VerificationFailed(GlosskosError):
    """A reference engine gives another result than ours."""


def owlrl_closure(triples: Iterable[Triple]) -> set[Triple]:
    """Give the closure of a graph under :data:`AXIOMS`, by owlrl: the triples of SKOS properties and classes."""
    import owlrl
    from rdflib import RDF, Graph, URIRef

    graph = to_rdflib(triple for triple in triples if not is_literal(triple[2]))
    graph.parse(data=AXIOMS, format="turtle")
    axioms = {(s, p, o) for s, p, o in Graph().parse(data=AXIOMS, format="turtle")}
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return {
        (subject.n3(), predicate.n3(), value.n3())
        for subject, predicate, value in graph
        if isinstance(value, URIRef)
        and not str(subject).startswith(SKOS)
        and (subject, predicate, value) not in axioms
        and (str(predicate).startswith(SKOS) or (predicate == RDF.type and str(value).startswith(SKOS)))
    }


def verify(
    triples: Sequence[Triple],
    entailed: Sequence[Triple],
    folder: Path,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[str, ...]:
    """Hold a build against the reference engines; give what was found alike.

    :param folder: the written data files
    :raises VerificationFailed: with the first few differences of every kind
    """
    differences: list[str] = []
    for check in (
        _syntaxes(triples, folder, progress),
        _closure(triples, entailed, progress),
        _shacl(triples, entailed, progress),
    ):
        differences += check
    if differences:
        raise VerificationFailed("the engines differ:\n" + "\n".join(differences))
    shacl = "pyshacl and shacl find alike" if _has_shacl() else "SHACL engines not compared (extra 'fast')"
    return ("rdflib and pyoxigraph read the same in every syntax", "owlrl and networkx close alike", shacl)


def _has_shacl() -> bool:
    """Tell whether there is a second SHACL engine to compare with."""
    from importlib.util import find_spec

    return find_spec("shacl") is not None


def _differences(name: str, ours: set[Triple], theirs: set[Triple]) -> Iterator[str]:
    for what, found in (("ours only", ours - theirs), ("theirs only", theirs - ours)):
        if found:
            yield f"{name}: {len(found)} triples {what}, such as {' '.join(min(found))[:200]}"


def _syntaxes(triples: Sequence[Triple], folder: Path, progress: Callable[[str], None]) -> Iterator[str]:
    from rdflib import Dataset, Graph

    ours = set(triples)
    expected = to_rdflib(triples)
    for suffix, name in ((".ttl", "turtle"), (".jsonld", "json-ld"), (".rdf", "xml"), (".nt", "nt"), (".trig", "trig")):
        path = folder / f"thesaurus{suffix}"
        progress(f"reading {path.name} with pyoxigraph and rdflib")
        yield from _differences(f"{path.name} by pyoxigraph", ours, set(parse_rdf(path)))
        if name == "trig":
            graph: set[object] = {quad[:3] for quad in Dataset().parse(path, format=name).quads()}
        else:
            graph = set(Graph().parse(path, format=name))
        if graph != set(expected):
            yield f"{path.name} by rdflib: {len(graph ^ set(expected))} triples differ"


def _closure(triples: Sequence[Triple], entailed: Sequence[Triple], progress: Callable[[str], None]) -> Iterator[str]:
    import networkx

    progress("closing with owlrl")
    closed = {*triples, *entailed}
    named = {
        triple for triple in closed
        if not is_literal(triple[2]) and not triple[0].startswith(f"<{SKOS}")
        and (triple[1].startswith(f"<{SKOS}") or triple[2].startswith(f"<{SKOS}"))
        and (triple[1].startswith(f"<{SKOS}") or triple[1].endswith("#type>"))
    }  # fmt: skip
    yield from _differences("closure by owlrl", named, owlrl_closure(triples))
    progress("walking the hierarchy with networkx")
    broader, transitive = f"<{SKOS}broader>", f"<{SKOS}broaderTransitive>"
    network = networkx.DiGraph((subject, value) for subject, predicate, value in closed if predicate == broader)
    # By way of the parents: `descendants` leaves out the node itself, which on a circle is its own ancestor.
    reached = {
        (node, above)
        for node in network
        for parent in network[node]
        for above in (parent, *networkx.descendants(network, parent))
    }
    yield from _differences(
        "ancestors by networkx",
        {triple for triple in closed if triple[1] == transitive},
        {(node, transitive, above) for node, above in reached},
    )


def _shacl(triples: Sequence[Triple], entailed: Sequence[Triple], progress: Callable[[str], None]) -> Iterator[str]:
    if not _has_shacl():
        progress("SHACL engines not compared: the extra 'fast' is not installed")
        return
    progress("comparing the SHACL engines")
    for name, graph, families in (("asserted", triples, None), ("closed", [*triples, *entailed], SKOS_ONLY)):
        shapes = shapes_of(shape_files(families))
        ours, theirs = (
            {(each.focus, each.shape, each.severity) for each in ENGINES[engine](graph, shapes)}
            for engine in ("pyshacl", "shacl")
        )
        if ours != theirs:
            yield f"SHACL on the {name} graph: {sorted(ours ^ theirs)[:3]}"

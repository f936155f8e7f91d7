"""Any SKOS file as a Thesaurus, so that the commands that look at ours look at others too (``--data FILE``)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from glosskos.errors import DocumentError, EmptyFile
from glosskos.model import (
    Agent,
    Concept,
    Entry,
    Link,
    Scheme,
    Source,
    SourcedDefinition,
    Status,
    Theme,
    Thesaurus,
)
from glosskos.namespaces import SKOS, expand, other_skos, prefixed
from glosskos.ordering import Ordered
from glosskos.terms import Term, Triple, iri, is_literal, language_of, parse_rdf, value_of

__all__ = ["check_skos", "read_skos", "thesaurus_of"]

_TYPE, _CONCEPT, _IN_SCHEME = iri("rdf:type"), iri("skos:Concept"), iri("skos:inScheme")


def read_skos(path: Path) -> Thesaurus:
    """Read a SKOS file.

    :raises DocumentError: if it is no RDF, or holds no ``skos:Concept``
    """
    return thesaurus_of(list(parse_rdf(path)), str(path))


def check_skos(triples: Collection[Triple], name: str, blank: bool = False) -> None:
    """Make sure that there is a concept.

    :param blank: whether one without an IRI is enough
    :raises EmptyFile: if there is no statement at all
    :raises DocumentError: if there is no concept; it says what is there instead, where that looks like SKOS
    """
    if not any(
        value == _CONCEPT and predicate == _TYPE and (blank or subject[0] == "<")
        for subject, predicate, value in triples
    ):
        raise EmptyFile(name) if not triples else DocumentError(f"{name}: {_instead(triples)}")


def _instead(triples: Collection[Triple]) -> str:
    """Say why there is no concept in what may be meant to be SKOS."""
    labelled: set[Term] = set()
    other = ""
    for subject, predicate, value in triples:
        if value == _CONCEPT and predicate == _TYPE:
            return "its concepts have no IRI, they are blank nodes: give each an http or https IRI"
        if predicate.startswith(f"<{SKOS}") and predicate != _IN_SCHEME:
            labelled.add(subject)
        other = other or next((found for term in (predicate, value) if (found := other_skos(term))), "")
    if other:
        return f"holds no skos:Concept; its terms are in <{other}>, and the namespace of SKOS is <{SKOS}>"
    if labelled:
        first = prefixed(value_of(min(labelled)))
        return (
            f"holds no skos:Concept; {len(labelled)} {'node has' if len(labelled) == 1 else 'nodes have'} properties of SKOS "
            f"and {'does' if len(labelled) == 1 else 'do'} not say what {'it is' if len(labelled) == 1 else 'they are'} "
            f"(rdf:type): {first}{', …' if len(labelled) > 1 else ''}"
        )
    return "holds no skos:Concept; is it a SKOS file?"


class _View:
    """Values of a subject, by prefixed name of the property."""

    def __init__(self, properties: Mapping[Term, list[Term]]) -> None:
        self._properties = properties

    def terms(self, name: str) -> list[Term]:
        return sorted(set(self._properties.get(iri(name), ())))

    def iris(self, name: str) -> list[str]:
        return [value_of(term) for term in self.terms(name) if not is_literal(term)]

    def one(self, name: str) -> str:
        return next((value_of(term) for term in self.terms(name)), "")

    def text(self, name: str) -> dict[str, str]:
        """Give one literal a language, French first; a literal without a language counts as ``und``."""
        found: dict[str, str] = {}
        for term in self.terms(name):
            if is_literal(term):
                found.setdefault(language_of(term) or "und", value_of(term))
        return dict(sorted(found.items(), key=lambda item: (item[0] != "fr", item[0] != "en", item[0])))

    def texts(self, name: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for term in self.terms(name):
            if is_literal(term):
                found.setdefault(language_of(term) or "und", []).append(value_of(term))
        return {language: tuple(values) for language, values in found.items()}


def thesaurus_of(triples: list[Triple], name: str = "the graph") -> Thesaurus:
    """Make a Thesaurus from the triples of any SKOS vocabulary.

    A concept's slug is the rest of its IRI after the base that all concepts share. Reasons of links, which only our records have,
    are empty; sourced definitions and entries are read where the vocabulary has them (DESIGN.md, RDF).

    :raises DocumentError: if there is no concept in it
    """
    ordered = Ordered(triples)
    subjects = {subject: ordered.properties(subject) for subject in ordered.by_subject}
    views = {subject: _View(properties) for subject, properties in subjects.items()}

    def having(kind: str) -> list[Term]:
        wanted = iri(kind)
        return sorted(
            (subject for subject, properties in subjects.items() if wanted in properties.get(_TYPE, ())), key=value_of
        )

    check_skos(triples, name)
    concept_terms = [term for term in having("skos:Concept") if term[0] == "<"]
    base = _base([value_of(term) for term in concept_terms])
    slugs = {value_of(term): value_of(term)[len(base) :] for term in concept_terms}
    parents = _broader(views, slugs)
    themes = {value_of(term): views[term] for term in having("skos:Collection")}
    member_of: dict[str, list[str]] = {}
    for theme, view in themes.items():
        for member in view.iris("skos:member"):
            member_of.setdefault(member, []).append(_local(theme))
    entries = {_tail(value_of(term)): _entry(value_of(term), views[term], slugs) for term in having("gk:Entry")}
    concepts = {
        slugs[value_of(term)]: _concept(value_of(term), views[term], slugs, parents, member_of.get(value_of(term), []))
        for term in concept_terms
    }
    return Thesaurus(
        scheme=_scheme(next(iter(having("skos:ConceptScheme")), ""), views, base),
        sources={
            _local(value_of(term)): _source(value_of(term), views[term], views)
            for term in having("dct:BibliographicResource")
        },
        entries=entries,
        concepts=_once(concepts),
        themes={
            _local(theme): Theme(_local(theme), view.text("skos:prefLabel"), view.text("skos:definition"), theme)
            for theme, view in themes.items()
        },
        definitions=_definitions(concept_terms, views, slugs, entries),
    )


def _base(iris: list[str]) -> str:
    """Give the longest beginning, up to a slash or hash, that all IRIs share."""
    first, last = min(iris), max(iris)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    cut = max(first.rfind("/", 0, same), first.rfind("#", 0, same))
    return first[: cut + 1]


def _local(iri_: str) -> str:
    return iri_.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def _tail(iri_: str) -> str:
    """Give the last two steps of an entry's IRI: source and number."""
    return "/".join(iri_.split("/")[-2:])


def _broader(views: Mapping[Term, _View], slugs: Mapping[str, str]) -> dict[str, set[str]]:
    """Give the parents of every concept, stated from either side."""
    parents: dict[str, set[str]] = {slug: set() for slug in slugs.values()}
    for own, slug in slugs.items():
        view = views[f"<{own}>"]
        parents[slug].update(slugs[other] for other in view.iris("skos:broader") if other in slugs)
        for other in view.iris("skos:narrower"):
            if other in slugs:
                parents[slugs[other]].add(slug)
    return parents


def _concept(
    own: str, view: _View, slugs: Mapping[str, str], parents: Mapping[str, set[str]], themes: list[str]
) -> Concept:
    slug = slugs[own]
    return Concept(
        slug=slug,
        iri=own,
        notation=view.one("skos:notation"),
        pref_label=view.text("skos:prefLabel") or {"und": slug},
        alt_label=view.texts("skos:altLabel"),
        hidden_label=view.texts("skos:hiddenLabel"),
        definition=view.text("skos:definition"),
        divergence=view.text("gk:divergence"),
        scope_note=view.text("skos:scopeNote"),
        example=view.text("skos:example"),
        editorial_note=view.text("skos:editorialNote"),
        history_note=view.text("skos:historyNote"),
        broader=tuple(Link(slug, "broader", other, {}) for other in sorted(parents[slug])),
        related=tuple(Link(slug, "related", slugs[other], {}) for other in view.iris("skos:related") if other in slugs),
        themes=tuple(themes),
        created=view.one("dct:created"),
        modified=view.one("dct:modified"),
        deprecated=view.one("owl:deprecated") in ("true", "1"),
        is_replaced_by=tuple(slugs[other] for other in view.iris("dct:isReplacedBy") if other in slugs),
    )


def _once(concepts: dict[str, Concept]) -> dict[str, Concept]:
    """Keep one of the two related links that a pair has when it is stated both ways."""
    from dataclasses import replace

    seen: set[tuple[str, ...]] = set()
    found = {}
    for slug, concept in concepts.items():
        related = []
        for link in concept.related:
            pair = tuple(sorted((link.subject, link.object)))
            if pair not in seen and link.object != slug:
                seen.add(pair)
                related.append(link)
        found[slug] = replace(concept, related=tuple(related))
    return found


def _scheme(term: Term, views: Mapping[Term, _View], base: str) -> Scheme:
    view = views.get(term, _View({}))
    return Scheme(
        base=base.removesuffix("concept/"),
        title=view.text("dct:title") or view.text("skos:prefLabel") or view.text("rdfs:label"),
        description=view.text("dct:description"),
        version=view.one("owl:versionInfo"),
        created=view.one("dct:created"),
        modified=view.one("dct:modified"),
        license=view.one("dct:license"),
        languages=(),
        creator=Agent("", ""),
        iri=value_of(term) if term[:1] == "<" else "",
    )


def _source(own: str, view: _View, views: Mapping[Term, _View]) -> Source:
    publisher = view.one("dct:publisher")
    known = views.get(f"<{publisher}>")
    name = (known.one("foaf:name") or known.one("schema:name")) if known else publisher
    title = next(iter(view.text("dct:title").values()), own)
    return Source(
        _local(own),
        title,
        Agent(_local(publisher), name or title),
        view.one("dct:bibliographicCitation"),
        view.one("foaf:page"),
        "",
        "",
        iri=own,
    )


def _entry(own: str, view: _View, slugs: Mapping[str, str]) -> Entry:
    source, _, number = _tail(own).partition("/")
    status = view.one("gk:status").removeprefix(expand("gk:"))
    concepts = tuple(slugs[each] for each in view.iris("dct:subject") if each in slugs)
    known = Status(status) if status in list(Status) else Status.COMPLETE
    return Entry(
        source,
        number,
        view.one("rdfs:label"),
        (),
        (),
        "",
        known,
        concepts,
        {},
        view.one("gk:headingRestored") == "true",
        citation=view.one("dct:bibliographicCitation"),
    )


def _definitions(
    concept_terms: list[Term], views: Mapping[Term, _View], slugs: Mapping[str, str], entries: Mapping[str, Entry]
) -> tuple[SourcedDefinition, ...]:
    found = []
    for concept in concept_terms:
        count: dict[str, int] = {}
        # « …/source » comes before « …/source-2 », as the ordinals say.
        for note in sorted(views[concept].terms("euvoc:xlDefinition"), key=value_of):
            view = views.get(note)
            if view is None:
                continue
            source, entry = _local(view.one("dct:source")), _tail(view.one("prov:wasDerivedFrom"))
            count[source] = count.get(source, 0) + 1
            quoted = bool(view.one("prov:wasQuotedFrom"))
            if entry in entries:
                found.append(
                    SourcedDefinition(
                        slugs[value_of(concept)], source, count[source], view.one("rdf:value"), entry, quoted
                    )
                )
    return tuple(sorted(found, key=lambda each: (each.concept, each.source, each.ordinal)))

"""What must be known of a whole vocabulary to tell what a changed statement means: who is a concept, called what, below what."""

from __future__ import annotations

from collections.abc import Iterable

from glosskos.model import Text
from glosskos.terms import Term, Triple, iri, is_literal, language_of, value_of

__all__ = ["DOCUMENTATION", "LABELS", "XL_LABELS", "View"]

_TYPE = iri("rdf:type")
LABELS = tuple(iri(f"skos:{name}") for name in ("prefLabel", "altLabel", "hiddenLabel"))
_NAMES = {iri(name): rank for rank, name in enumerate(("skos:prefLabel", "dct:title", "rdfs:label", "foaf:name"))}
DOCUMENTATION = frozenset(
    iri(name)
    for name in (
        "skos:definition", "skos:scopeNote", "skos:example", "skos:editorialNote", "skos:historyNote", "skos:changeNote", "skos:note",
        "gk:divergence", "euvoc:xlDefinition",
    )
)  # fmt: skip
_XL = "http://www.w3.org/2008/05/skos-xl#"
XL_LABELS = tuple(iri(f"{_XL}{name}") for name in ("prefLabel", "altLabel", "hiddenLabel"))
_TEXT = frozenset(
    iri(name) for name in ("rdf:value", "rdfs:label", "rdfs:comment", "dct:description", f"{_XL}literalForm")
)
_KINDS = {
    iri("skos:Concept"): "concept",
    iri("skos:Collection"): "theme",
    iri("skos:OrderedCollection"): "theme",
    iri("skos:ConceptScheme"): "scheme",
    iri("gk:Entry"): "entry",
    iri("gk:Link"): "link",
    iri("dct:BibliographicResource"): "source",
    iri("foaf:Agent"): "agent",
    iri("prov:Agent"): "agent",
    iri("schema:Organization"): "agent",
}
_RANKS = {kind: rank for rank, kind in enumerate(("concept", "scheme", "theme", "source", "entry", "link", "agent"))}
_POINTERS = ("dct:source", "dct:isPartOf", "rdf:subject", "rdf:predicate", "rdf:object", "dct:publisher")


class View:
    """An index of one side.

    :param triples: all of it
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.kinds: dict[Term, str] = {}
        self.labels: dict[Term, dict[Term, set[Term]]] = {}
        self.notations: dict[Term, set[Term]] = {}
        self.parents: dict[Term, set[Term]] = {}
        self.replaced: dict[Term, set[Term]] = {}
        self.deprecated: set[Term] = set()
        self.owner: dict[Term, Term] = {}
        self.forms: dict[Term, Term] = {}  # SKOS-XL label to the property that points to it
        self.subjects_of: dict[Term, set[Term]] = {}
        self.entries_of: dict[Term, set[Term]] = {}
        self.text: dict[Term, list[Term]] = {}
        self.pointers: dict[Term, dict[Term, Term]] = {}
        self.versions: dict[Term, Term] = {}
        self.modified: dict[Term, Term] = {}
        self._names: dict[Term, dict[str, tuple[int, str]]] = {}
        for triple in triples:
            self._see(*triple)

    def _see(self, subject: Term, predicate: Term, value: Term) -> None:
        see = _SEE.get(predicate)
        if see:
            see(self, subject, predicate, value)
        if predicate in _NAMES and is_literal(value):
            self._name(subject, predicate, value)
        if predicate in _TEXT and is_literal(value):
            self.text.setdefault(subject, []).append(value)

    def _name(self, subject: Term, predicate: Term, value: Term) -> None:
        found = self._names.setdefault(subject, {})
        named = (_NAMES[predicate], value_of(value))
        language = language_of(value) or "und"
        if language not in found or named < found[language]:
            found[language] = named

    def _type(self, subject: Term, _: Term, value: Term) -> None:
        kind = _KINDS.get(value)
        if kind:  # a thing of several kinds counts as the first of them, in whatever order its types come
            self.kinds[subject] = min(kind, self.kinds.get(subject, kind), key=_RANKS.__getitem__)

    def _label(self, subject: Term, predicate: Term, value: Term) -> None:
        self.labels.setdefault(subject, {}).setdefault(predicate, set()).add(value)

    def _notation(self, subject: Term, _: Term, value: Term) -> None:
        self.notations.setdefault(subject, set()).add(value)

    def _broader(self, subject: Term, _: Term, value: Term) -> None:
        self.parents.setdefault(subject, set()).add(value)

    def _narrower(self, subject: Term, _: Term, value: Term) -> None:
        self.parents.setdefault(value, set()).add(subject)

    def _replaced(self, subject: Term, _: Term, value: Term) -> None:
        self.replaced.setdefault(subject, set()).add(value)

    def _deprecated(self, subject: Term, _: Term, value: Term) -> None:
        if value_of(value) in ("true", "1"):
            self.deprecated.add(subject)

    def _documented(self, subject: Term, _: Term, value: Term) -> None:
        if not is_literal(value):
            self.owner[value] = min(subject, self.owner.get(value, subject))

    def _xl_label(self, subject: Term, predicate: Term, value: Term) -> None:
        self._documented(subject, predicate, value)
        self.forms[value] = min(predicate, self.forms.get(value, predicate))

    def _subject(self, entry: Term, _: Term, concept: Term) -> None:
        self.subjects_of.setdefault(entry, set()).add(concept)
        self.entries_of.setdefault(concept, set()).add(entry)

    def _points(self, subject: Term, predicate: Term, value: Term) -> None:
        found = self.pointers.setdefault(subject, {})
        found[predicate] = min(value, found.get(predicate, value))

    def _version(self, subject: Term, _: Term, value: Term) -> None:
        self.versions[subject] = max(value, self.versions.get(subject, ""))

    def _modified(self, subject: Term, _: Term, value: Term) -> None:
        self.modified[subject] = max(value, self.modified.get(subject, ""))

    def concepts(self) -> set[Term]:
        """All concepts, in force or not."""
        return {term for term, kind in self.kinds.items() if kind == "concept"}

    def all_labels(self, concept: Term) -> set[Term]:
        """A concept's labels of all properties."""
        return set().union(*self.labels.get(concept, {}).values())

    def scheme(self) -> Term:
        """The concept scheme; where there are several, the first by IRI; empty where there is none."""
        return min((term for term, kind in self.kinds.items() if kind == "scheme"), default="")

    def names(self, term: Term) -> Text:
        """The names of a thing by language, French first, then English; empty where it has none."""
        found = self._names.get(term, {})
        order = sorted(found, key=lambda tag: (tag != "fr", tag != "en", tag))
        return {tag: found[tag][1] for tag in order}


_SEE = {
    _TYPE: View._type,
    **dict.fromkeys(LABELS, View._label),
    iri("skos:notation"): View._notation,
    iri("skos:broader"): View._broader,
    iri("skos:narrower"): View._narrower,
    iri("dct:isReplacedBy"): View._replaced,
    iri("owl:deprecated"): View._deprecated,
    **dict.fromkeys(DOCUMENTATION, View._documented),
    **dict.fromkeys(XL_LABELS, View._xl_label),
    iri("dct:subject"): View._subject,
    **{iri(name): View._points for name in _POINTERS},
    iri("owl:versionInfo"): View._version,
    iri("dct:modified"): View._modified,
}

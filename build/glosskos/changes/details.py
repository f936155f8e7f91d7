"""What changed of a concept that stays: its labels, definitions, notes, relations, notation, themes."""

from __future__ import annotations

from collections.abc import Iterable

from glosskos.changes.view import DOCUMENTATION, LABELS, XL_LABELS
from glosskos.changes.work import Work
from glosskos.namespaces import prefixed
from glosskos.terms import Term, Triple, iri, is_literal, language_of, value_of

__all__ = ["DATES", "short", "tell_details", "tell_members", "tell_related"]

_RELATED = iri("skos:related")
_MEMBER = iri("skos:member")
_XL = value_of(XL_LABELS[0]).removesuffix("prefLabel")
_ENDS = (iri("rdf:subject"), iri("rdf:object"))
_KINDS = {iri("skos:definition"): "definition", iri("gk:divergence"): "divergence"}
DATES = frozenset(iri(f"dct:{name}") for name in ("created", "modified", "issued"))
_MAPPINGS = frozenset(iri(f"skos:{name}Match") for name in ("exact", "close", "broad", "narrow", "related")) | {
    iri("skos:mappingRelation")
}
_PLAIN = {iri("skos:notation"): "notation", iri("dct:source"): "sources", **dict.fromkeys(_MAPPINGS, "mapping")}


def short(term: Term) -> str:
    """Give a property as a prefixed name, or its IRI where no prefix fits."""
    return prefixed(value_of(term))


def tell_details(work: Work) -> None:
    """Tell, concept by concept, what its statements say that is new."""
    concepts = work.both("concept")
    subjects = work.subjects()
    notes: dict[Term, list[Term]] = {}
    for note in sorted({*subjects, *work.kept_name}):
        owner = work.new.owner.get(note) or work.old.owner.get(note)
        if owner:
            notes.setdefault(owner, []).append(note)
    for concept in sorted({*subjects, *notes}):
        if concept in concepts:
            for language in _languages(work, concept, LABELS):
                _tell_labels(work, concept, language)
            _tell_notes(work, concept, notes.get(concept, []))
            for predicate in sorted(DOCUMENTATION):
                for language in _languages(work, concept, (predicate,)):
                    gone, come = _literals(work, concept, predicate, language)
                    _tell_texts(work, concept, predicate, language, gone, come)
            _tell_plain(work, concept)


def _languages(work: Work, concept: Term, predicates: Iterable[Term]) -> list[str]:
    return sorted(
        {
            language_of(triple[2])
            for predicate in predicates
            for triples in work.about(concept, predicate)
            for triple in triples
            if is_literal(triple[2])
        }
    )


def _literals(work: Work, subject: Term, predicate: Term, language: str) -> tuple[list[Triple], list[Triple]]:
    gone, come = (
        [each for each in triples if is_literal(each[2]) and language_of(each[2]) == language]
        for triples in work.about(subject, predicate)
    )
    return gone, come


def _tell_texts(
    work: Work, concept: Term, predicate: Term, language: str, gone: list[Triple], come: list[Triple]
) -> None:
    kind = _KINDS.get(predicate, "note")
    facts = {"predicate": short(predicate), "language": language}
    work.tell(kind, concept, gone, come, old=work.texts(gone), new=work.texts(come), **facts)


def _tell_labels(work: Work, concept: Term, language: str) -> None:
    """Tell the labels of one language: a preferred one that becomes alternative is one change, with the one that takes its place."""
    gone: list[Triple] = []
    come: list[Triple] = []
    for predicate in LABELS:
        went, came = _literals(work, concept, predicate, language)
        gone += went
        come += came
    preferred = LABELS[0]
    was = [triple for triple in gone if triple[1] == preferred]
    now = [triple for triple in come if triple[1] == preferred]
    if was or now:
        touched = {triple[2] for triple in (*was, *now)}
        went = [triple for triple in gone if triple[2] in touched]
        came = [triple for triple in come if triple[2] in touched]
        kept = work.texts(triple for triple in (*went, *came) if triple[1] != preferred)
        facts = {"predicate": short(preferred), "language": language, "kept": kept}
        work.tell("relabelled", concept, went, came, old=work.texts(was), new=work.texts(now), **facts)
    for kind in LABELS[1:]:
        for other in LABELS[1:]:
            went, _ = _literals(work, concept, kind, language)
            _, came = _literals(work, concept, other, language)
            same = {triple[2] for triple in went} & {triple[2] for triple in came}
            if same:
                went, came = ([triple for triple in side if triple[2] in same] for side in (went, came))
                facts = {"predicate": short(other), "language": language, "kept": work.texts(went)}
                work.tell("label", concept, went, came, **facts)
    for predicate in LABELS[1:]:
        went, came = _literals(work, concept, predicate, language)
        if went or came:
            facts = {"predicate": short(predicate), "language": language}
            work.tell("label", concept, went, came, old=work.texts(went), new=work.texts(came), **facts)


def _tell_notes(work: Work, concept: Term, touched: Iterable[Term]) -> None:
    """Tell what sources say (nodes that documentation properties point to): one change a source and language.

    A source's first and second text may have changed places, so that texts are compared, not nodes.
    """
    forms = {**work.old.forms, **work.new.forms}
    pointing = {note: short(forms[note]) if note in forms else "euvoc:xlDefinition" for note in touched}
    for triples in work.about(concept):
        for _, predicate, value in triples:
            if (predicate in DOCUMENTATION or predicate in XL_LABELS) and not is_literal(value):
                pointing[value] = short(predicate)
    groups: dict[tuple[str, str, str], list[Term]] = {}
    for note, predicate in sorted(pointing.items()):
        groups.setdefault((predicate, _source(work, note), _language(work, note)), []).append(note)
    for (predicate, source, language), notes in sorted(groups.items()):
        gone, come = (
            [
                triple
                for note in notes
                for triple in (*pool.about(note), *(each for each in pool.towards(note) if each[0] == concept))
            ]
            for _, pool in work.pairs()
        )
        kept = [work.kept_name.pop(note) for note in notes if note in work.kept_name]
        old, new = ({value_of(text) for note in notes for text in view.text.get(note, ())} for view, _ in work.pairs())
        if gone or come or kept:
            work.tell(
                "label" if predicate.startswith(_XL) else "sourced-definition",
                concept,
                gone,
                come,
                predicate=predicate,
                language=language,
                source=source,
                old=tuple(sorted(old - new)),
                new=tuple(sorted(new - old)),
                also_gone=[triple for removed, _ in kept for triple in removed],
                also_come=[triple for _, added in kept for triple in added],
            )


def _source(work: Work, note: Term) -> str:
    found = (view.pointers.get(note, {}).get(iri("dct:source"), "") for view in (work.new, work.old))
    return next((value_of(each) for each in found if each), "")


def _language(work: Work, note: Term) -> str:
    found = [language_of(text) for view in (work.new, work.old) for text in view.text.get(note, ())]
    return min(found, default="")


def _tell_plain(work: Work, concept: Term) -> None:
    for predicate, kind in _PLAIN.items():
        gone, come = work.about(concept, predicate)
        if gone or come:
            old, new = work.texts(gone), work.texts(come)
            work.tell(kind, concept, gone, come, predicate=short(predicate), old=old, new=new)
    gone, come = ([each for each in side if each[1] in DATES] for side in work.about(concept))
    if gone or come:
        work.tell("dates", concept, gone, come, old=work.texts(gone), new=work.texts(come))


def tell_related(work: Work) -> None:
    """Tell which pairs of concepts are related now, and which no longer; each pair once, with its reason."""
    pairs: dict[tuple[Term, Term], None] = {}
    for _, pool in work.pairs():
        for subject in pool.subjects():
            for _, _, value in pool.about(subject, _RELATED):
                pairs[min(subject, value), max(subject, value)] = None
    for first, second in sorted(pairs):
        told = []
        for _, pool in work.pairs():
            triples = [each for each in pool.about(first, _RELATED) if each[2] == second]
            triples += [each for each in pool.about(second, _RELATED) if each[2] == first]
            ends = [{link[0] for end in _ENDS for link in pool.towards(each, end)} for each in (first, second)]
            told.append(triples + [fact for link in ends[0] & ends[1] for fact in pool.about(link)])
        old, new = ((value_of(second),) if any(t[1] == _RELATED for t in side) else () for side in told)
        work.tell("related", first, *told, predicate="skos:related", old=old, new=new)


def tell_members(work: Work) -> None:
    """Tell which concepts came to and left which themes, concept by concept."""
    themes = {term for view in (work.old, work.new) for term, kind in view.kinds.items() if kind == "theme"}
    touched = {triple[2] for _, pool in work.pairs() for theme in themes for triple in pool.about(theme, _MEMBER)}
    for concept in sorted(touched):
        gone, come = (
            [each for each in pool.towards(concept, _MEMBER) if each[0] in themes] for _, pool in work.pairs()
        )
        if gone or come:
            old, new = (tuple(sorted(value_of(each[0]) for each in side)) for side in (gone, come))
            work.tell("theme-members", concept, gone, come, predicate="skos:member", old=old, new=new)

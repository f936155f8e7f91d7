"""IRIs that people take for one and programs do not: http and https, a slash at the end, upper and lower case, percent-encoding."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from urllib.parse import quote, unquote

from glosskos.terms import Term

__all__ = ["twin_of", "twins"]


def _spellings(iri: str) -> Iterator[str]:
    for each in (iri, iri.rstrip("/#"), f"{iri}/", f"{iri}#", iri.replace("#", "/"), "#".join(iri.rsplit("/", 1))):
        yield each
        yield (
            each.replace("https://", "http://", 1)
            if each.startswith("https://")
            else each.replace("http://", "https://", 1)
        )
        yield unquote(each)
        yield quote(each, safe="/:#?&=@!$'()*+,;~%")


def twin_of(term: Term, known: Container[Term]) -> Term:
    """Give a known IRI that another spelling of one is; nothing where there is none."""
    own = term[1:-1]
    return next((f"<{each}>" for each in _spellings(own) if each != own and f"<{each}>" in known), "")


def twins(terms: Iterable[Term], known: Iterable[Term]) -> dict[Term, Term]:
    """Give the known IRI for each of some that are another spelling of one, their case included."""
    terms = list(terms)
    if not terms:
        return {}
    known = set(known)
    folded: dict[str, Term] = {}
    for term in sorted(known):
        folded.setdefault(term.lower(), term)
    found = {term: twin_of(term, known) or folded.get(term.lower(), "") for term in terms}
    return {term: twin for term, twin in found.items() if twin and twin != term}

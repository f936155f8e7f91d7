"""One concept as files: Turtle, JSON-LD and CSV beside its page."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glosskos.graph import concept_iri
from glosskos.model import Concept, Thesaurus
from glosskos.namespaces import prefixes_for
from glosskos.ordering import Ordered
from glosskos.syntax import jsonld_writer, write_turtle
from glosskos.terms import Term, iri

__all__ = ["Downloads"]

_ABOUT = iri("euvoc:xlDefinition")
_FROM = iri("prov:wasDerivedFrom")
_LINK = iri("gk:Link")
_STATED = (iri("rdf:subject"), iri("rdf:object"))


class Downloads:
    """Writes the statements about each concept: its own, those of its notes and entries, the reasons of its links.

    :param statements: the thesaurus as RDF, and the reasons of its links where there are any
    """

    def __init__(self, thesaurus: Thesaurus, statements: Ordered, context: Mapping[str, Any]) -> None:
        self.thesaurus = thesaurus
        self._base = thesaurus.scheme.base
        self._prefixes = prefixes_for(self._base)
        self._statements = statements
        self._links: dict[Term, list[Term]] = {}
        for subject, flat in statements.by_subject.items():
            if _LINK in flat:
                for end in {value for name in _STATED for value in statements.properties(subject).get(name, ())}:
                    self._links.setdefault(end, []).append(subject)
        self._write_jsonld = jsonld_writer(context)

    def write(self, concept: Concept, folder: Path, stem: str) -> None:
        """Write ``<stem>.ttl``, ``.jsonld`` and ``.csv`` into a folder."""
        ordered = self._statements.part(self.subjects(concept))
        for suffix, write in ((".ttl", write_turtle), (".jsonld", self._write_jsonld)):
            text = io.StringIO()
            write(ordered, text, self._prefixes, self._base)
            (folder / f"{stem}{suffix}").write_bytes(text.getvalue().encode())
        (folder / f"{stem}.csv").write_bytes(self.table(concept).encode())

    def subjects(self, concept: Concept) -> list[Term]:
        """Give the subjects of the statements about a concept."""
        own = iri(concept_iri(concept, self.thesaurus))
        notes = self._values(own, _ABOUT)
        entries = [entry for note in notes for entry in self._values(note, _FROM)]
        return [own, *notes, *entries, *self._links.get(own, ())]

    def _values(self, subject: Term, predicate: Term) -> list[Term]:
        flat = self._statements.by_subject.get(subject, [])
        return [flat[at + 1] for at in range(0, len(flat), 2) if flat[at] == predicate]

    def table(self, concept: Concept) -> str:
        """Give a concept as CSV (RFC 4180): a row for every label, text, source's word and link."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(["property", "language", "value", "source", "entry", "status"])
        texts = (
            ("definition", concept.definition), ("divergence", concept.divergence), ("scopeNote", concept.scope_note),
            ("example", concept.example), ("editorialNote", concept.editorial_note), ("historyNote", concept.history_note),
        )  # fmt: skip
        rows = [("iri", "", concept_iri(concept, self.thesaurus)), ("notation", "", concept.notation)]
        rows += [("prefLabel", tag, label) for tag, label in concept.pref_label.items()]
        for name, labels in (("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label)):
            rows += [(name, tag, label) for tag, values in labels.items() for label in values]
        rows += [(name, tag, value) for name, text in texts for tag, value in text.items()]
        writer.writerows((*row, "", "", "") for row in rows if row[2])
        for note in self.thesaurus.notes[concept.slug]:
            kind = "quotation" if note.quoted else "restatement"
            status = str(self.thesaurus.entries[note.entry].status)
            writer.writerow([kind, "fr", note.text, note.source, note.entry, status])
        for name, slugs in (
            ("broader", [link.object for link in concept.broader]),
            ("narrower", self.thesaurus.narrower[concept.slug]),
            ("related", sorted(link.object if link.subject == concept.slug else link.subject for link in self.thesaurus.related[concept.slug])),
            ("theme", list(concept.themes)),
        ):  # fmt: skip
            writer.writerows((name, "", slug, "", "", "") for slug in slugs)
        return out.getvalue()

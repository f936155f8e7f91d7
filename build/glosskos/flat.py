"""A thesaurus as simple importers need it: one name, one definition, one parent and one plain identifier for each concept.

Data catalogs take one label, one text and a tree. What they take is decided here, once, for ``thesaurus-flat.ttl`` and for every
exporter: names in the language asked for (French first), the tree of the primary broader links, identifiers that follow from the IRI
and never from a label, and one Markdown text that keeps each source's word with its link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from glosskos.graph import Iris, citation, concept_iri
from glosskos.identifiers import clean, mark, path_id, plain_iri
from glosskos.model import Link, SourcedDefinition, Status, Text, Thesaurus, own_words
from glosskos.terms import value_of
from glosskos.text import fold

__all__ = ["Flat", "pick"]

_WORDS = {
    "fr": {
        "restated": " (reformulé)", "quoted": " (cité)", Status.REPAIRED: " (texte rétabli)", Status.TRUNCATED: " (texte coupé)",
        "divergence": "Divergence", "scope": "Note d'application", "example": "Exemple", "none": "Sans définition.", "colon": " : ",
        "withdrawn": "Concept retiré.", "replaced": "Remplacé par", "page": "page de la source",
    },
    "en": {
        "restated": " (restated)", "quoted": " (quoted)", Status.REPAIRED: " (text repaired)", Status.TRUNCATED: " (text cut)",
        "divergence": "Divergence", "scope": "Scope", "example": "Example", "none": "No definition.", "colon": ": ",
        "withdrawn": "Withdrawn concept.", "replaced": "Replaced by", "page": "page of the source",
    },
}  # fmt: skip


def pick(text: Text, language: str) -> tuple[str, str]:
    """Give a text in a language, else in French, English or any, with the language it is in; empty where there is none."""
    for tag in (language, "fr", "en", *text):
        if text.get(tag, "").strip():
            return text[tag], tag
    return "", ""


class Flat:
    """One name, definition, parent and identifier for each concept of a thesaurus.

    :param thesaurus: ours, or one read from any SKOS file
    :param language: of names and definitions, where they exist in it; our own words beside them are French or English
    """

    def __init__(self, thesaurus: Thesaurus, language: str = "fr") -> None:
        self.thesaurus = thesaurus
        self.language = language
        self.spoken = own_words(language)
        self.words = _WORDS[self.spoken]
        self.in_force = {slug: each for slug, each in thesaurus.concepts.items() if not each.deprecated}
        self.withdrawn = {slug: each for slug, each in thesaurus.concepts.items() if each.deprecated}

    @cached_property
    def quoted(self) -> bool:
        """Whether there are quotations in it, which belong to their publishers."""
        return any(note.quoted for note in self.thesaurus.definitions)

    # -- identifiers

    @cached_property
    def ours(self) -> bool:
        """Whether the IRIs of notes and entries follow from the base (DESIGN.md, IRIs)."""
        return not any(
            each.iri and each.iri != f"{self.thesaurus.scheme.base}concept/{slug}"
            for slug, each in self.thesaurus.concepts.items()
        )

    def iri(self, slug: str) -> str:
        """Give a concept's own IRI."""
        return concept_iri(self.thesaurus.concepts[slug], self.thesaurus)

    def note_iri(self, note: SourcedDefinition) -> str:
        """Give the IRI of what a source says; empty where none follows from the base."""
        return value_of(Iris(self.thesaurus.scheme.base).note(note)) if self.ours else ""

    @cached_property
    def scheme_iri(self) -> str:
        """The scheme's own IRI; one under the base where the file names none."""
        scheme = self.thesaurus.scheme
        return scheme.iri or f"{scheme.base.replace('#', '/')}thesaurus"

    @cached_property
    def plain_iris(self) -> dict[str, str]:
        """Slug to an IRI of ASCII steps between slashes, no two of which DataHub's rdf source takes for one."""
        found: dict[str, str] = {}
        taken: dict[str, str] = {}
        for slug in sorted(self.thesaurus.concepts, key=self.iri):
            plain = plain_iri(self.iri(slug))
            if path_id(plain) in taken:
                plain = f"{plain}-{mark(self.iri(slug))}"
            found[slug] = plain
            taken[path_id(plain)] = slug
        return found

    @cached_property
    def ids(self) -> dict[str, str]:
        """Slug to an ASCII name without dot, slash or space: the slug where it is one, else one made from the IRI."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for slug in sorted(self.thesaurus.concepts, key=self.iri):
            plain = clean(slug, self.iri(slug))
            if plain.lower() in taken:
                plain = f"{plain}-{mark(self.iri(slug))}"
            found[slug] = plain
            taken.add(plain.lower())
        return found

    @cached_property
    def glossary_id(self) -> str:
        """A name for the whole: the last step of the IRIs' base, else of the scheme's IRI."""
        whole = self.thesaurus.scheme.base or self.thesaurus.scheme.iri
        steps = [step for step in re.split(r"[/#]", whole.partition("://")[2]) if step]
        return clean(steps[-1], steps[-1]) if steps else "thesaurus"

    # -- names

    def title(self) -> str:
        """Give the thesaurus's title."""
        return pick(self.thesaurus.scheme.title, self.language)[0] or self.glossary_id

    def label(self, slug: str) -> tuple[str, str]:
        """Give a concept's preferred label and its language (``und``: none is stated); where it has none, the identifier."""
        found, tag = pick(self.thesaurus.concepts[slug].pref_label, self.language)
        return (found, tag) if found else (self.ids[slug], "und")

    def name(self, slug: str) -> str:
        """Give a concept's preferred label."""
        return self.label(slug)[0]

    @cached_property
    def unique_names(self) -> dict[str, str]:
        """Slug of each concept in force to its label; where several have the same, its notation or identifier follows."""
        count: dict[str, int] = {}
        for slug in self.in_force:
            count[self.name(slug)] = count.get(self.name(slug), 0) + 1
        return {
            slug: name if count[name := self.name(slug)] == 1 else f"{name} ({each.notation or self.ids[slug]})"
            for slug, each in self.in_force.items()
        }

    def other_names(self, slug: str) -> dict[str, list[str]]:
        """Give language to names other than :meth:`name`: preferred labels of other languages first, then alternatives."""
        concept = self.thesaurus.concepts[slug]
        name, used = self.label(slug)
        tags = dict.fromkeys([self.language, *concept.pref_label, *concept.alt_label])
        found = {
            tag: list(dict.fromkeys([*[concept.pref_label[tag]][: tag in concept.pref_label and tag != used], *concept.alt_label.get(tag, ())]))
            if tag in concept.pref_label
            else list(concept.alt_label.get(tag, ()))
            for tag in tags
        }  # fmt: skip
        return {
            tag: kept
            for tag, names in found.items()
            if (kept := [each for each in names if (each, tag) != (name, used)])
        }

    def theme_name(self, slug: str) -> str:
        """Give a theme's preferred label."""
        return pick(self.thesaurus.themes[slug].pref_label, self.language)[0] or slug

    # -- the tree

    def broader(self, slug: str) -> list[Link]:
        """Give the broader links to concepts in force, the primary one first."""
        return [link for link in self.thesaurus.concepts[slug].broader if link.object in self.in_force]

    def narrower(self, slug: str) -> list[str]:
        """Give the narrower concepts in force, by whichever of their broader links, in the order of names."""
        return self.sorted(child for child in self.thesaurus.narrower[slug] if child in self.in_force)

    def related(self, slug: str) -> list[tuple[str, Link]]:
        """Give the related concepts in force, each with the link, in the order of names."""
        found = {
            other: link
            for link in self.thesaurus.related[slug]
            if (other := link.object if link.subject == slug else link.subject) in self.in_force
        }
        return [(other, found[other]) for other in self.sorted(found)]

    @cached_property
    def parents(self) -> dict[str, str]:
        """Slug to its place in the tree: the primary broader concept; none for top concepts, and none where a cycle is cut."""
        found = {slug: links[0].object for slug in self.in_force if (links := self.broader(slug))}
        done: set[str] = set()
        for slug in sorted(found, key=self.iri):
            path = [slug]
            while path[-1] in found and path[-1] not in done and found[path[-1]] not in path:
                path.append(found[path[-1]])
            if path[-1] in found and path[-1] not in done:
                cycle = path[path.index(found[path[-1]]) :]
                del found[min(cycle, key=self.iri)]
            done.update(path)
        return found

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Slug to the concepts directly below it in the tree, in the order of names; under ``""`` those at the top."""
        found: dict[str, list[str]] = {"": [], **{slug: [] for slug in self.in_force}}
        for slug in self.sorted(self.in_force):
            found[self.parents.get(slug, "")].append(slug)
        return found

    def tree(self) -> Iterator[tuple[int, str]]:
        """Give every concept in force after its parent, with its depth from 0."""
        todo = [(0, slug) for slug in reversed(self.children[""])]
        while todo:
            depth, slug = todo.pop()
            yield depth, slug
            todo += [(depth + 1, child) for child in reversed(self.children[slug])]

    def path(self, slug: str) -> list[str]:
        """Give the concepts from the top of the tree down to one, itself included."""
        found = [slug]
        while found[0] in self.parents:
            found.insert(0, self.parents[found[0]])
        return found

    def sorted(self, slugs: Iterable[str]) -> list[str]:
        """Order slugs by name, accents and case aside, then by IRI."""
        return sorted(slugs, key=lambda slug: (fold(self.name(slug)), self.iri(slug)))

    # -- texts

    def summary(self, slug: str) -> str:
        """Give the editor's definition in one literal; where there is none the scope note, else a sentence that says so."""
        concept = self.thesaurus.concepts[slug]
        for text in (concept.definition, concept.scope_note):
            found, tag = pick(text, self.language)
            if found:
                return found if tag in (self.language, "und") else f"[{tag}] {found}"
        return self.words["none"]

    def definition(self, slug: str) -> str:
        """Give all that is said of a concept as one Markdown text.

        The editor's definition; then what each source says, with its citation and link; then the divergence, scope note and examples.
        """
        thesaurus, concept, word = self.thesaurus, self.thesaurus.concepts[slug], self.words
        parts = []
        if concept.deprecated:
            by = ", ".join(self.name(other) for other in concept.is_replaced_by)
            said = pick(concept.history_note, self.language)[0]
            parts.append(
                " ".join(
                    filter(None, [word["withdrawn"], said, f"{word['replaced']}{word['colon']}{by}." if by else ""])
                )
            )
        parts.append(self.summary(slug))
        for note in thesaurus.notes[slug]:
            entry, source = thesaurus.entries[note.entry], thesaurus.sources.get(note.source)
            mark = word["quoted" if note.quoted else "restated"] + word.get(entry.status, "")
            name = source.publisher.name if source else note.source
            parts.append(f"**{name}**{mark}{word['colon']}{note.text}")
            if source:
                cited = citation(entry, source)
                links = [
                    _link(cited, self.note_iri(note)),
                    *([_link(word["page"], source.page)] if source.page else []),
                ]
                parts[-1] += f"\n— {', '.join(links)}"
        for key, text in (
            ("divergence", concept.divergence),
            ("scope", concept.scope_note),
            ("example", concept.example),
        ):
            found, _ = pick(text, self.language)
            if found and not (key == "scope" and not concept.definition):
                parts.append(f"**{word[key]}**{word['colon']}{found}")
        return "\n\n".join(parts)

    # -- what could not be kept

    @cached_property
    def notices(self) -> list[str]:
        """What is not as asked, one sentence each: labels and definitions missing, names made unique, cycles cut, IRIs replaced."""
        concepts = self.in_force
        cut = [slug for slug in concepts if self.broader(slug) and slug not in self.parents]
        found = [
            ("have no label in the language asked for; another's stands in", [s for s in concepts if self.label(s)[1] != self.language]),
            ("have no definition", [s for s, each in concepts.items() if not each.definition]),
            ("share their name; catalogs get it with notation or identifier", [s for s in concepts if self.unique_names[s] != self.name(s)]),
            ("stand in a cycle of broader links; it is cut above them", cut),
            ("have an IRI that simple importers misread; another is made from it", [s for s in concepts if self.plain_iris[s] != self.iri(s)]),
        ]  # fmt: skip
        return [
            f"{len(slugs)} of {len(concepts)} concepts {what}: {', '.join(slugs[:3])}{' …' if len(slugs) > 3 else ''}"
            for what, slugs in found
            if slugs
        ]


def _link(text: str, target: str) -> str:
    """Give a Markdown link; the text alone where there is no target."""
    safe = re.sub(r"([\[\]\\])", r"\\\1", text)
    return f"[{safe}]({target.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})" if target else safe

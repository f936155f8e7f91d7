"""Markdown: the whole thesaurus as one document to read, with its tree, a card for each concept and links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from glosskos.exporters.base import Exporter, carried, dropped, flattened, refuse_controls
from glosskos.flat import Flat, pick
from glosskos.graph import citation
from glosskos.model import Status

__all__ = ["EXPORTER", "escaped"]

_WORDS = {
    "fr": {
        "tree": "Hiérarchie", "cards": "Concepts", "withdrawn": "Concepts retirés", "sources": "Sources", "names": "Autres noms",
        "said": "Ce que dit chaque source", "restated": "reformulé", "quoted": "cité", "repaired": "texte rétabli", "truncated": "texte coupé",
        "missing": "terme imprimé sans définition", "divergence": "Divergence", "scope": "Note d'application", "example": "Exemple",
        "paths": "Chemin",
        "broader": "Plus général", "narrower": "Plus précis", "related": "Associés", "themes": "Thèmes", "replaced": "Remplacé par",
        "licence": "Licence", "version": "Version", "of": "du", "concepts": "concepts", "page": "page de la source", "colon": " : ",
        "generic": "", "partitive": "partie de", "instantial": "exemple de", "none": "Sans définition.",
        "private": "Ne pas publier : contient des citations qui appartiennent à leurs éditeurs.",
    },
    "en": {
        "tree": "Hierarchy", "cards": "Concepts", "withdrawn": "Withdrawn concepts", "sources": "Sources", "names": "Other names",
        "said": "What each source says", "restated": "restated", "quoted": "quoted", "repaired": "text repaired", "truncated": "text cut",
        "missing": "term printed without a definition", "divergence": "Divergence", "scope": "Scope", "example": "Example", "paths": "Path",
        "broader": "Broader", "narrower": "Narrower", "related": "Related", "themes": "Themes", "replaced": "Replaced by",
        "licence": "Licence", "version": "Version", "of": "of", "concepts": "concepts", "page": "page of the source", "colon": ": ",
        "generic": "", "partitive": "part of", "instantial": "instance of", "none": "No definition.",
        "private": "Not for publication: holds quotations that belong to their publishers.",
    },
}  # fmt: skip
_MARKS = re.compile(r"[\\`*_\[\]<>#|~&]")
_BLOCK = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))")


def escaped(text: str) -> str:
    """Write a text as Markdown in one line that reads as the text: marks after a backslash, line breaks and outer spaces as entities."""
    plain = _MARKS.sub(r"\\\g<0>", text)
    return re.sub(r"[\r\n\t]|^\s|\s$|(?<= ) ", lambda found: f"&#{ord(found.group())};", plain)


def _line(text: str) -> str:
    """Write a line that begins a paragraph: what would make a list or a heading of it stands after a backslash."""
    plain = escaped(text)
    start = _BLOCK.match(plain)
    if start is None:
        return plain
    cut = start.end() if start.group(2).isdigit() else start.start(2)
    return f"{plain[:cut]}\\{plain[cut:]}"


def _block(text: str, prefix: str = "") -> str:
    """Write a text of one or more lines as one paragraph."""
    return "\\\n".join(f"{prefix}{_line(line.strip())}" for line in text.splitlines() if line.strip())


def _target(url: str) -> str:
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>" if re.search(r"[\s()<>]", url) else url


def _link(slug: str, flat: Flat) -> str:
    return f"[{escaped(flat.name(slug))}](#{flat.ids[slug]})"


def _write(flat: Flat, folder: Path) -> None:
    refuse_controls("md", flat)
    with (folder / EXPORTER.files[0]).open("w", encoding="utf-8", newline="\n") as file:
        for paragraph in _paragraphs(flat):
            file.write(paragraph + "\n\n" if paragraph[-1:] != "\n" else paragraph)


def _paragraphs(flat: Flat) -> Iterator[str]:
    """Give the document's paragraphs; one that ends with a line break goes on in the next."""
    scheme, word = flat.thesaurus.scheme, _WORDS[flat.spoken]
    yield f"# {escaped(flat.title())}"
    if about := pick(scheme.description, flat.language)[0]:
        yield _block(about)
    facts = [f"{len(flat.in_force)} {word['concepts']}"]
    facts += (
        [f"{word['version']} {escaped(scheme.version)}" + (f" ({scheme.modified})" if scheme.modified else "")]
        if scheme.version
        else []
    )
    facts += [f"[{word['licence']}]({_target(scheme.license)})"] if scheme.license and not flat.quoted else []
    yield " · ".join(
        [*facts, _target(flat.scheme_iri).join("<>") if "<" not in _target(flat.scheme_iri) else flat.scheme_iri]
    )
    if flat.quoted:
        yield f"**{word['private']}**"
    yield f"## {word['tree']}"
    for depth, slug in flat.tree():
        yield f"{'  ' * depth}- {_link(slug, flat)}\n"
    yield "\n"
    yield f"## {word['cards']}"
    for slug in flat.sorted(flat.in_force):
        yield from _card(slug, flat)
    if flat.withdrawn:
        yield f"## {word['withdrawn']}"
        for slug in flat.sorted(flat.withdrawn):
            yield from _card(slug, flat)
    if flat.thesaurus.sources:
        yield f"## {word['sources']}"
        for source in flat.thesaurus.sources.values():
            page = f", <{source.page}>" if source.page else ""
            yield f"- {escaped(source.citation or source.title)}{page}\n"


def _card(slug: str, flat: Flat) -> Iterator[str]:
    concept, word = flat.thesaurus.concepts[slug], _WORDS[flat.spoken]

    def line(key: str, text: str) -> str:
        return f"**{word[key]}**{word['colon']}{text}"

    def related(links: list[tuple[str, str, str]]) -> str:
        return "\n".join(
            f"- {_link(other, flat)}" + (f" ({kind})" if kind else "") + (f" — {escaped(reason)}" if reason else "")
            for other, kind, reason in links
        )

    yield f'### <a id="{flat.ids[slug]}"></a>{escaped(flat.name(slug))}'
    others = [f"{escaped(text)} ({tag})" for tag, text in concept.pref_label.items() if tag != flat.label(slug)[1]]
    yield " · ".join([*others, *([f"`{concept.notation}`"] if concept.notation else []), f"<{flat.iri(slug)}>"])
    names = [f"{tag}{word['colon']}{', '.join(map(escaped, values))}" for tag, values in concept.alt_label.items()]
    if names:
        yield line("names", " ; ".join(names))
    if concept.deprecated:
        by = ", ".join(escaped(flat.name(other)) for other in concept.is_replaced_by)
        history = escaped(pick(concept.history_note, flat.language)[0])
        yield " ".join(filter(None, [history, line("replaced", by) if by else ""])) or word["withdrawn"]
    yield _block(pick(concept.definition, flat.language)[0] or word["none"])
    said = list(_said(slug, flat))
    if said:
        yield f"**{word['said']}**"
        yield from said
    for key, text in (("divergence", concept.divergence), ("scope", concept.scope_note), ("example", concept.example)):
        if found := pick(text, flat.language)[0]:
            yield line(key, _block(found))
    if not concept.deprecated and len(flat.path(slug)) > 1:
        yield line("paths", " › ".join(_link(step, flat) for step in flat.path(slug)[:-1]))
    reason = flat.language
    up = [(link.object, word.get(link.type or "", ""), link.reason.get(reason, "")) for link in flat.broader(slug)]
    down = [
        (child, "", link.reason.get(reason, ""))
        for child in flat.narrower(slug)
        for link in flat.broader(child)
        if link.object == slug
    ]
    across = [(other, "", link.reason.get(reason, "")) for other, link in flat.related(slug)]
    for key, links in (("broader", up), ("narrower", down), ("related", across)):
        if links and not concept.deprecated:
            yield f"**{word[key]}**"
            yield related(links)
    if concept.themes:
        yield line("themes", ", ".join(escaped(flat.theme_name(theme)) for theme in concept.themes))


def _said(slug: str, flat: Flat) -> Iterator[str]:
    """Give a block quote for each source's word, and a line for each entry that prints the term alone."""
    thesaurus, word = flat.thesaurus, _WORDS[flat.spoken]
    noted = set()
    for note in thesaurus.notes[slug]:
        entry, source = thesaurus.entries[note.entry], thesaurus.sources.get(note.source)
        noted.add(note.entry)
        marks = [word["quoted" if note.quoted else "restated"]]
        marks += [word[entry.status]] if entry.status in (Status.REPAIRED, Status.TRUNCATED) else []
        name = source.publisher.name if source else note.source
        links = []
        if source:
            at = flat.note_iri(note)
            cited = escaped(citation(entry, source))
            links = [
                f"[{cited}]({at})" if at else cited,
                *([f"[{word['page']}]({_target(source.page)})"] if source.page else []),
            ]
        yield (
            "> "
            + f"**{escaped(name)}** ({', '.join(marks)})\\\n{_block(note.text, '> ')}"
            + (f"\\\n> — {', '.join(links)}" if links else "")
        )
    for entry in thesaurus.entries_of[slug]:
        if entry.id not in noted:
            source = thesaurus.sources.get(entry.source)
            name = source.publisher.name if source else entry.source
            yield f"> **{escaped(name)}** « {escaped(entry.term)} » ({word['missing']})"


EXPORTER = Exporter(
    name="md",
    media_type="text/markdown",
    suffix=".md",
    write=_write,
    title="Markdown, one document to read",
    files=("thesaurus.md",),
    use="""\
CommonMark: read it in a wiki, a forge or an editor; `pandoc thesaurus.md -o thesaurus.docx` makes a document of it. The tree comes first, then
a card for each concept in the order of the alphabet, with links between them.""",
    carries={
        "iri": carried("under the heading"),
        "notation": carried("under the heading"),
        "prefLabel": carried("heading of the card"),
        "prefLabel-other": carried("under the heading"),
        "altLabel": flattened("a line for all"),
        "hiddenLabel": dropped("not meant to be shown"),
        "definition": carried("first paragraph of the card"),
        "definition-other": dropped("the document is in one language"),
        "sourced-definition": carried("a block quote each"),
        "citation": carried("end of the block quote, with its link"),
        "status": carried("head of the block quote"),
        "entry-without-definition": carried("a block quote with the printed term"),
        "divergence": carried("a paragraph"),
        "divergence-other": dropped("the document is in one language"),
        "scopeNote": carried("a paragraph"),
        "example": carried("a paragraph"),
        "editorialNote": dropped("for editors"),
        "historyNote": flattened("card of a withdrawn concept; for editors elsewhere"),
        "broader": carried("the tree, and a list in the card"),
        "broader-other": carried("a list in the card"),
        "broader-type": flattened("in brackets, where it is not generic"),
        "narrower": carried("a list in the card"),
        "related": carried("a list in the card, from both sides"),
        "reason": carried("in the list, in the language of the export"),
        "theme": flattened("a line for all"),
        "created": dropped("a reader needs no dates"),
        "modified": dropped("a reader needs no dates"),
        "withdrawn": carried("cards at the end"),
        "isReplacedBy": carried("card of the withdrawn concept"),
        "scheme-title": carried("title"),
        "version": carried("under the title"),
        "license": carried("under the title"),
    },
)

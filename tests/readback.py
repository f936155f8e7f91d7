"""Exports read back, each with a reader that is not ours, as facts: fact to a set of tuples that begin with the concept's IRI."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from glosskos.exporters.csv import unguarded
from glosskos.flat import Flat

Facts = dict[str, set[tuple[str, ...]]]
IRI = "rdf:originalIRI"


def expected(flat: Flat) -> Facts:
    """What is so, straight from the model."""
    found: Facts = defaultdict(set)
    thesaurus, language = flat.thesaurus, flat.language
    found["scheme-title"] = {(flat.title(),)}
    found["version"] = {(thesaurus.scheme.version,)}
    found["license"] = {(thesaurus.scheme.license,)}
    for slug, concept in thesaurus.concepts.items():
        iri = flat.iri(slug)
        if concept.deprecated:
            found["withdrawn"].add((iri, concept.pref_label[language]))
            found["isReplacedBy"] |= {(iri, flat.iri(other)) for other in concept.is_replaced_by}
            continue
        found["iri"].add((iri,))
        found["notation"].add((iri, concept.notation))
        for fact, text in (
            ("prefLabel", concept.pref_label), ("definition", concept.definition), ("divergence", concept.divergence),
            ("scopeNote", concept.scope_note), ("example", concept.example),
        ):  # fmt: skip
            found[fact] |= {(iri, value) for tag, value in text.items() if tag == language}
            found[f"{fact}-other"] |= {(iri, tag, value) for tag, value in text.items() if tag != language}
        for fact, text in (("editorialNote", concept.editorial_note), ("historyNote", concept.history_note)):
            found[fact] |= {(iri, tag, value) for tag, value in text.items()}
        for fact, labels in (("altLabel", concept.alt_label), ("hiddenLabel", concept.hidden_label)):
            found[fact] |= {(iri, tag, value) for tag, values in labels.items() for value in values}
        for note in thesaurus.notes[slug]:
            source = thesaurus.sources[note.source]
            found["sourced-definition"].add((iri, source.publisher.name, note.text))
            found["citation"].add((iri, source.short_title, source.page))
            found["status"].add((iri, source.publisher.name, str(thesaurus.entries[note.entry].status)))
        noted = {note.entry for note in thesaurus.notes[slug]}
        found["entry-without-definition"] |= {(iri, e.term) for e in thesaurus.entries_of[slug] if e.id not in noted}
        for place, link in enumerate(concept.broader):
            above = flat.iri(link.object)
            found["broader-other" if place else "broader"].add((iri, above))
            found["narrower"].add((above, iri))
            found["broader-type"].add((iri, above, str(link.type)))
            found["reason"].add((iri, above, link.reason[language]))
        for link in concept.related:
            other = flat.iri(link.object)
            found["related"] |= {(iri, other), (other, iri)}
            found["reason"] |= {(iri, other, link.reason[language]), (other, iri, link.reason[language])}
        found["created"].add((iri, concept.created))
        found["modified"].add((iri, concept.modified))
    return found


def _datahub(folder: Path, flat: Flat) -> Facts:
    found: Facts = defaultdict(set)
    glossary = yaml.safe_load((folder / "business-glossary.yml").read_text(encoding="utf-8"))
    (root,) = glossary["nodes"]
    found["scheme-title"] = {(root["name"],)}
    found["version"] = {(root["custom_properties"]["owl:versionInfo"],)}
    found["license"] = {(root["custom_properties"]["dct:license"],)}
    by_path, terms, parents = {}, [], {}

    def walk(node: dict, path: list[str], above: str) -> None:
        own = above
        for term in node.get("terms", ()):
            if term["id"] == node["id"]:
                own = term["source_url"]
        for term in node.get("terms", ()):
            by_path[".".join([*path, node["name"], term["name"]])] = term["source_url"]
            terms.append(term)
            parents[term["source_url"]] = above if term["id"] == node["id"] else own
        for child in node.get("nodes", ()):
            walk(child, [*path, node["name"]], own)

    walk(root, [], "")
    for term in terms:
        iri, extra = term["source_url"], term["custom_properties"]
        assert extra[IRI] == iri
        found["iri"].add((iri,))
        found["notation"].add((iri, extra["skos:notation"]))
        found["prefLabel"].add((iri, term["name"]))
        for fact, key in (("prefLabel-other", "skos:prefLabel@"), ("definition-other", "skos:definition@")):
            found[fact] |= {
                (iri, name.removeprefix(key), value) for name, value in extra.items() if name.startswith(key)
            }
        if parents[iri]:
            found["broader"].add((iri, parents[iri]))
            assert parents[iri] == by_path[term["inherits"][0]]
        found["broader-other"] |= {(iri, by_path[path]) for path in term.get("inherits", [])[1:]}
        found["narrower"] |= {(by_path[path], iri) for path in term.get("inherits", ())}
        for key, kind in (("contains", "partitive"), ("values", "instantial")):
            found["broader-type"] |= {(by_path[path], iri, kind) for path in term.get(key, ())}
        found["related"] |= {(iri, by_path[path]) for path in term.get("related_terms", ())}
        found["created"].add((iri, extra["dct:created"]))
        found["modified"].add((iri, extra["dct:modified"]))
    special = {pair[:2] for pair in found["broader-type"]}
    every = {(below, above) for above, below in found["narrower"]}
    found["broader-type"] |= {(*pair, "generic") for pair in every - special}
    return found


def split(field: str) -> list[str]:
    """Read a list field as OpenMetadata's export writes it: semicolons, items in quotes where they hold a separator."""
    return next(csv.reader(io.StringIO(field, newline=""), delimiter=";"))


def openmetadata_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _openmetadata(folder: Path, flat: Flat) -> Facts:
    found: Facts = defaultdict(set)
    rows = openmetadata_rows(folder / "openmetadata.csv")
    names = {f"{row['parent'] or flat.glossary_id}.{row['name*']}": split(row["references"])[1] for row in rows}
    for row in rows:
        name, iri = split(row["references"])[:2]
        if row["glossaryStatus"] == "Deprecated":
            found["withdrawn"].add((iri, row["displayName"]))
            continue
        found["iri"].add((iri,))
        found["notation"].add((iri, name.removeprefix("skos:Concept ")))
        found["prefLabel"].add((iri, row["displayName"]))
        if row["parent"]:
            found["broader"].add((iri, names[row["parent"]]))
            found["narrower"].add((names[row["parent"]], iri))
        for relation in split(row["relatedTerms"]) if row["relatedTerms"] else ():
            kind, _, other = relation.partition(":")
            if kind == "broader":
                found["broader-other"].add((iri, names[other]))
                found["narrower"].add((names[other], iri))
            else:
                assert kind == "relatedTo"
                found["related"] |= {(iri, names[other]), (names[other], iri)}
    return found


def _tables(tables: dict[str, list[dict[str, str]]], flat: Flat, words: dict[str, str]) -> Facts:  # noqa: PLR0912
    """Read the three tables, whose columns have the names of the CSV."""
    found: Facts = defaultdict(set)
    iris = {row["id"]: row["iri"] for row in tables["concepts"]}
    language = flat.language
    for row in tables["concepts"]:
        iri = row["iri"]
        if words.get(row["status"], row["status"]) == "withdrawn":
            found["withdrawn"].add((iri, row[f"prefLabel@{language}"]))
            continue
        found["iri"].add((iri,))
        found["notation"].add((iri, row["notation"]))
        for column, value in row.items():
            fact, _, tag = column.partition("@")
            if not tag or not value:
                continue
            if fact in ("editorialNote", "historyNote"):
                found[fact].add((iri, tag, value))
            elif tag == language:
                found[fact].add((iri, value))
            else:
                found[f"{fact}-other"].add((iri, tag, value))
        found["created"].add((iri, row["created"]))
        found["modified"].add((iri, row["modified"]))
    for row in tables["definitions"]:
        iri = iris[row["id"]]
        if row["text"]:
            found["sourced-definition"].add((iri, row["source"], row["text"]))
            found["citation"].add((iri, row["citation"].partition(", entrée")[0], row["page"]))
            found["status"].add((iri, row["source"], words.get(row["status"], row["status"])))
        else:
            found["entry-without-definition"].add((iri, row["term"]))
    for row in tables["links"]:
        pair = (iris[row["id"]], iris[row["to-id"]])
        relation = words.get(row["relation"], row["relation"])
        if relation == "broader":
            found["broader" if row["primary"] else "broader-other"].add(pair)
            found["broader-type"].add((*pair, words.get(row["type"], row["type"])))
        else:
            found[relation].add(pair)
        if relation != "narrower":
            found["reason"].add((*pair, row[f"reason@{language}"]))
    return found


def csv_tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    found = {}
    for name in ("concepts", "definitions", "links"):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            found[name] = [{key: unguarded(value) for key, value in row.items()} for row in csv.DictReader(file)]
    return found


def xlsx_sheets(path: Path) -> dict[str, list[list[str]]]:
    from openpyxl import load_workbook

    return {
        sheet.title: [[(cell.value or "").replace("_x000D_", "\r") for cell in row] for row in sheet.iter_rows()]
        for sheet in load_workbook(path)
    }


def _xlsx(folder: Path, flat: Flat) -> Facts:
    from glosskos.exporters.tables import tables

    sheets = xlsx_sheets(folder / "thesaurus.xlsx")
    keyed = {}
    for table in tables(flat):
        head, *rows = sheets[table.names[flat.language]]
        assert head == [column.names[flat.language] for column in table.columns]
        keyed[table.key] = [dict(zip([column.key for column in table.columns], row, strict=True)) for row in rows]
    words = {
        "retiré": "withdrawn", "entier": "complete", "rétabli": "repaired", "coupé": "truncated", "plus général": "broader",
        "plus précis": "narrower", "associé": "related", "générique": "generic", "partitif": "partitive", "d'instance": "instantial",
    }  # fmt: skip
    found = _tables(keyed, flat, words)
    facts = dict(list(sheets.values())[-1])
    found["scheme-title"], found["version"], found["license"] = (
        {(facts["Titre"],)},
        {(facts["Version"],)},
        {(facts["Licence"],)},
    )
    return found


def _md(folder: Path, flat: Flat) -> Facts:  # noqa: PLR0912 - one branch a construct
    """Read the Markdown with a CommonMark parser: headings, paragraphs, quotes and lists."""
    from markdown_it import MarkdownIt

    def text(inline, stop=()) -> str:
        return "".join(
            "\n" if each.type in ("hardbreak", "softbreak") else each.content
            for each in inline.children
            if each.type in ("text", "hardbreak", "softbreak", "code_inline", "text_special")
        )

    found: Facts = defaultdict(set)
    tokens = MarkdownIt("commonmark").parse((folder / "thesaurus.md").read_text(encoding="utf-8"))
    part, iri, key, quote, depth, ids, pending = "", "", "", False, 0, {}, []
    stack: list[str] = []
    first = False
    for at, token in enumerate(tokens):
        quote = True if token.type == "blockquote_open" else False if token.type == "blockquote_close" else quote
        depth += {"bullet_list_open": 1, "bullet_list_close": -1}.get(token.type, 0)
        if token.type != "inline":
            continue
        opener = tokens[at - 1]
        content = text(token)
        hrefs = [child.attrs["href"] for child in token.children if child.type == "link_open"]
        if opener.type == "heading_open" and opener.tag == "h1":
            found["scheme-title"] = {(content,)}
        elif opener.type == "heading_open" and opener.tag == "h2":
            part = content
        elif opener.type == "heading_open":
            name, anchor, iri, key, first = content, re.search(r'id="([^"]*)"', token.content).group(1), "", "", True
        elif part == "" and " · " in content:
            found["version"] = {(re.search(r"Version (\S+)", content).group(1),)}
            found["license"] = {(hrefs[0],)}
        elif part == "Hiérarchie":
            stack[depth - 1 :] = [hrefs[0][1:]]
            pending += [("broader", hrefs[0][1:], stack[-2])] if depth > 1 else []
        elif part in ("Concepts", "Concepts retirés") and first and not iri:
            iri = hrefs[-1]
            ids[anchor] = iri
            kind = "prefLabel" if part == "Concepts" else "withdrawn"
            found[kind].add((iri, name))
            if part == "Concepts":
                found["iri"].add((iri,))
                codes = [child.content for child in token.children if child.type == "code_inline"]
                found["notation"] |= {(iri, code) for code in codes}
                found["prefLabel-other"] |= {
                    (iri, tag, other)
                    for other, tag in re.findall(r"(?s)(?:^|(?<= · ))(.*?) \((\w\w)\)(?= · )", content)
                }
        elif part == "Concepts" and quote:
            head, _, rest = content.partition("\n")
            if "sans définition" in head:
                found["entry-without-definition"].add((iri, re.search("« (.*) »", head).group(1)))
                continue
            said, _, cited = rest.rpartition("\n— ")
            source, _, marks = head.partition(" (")
            found["sourced-definition"].add((iri, source, said))
            status = "truncated" if "coupé" in marks else "repaired" if "rétabli" in marks else "complete"
            found["status"].add((iri, source, status))
            found["citation"].add((iri, cited.partition(", entrée")[0], hrefs[-1]))
        elif part == "Concepts" and depth:
            reason = content.partition(" — ")[2]
            pending.append((key, iri, hrefs[0][1:]))
            if key != "Plus précis":
                pending.append(("reason", iri, hrefs[0][1:], reason))
        elif part in ("Concepts", "Concepts retirés") and iri:
            bold = [at for at, child in enumerate(token.children) if child.type == "strong_open"]
            begins = bold and not any(child.content for child in token.children[: bold[0]])
            strong = token.children[bold[0] + 1].content if begins else ""
            rest = content.removeprefix(strong).removeprefix(" : ")
            for word, fact in (
                ("Divergence", "divergence"),
                ("Note d'application", "scopeNote"),
                ("Exemple", "example"),
            ):
                if strong == word and part == "Concepts":
                    found[fact].add((iri, rest))
            if "Remplacé par : " in content:
                found["isReplacedBy"].add((iri, content.rpartition("Remplacé par : ")[2]))
            key = strong if strong in ("Plus général", "Plus précis", "Associés") else key
            if first and not strong and part == "Concepts":
                found["definition"].add((iri, content))
                first = False
    every = set()
    for kind, own, other, *more in pending:
        if kind == "broader":
            found["broader"].add((ids[own], ids[other]))
        elif kind == "Plus général":
            every.add((own, ids[other]))
        elif kind == "reason":
            found["reason"].add((own, ids[other], more[0]))
        else:
            found["related" if kind == "Associés" else "narrower"].add((own, ids[other]))
    found["broader-other"] = every - found["broader"]
    names = {flat.name(slug): flat.iri(slug) for slug in flat.in_force}
    found["isReplacedBy"] = {(own, names[name]) for own, name in found["isReplacedBy"]}
    return found


def _flat(folder: Path, flat: Flat) -> Facts:
    from rdflib import Graph
    from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

    found: Facts = defaultdict(set)
    graph = Graph().parse(folder / "thesaurus-flat.ttl")
    scheme = graph.value(None, RDF.type, SKOS.ConceptScheme)
    found["scheme-title"] = {(str(graph.value(scheme, SKOS.prefLabel)),)}
    found["version"] = {(str(graph.value(scheme, OWL.versionInfo)),)}
    found["license"] = {(str(graph.value(scheme, DCTERMS.license)),)}
    others = {(str(iri), tag, value) for slug in flat.in_force for iri in [flat.iri(slug)]
              for tag, value in flat.in_force[slug].pref_label.items() if tag != flat.language}  # fmt: skip
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        iri = str(graph.value(concept, SKOS.exactMatch) or concept)
        found["iri"].add((iri,))
        found["notation"].add((iri, str(graph.value(concept, SKOS.notation))))
        found["prefLabel"].add((iri, str(graph.value(concept, SKOS.prefLabel))))
        for fact in ("altLabel", "hiddenLabel"):
            found[fact] |= {(iri, each.language, str(each)) for each in graph.objects(concept, SKOS[fact])} - others
        for fact in ("broader", "narrower", "related"):
            found[fact] |= {(iri, str(other)) for other in graph.objects(concept, SKOS[fact])}
    return found


def _portal(name: str) -> Callable[[Path, Flat], Facts]:
    def read(folder: Path, flat: Flat) -> Facts:
        from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef

        graph = Graph().parse(folder / f"{name}.ttl")
        dataset = graph.value(None, RDF.type, DCAT.Dataset)
        titles = [title for title in graph.objects(dataset, DCTERMS.title) if title.language == flat.language]
        found: Facts = defaultdict(set)
        found["scheme-title"] = {(str(title),) for title in titles}
        found["version"] = {(str(graph.value(dataset, URIRef(f"{DCAT}version"))),)}
        found["license"] = {(str(graph.value(dataset, DCTERMS.license)),)}
        return found

    return read


_READERS = {
    "ckan": _portal("ckan"),
    "csv": lambda folder, flat: _tables(csv_tables(folder), flat, {}),
    "datahub": _datahub,
    "flat": _flat,
    "md": _md,
    "openmetadata": _openmetadata,
    "udata": _portal("udata"),
    "xlsx": _xlsx,
}


def read_back(name: str, folder: Path, flat: Flat) -> Facts:
    """What an export says."""
    return _READERS[name](folder, flat)


def whole_text(name: str, paths: Iterable[Path]) -> str:
    """All text of an export, for words that must or must not be in it."""
    if name == "xlsx":
        return "\n".join(cell for path in paths for rows in xlsx_sheets(path).values() for row in rows for cell in row)
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)

"""RDF files as they come: what is read, what is refused, and in which words."""

from __future__ import annotations

import gzip
import os
import time
from pathlib import Path

import pytest

from glosskos.errors import DocumentError
from glosskos.rdfinput import RdfInput, syntax_of

SKOS = "http://www.w3.org/2004/02/skos/core#"
HEAD = f"@prefix skos: <{SKOS}> .\n"
GOOD = HEAD + '<http://e/a> a skos:Concept ; skos:prefLabel "été"@fr ; skos:broader <http://e/b> .\n'
RDF = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="{SKOS}">\n'
BODY = '<skos:Concept rdf:about="http://e/a"><skos:prefLabel xml:lang="fr">été</skos:prefLabel></skos:Concept>'
XML = RDF + BODY + "</rdf:RDF>\n"


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path, **more: object) -> list[tuple[str, str, str]]:
    return list(RdfInput(path, **more).triples())


def labels(path: Path) -> list[str]:
    return [value for _, _, value in read(path) if value[0] == '"']


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", GOOD),
        ("bom.ttl", "\ufeff" + GOOD),
        ("crlf.ttl", GOOD.replace("\n", "\r\n")),
        ("a.ttl.gz", gzip.compress(GOOD.encode())),
        ("compressed-in-disguise.ttl", gzip.compress(GOOD.encode())),
        ("not-compressed-at-all.ttl.gz", GOOD),
        ("unknown.txt", GOOD),
        ("none", "# a comment\n\n" + GOOD),
        ("sparql", GOOD.replace("@prefix", "PREFIX").replace("> .\n", ">\n", 1)),
        ("lines", f'<http://e/a> <{SKOS}prefLabel> "été"@fr .\n'),
        ("quads", f'<http://e/a> <{SKOS}prefLabel> "été"@fr <http://e/g> .\n'),
        ("graphs", HEAD + "<http://e/g> {\n" + GOOD.removeprefix(HEAD) + "}\n"),
        ("json", '{"@context": {"label": {"@id": "' + SKOS + 'prefLabel", "@language": "fr"}}, "label": "été"}'),
        ("xml", XML),
        ("a.rdf", XML),
        ("bom.rdf", "\ufeff" + XML),
        ("declared.rdf", '<?xml version="1.0" encoding="utf-8"?>\n' + XML),
        ("latin.rdf", ('<?xml version="1.0" encoding="ISO-8859-1"?>\n' + XML).encode("latin-1")),
        ("utf16.rdf", ('<?xml version="1.0" encoding="UTF-16"?>\n' + XML).encode("utf-16")),
        ("comment.rdf", XML + "<!-- the end -->\n"),
        ("one-node.rdf", BODY.replace("<skos:Concept ", f'<skos:Concept xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="{SKOS}" ', 1)),
        ("entity.rdf", '<!DOCTYPE rdf:RDF [<!ENTITY skos "' + SKOS + '">]>\n' + XML.replace(f'"{SKOS}"', '"&skos;"')),
    ],
)  # fmt: skip
def test_what_is_read(tmp_path, name, content):
    assert labels(file(tmp_path, name, content)) == ['"été"@fr']


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("syntax.ttl", HEAD + "<http://e/a> a skos:Concept ;\n  skos:broader oops .\n", r"syntax\.ttl:3:16: not Turtle: .*; there: oops \."),
        ("prefix.ttl", "<http://e/a> <http://e/p> dct:x .\n", r":1:27: not Turtle: The prefix dct: has not been declared; there: dct:x \."),
        ("cut.ttl", GOOD[:-25], r"cut\.ttl:2:\d+: not Turtle: "),
        ("cut.nt", "<http://e/a> <http://e/p> <http://e/", r"cut\.nt:1:\d+: not N-Triples: .*cut off\?"),
        ("cut.jsonld", '{"@context": {"a": "http://e/a"},\n"a": "x"', r"cut\.jsonld:2:\d+: not JSON-LD: "),
        ("comma.jsonld", '{"@context": {"a": "http://e/a"},\n"a": "x",}', r"comma\.jsonld:2:\d+: not JSON-LD: Trailing commas"),
        ("web.jsonld", '{"@context": "https://example.org/context.jsonld", "a": "x"}', r"web\.jsonld.*its @context is on the web, and nothing is fetched"),
        ("cut.rdf", RDF + BODY, r"cut\.rdf:2:\d+: not RDF/XML: it ends before its root element does; is the file cut off\?"),
        ("cut-inside.rdf", RDF + BODY[:60], r"cut-inside\.rdf:2:\d+: not RDF/XML: .*(?:end of input|it ends before)"),
        ("tags.rdf", RDF + "<skos:Concept></skos:Conc></rdf:RDF>", r"tags\.rdf:2:\d+: not RDF/XML: .*; there: "),
        ("other.xml", '<?xml version="1.0"?><a><b>x</b></a>', r"other\.xml: not RDF/XML: "),
        ("external.rdf", '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML.replace("été", "&x;"), "declares the external entity 'x'; nothing outside the file is ever fetched"),
        ("public.rdf", "<!DOCTYPE rdf:RDF [<!ENTITY x PUBLIC 'y' 'http://e/x'>]>" + XML.replace("été", "&x;"), "external entity 'x'"),
        ("parameter.rdf", '<!DOCTYPE rdf:RDF [<!ENTITY % x SYSTEM "http://e/x.dtd"> %x;]>' + XML, "external entity"),
        ("long-entity.rdf", f'<!DOCTYPE rdf:RDF [<!ENTITY x "{"x" * 5000}">]>' + XML.replace("été", "&x;"), "very long; such files can explode"),
        ("unknown-encoding.rdf", '<?xml version="1.0" encoding="EBCDIC-X"?>' + XML, "declares the encoding 'EBCDIC-X', which nobody knows"),
        ("wrong-encoding.rdf", ('<?xml version="1.0" encoding="ASCII"?>' + XML).encode(), "declares|encoding"),
        ("latin.ttl", GOOD.encode("latin-1"), r"latin\.ttl:2:\d+: not Turtle: Invalid UTF-8.*Latin-1"),
        ("mixed.ttl", GOOD.encode() + GOOD.removeprefix(HEAD).encode("latin-1"), r"mixed\.ttl:3:\d+: not Turtle: Invalid UTF-8"),
        ("utf16.ttl", GOOD.encode("utf-16"), "written in UTF-16; RDF is read as UTF-8: iconv"),
        ("utf16-unmarked.ttl", GOOD.encode("utf-16-le"), "holds NUL bytes"),
        ("utf32.ttl", GOOD.encode("utf-32"), "written in UTF-32"),
        ("binary.ttl", bytes(range(256)) * 10, "holds NUL bytes: a binary file"),
        ("nul.ttl", GOOD.encode() + b"<http://e/a> \0 <http://e/b> .\n", "NUL bytes|not Turtle"),
        ("archive.ttl", b"PK\x03\x04rest", "a ZIP archive, not an RDF file"),
        ("page.rdf", "<!DOCTYPE html>\n<html></html>", "a web page"),
        ("cut.ttl.gz", gzip.compress(os.urandom(10) .hex().join([GOOD] * 3).encode())[:-20], "damaged or truncated gzip file"),
        ("space.ttl", HEAD + "<http://e/a> skos:broader <http://e/b c> .\n", r"space\.ttl:2:27: not Turtle: Invalid IRI code point ' '; there: <http://e/b c>"),
        ("space.nt", "<http://e/a b> <http://e/p> <http://e/c> .\n", r"space\.nt:1:\d+: not N-Triples: Invalid IRI"),
        ("statement.ttl", "<http://e/a> <http://e/p> <<( <http://e/a> <http://e/p> 1 )>> .\n", r"RDF 1\.2"),
        ("table.csv", "a,b\n1,2\n", r"table\.csv: unknown suffix; known are \.ttl"),
        ("long.ttl", HEAD + f'<http://e/a> skos:note "{"x" * 3_000_000}" , oops .\n', r"long\.ttl:2:3000029: not Turtle: .*; there: oops \."),
        ("control.ttl", HEAD + "<http://e/a> skos:note \x1b[31mred .\n", r"control\.ttl:2:\d+: not Turtle: "),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, name, content, said):
    with pytest.raises(DocumentError, match=said) as error:
        read(file(tmp_path, name, content))
    assert "\n" not in str(error.value) and len(str(error.value)) < 600
    assert str(error.value).startswith(str(tmp_path / name))
    assert "\x1b" not in str(error.value).partition("there: ")[2]


def test_a_billion_laughs_are_refused_at_once(tmp_path):
    def seconds(levels: int) -> float:
        entities = '<!ENTITY l0 "lol">' + "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1)
        )  # fmt: skip
        path = file(tmp_path, "laughs.rdf", f"<!DOCTYPE rdf:RDF [{entities}]>" + XML.replace("été", f"&l{levels};"))
        begun = time.process_time()
        with pytest.raises(DocumentError, match="the entity 'l1' is made of others"):
            read(path)
        return time.process_time() - begun

    quick = min(seconds(2) for _ in range(5))
    assert min(seconds(11) for _ in range(5)) < 20 * quick  # unfolded, it would take terabytes


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "cp037"])
def test_an_entity_in_another_encoding_is_seen(tmp_path, encoding):
    text = '<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + XML.replace("été", "&x;")
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'
    content = (declared + text).encode(encoding) if encoding == "utf-16" else declared.encode() + text.encode(encoding)
    with pytest.raises(DocumentError, match="external entity 'x'"):
        read(file(tmp_path, "hidden.rdf", content))


def test_an_entity_hidden_behind_a_long_comment_is_seen(tmp_path):
    long, entity = "x" * 200_000, '<!ENTITY x SYSTEM "file:///etc/passwd">'
    for text in (
        f"<!DOCTYPE rdf:RDF [<!--{long}-->{entity}]>",
        f"<!--{long}--><!DOCTYPE rdf:RDF [{entity}]>",
        f'<!DOCTYPE rdf:RDF [<!ENTITY y "]><rdf:RDF>">{" " * 200_000}{entity}]>',
        f"<?pi {long}?><!DOCTYPE rdf:RDF [{entity}]>",
    ):
        for pack in (str.encode, lambda each: gzip.compress(each.encode())):
            with pytest.raises(DocumentError, match="declarations of more than 64 kB"):
                read(file(tmp_path, "hidden.rdf", pack(text + XML.replace("été", "&x;"))))


def test_blank_nodes_are_named_in_their_order(tmp_path):
    path = file(
        tmp_path, "a.ttl", "<http://e/a> <http://e/p> [ <http://e/q> _:z ] , [] .\n_:z <http://e/q> <http://e/a> .\n"
    )
    found = read(path, relabel=True)
    assert found == read(path, relabel=True)
    assert {term for triple in found for term in triple if term[0] == "_"} == {"_:b0", "_:b1", "_:b2"}


def test_prefixes_and_base_of_a_file_are_kept(tmp_path):
    source = RdfInput(file(tmp_path, "a.ttl", "@base <http://e/> .\n@prefix x: <http://e/x/> .\n<a> x:p x:b ."))
    assert list(source.triples()) == [("<http://e/a>", "<http://e/x/p>", "<http://e/x/b>")]
    assert (source.prefixes, source.base) == ({"x": "http://e/x/"}, "http://e/")
    plain = RdfInput(file(tmp_path, "a.rdf", XML))
    assert list(plain.triples()) and plain.prefixes["skos"] == SKOS and plain.base == ""


def test_named_graphs_are_named(tmp_path):
    source = RdfInput(file(tmp_path, "a.nq", "<http://e/a> <http://e/p> <http://e/b> <http://e/g> .\n"))
    assert [quad[3] for quad in source.quads()] == ["<http://e/g>"]
    assert source.graphs == {"<http://e/g>"}


def test_progress_is_known_in_bytes(tmp_path):
    path = file(tmp_path, "a.ttl", GOOD + "".join(f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(20_000)))
    source = RdfInput(path)
    seen = [source.read for _ in source.triples()]
    assert seen == sorted(seen) and seen[0] < seen[-1] == source.size == path.stat().st_size


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("a.ttl", "TURTLE"), ("a.b.TTL.GZ", "TURTLE"), ("a.rdf", "RDF_XML"), ("a.gz", None), ("a", None), ("a.csv", None)],
)
def test_the_syntax_of_a_name(name, syntax):
    assert syntax_of(Path(name)) == syntax


def test_what_was_opened_is_closed(tmp_path):
    path = file(tmp_path, "a.ttl", GOOD)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        read(path)
        with pytest.raises(DocumentError):
            read(file(tmp_path, "bad.ttl", "oops"))
    assert len(list(Path("/proc/self/fd").iterdir())) == before

"""infer and convert: every syntax in, all of ours out, whole or not at all, the same bytes each time."""

from __future__ import annotations

import gzip
import itertools
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from glosskos.cli import main
from glosskos.closure import close
from glosskos.conversion import FORMATS
from glosskos.terms import parse_rdf

pytestmark = pytest.mark.usefixtures("as_written")
RDFLIB = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "trig": "trig", "nq": "nquads"}
HARD = r"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix e: <http://example.org/> .
@prefix source: <http://example.org/s/> .
@prefix urn: <http://example.org/urn#> .
@prefix : <http://example.org/empty/> .
e:c a skos:OrderedCollection , e:1odd ; skos:memberList ( e:a [ skos:prefLabel "nameless"@en ] e:b ) .
e:a a skos:Concept ; skos:prefLabel "été"@fr , "estate"@it , "日本"@ja-Hira , "no language" ;
  skos:notation "01"^^xsd:string , "1"^^xsd:integer , "1.50"^^xsd:decimal , "true"^^xsd:boolean , "x"^^e:kind , "<b>&amp;</b>"^^xsd:string ;
  skos:note "line\nline\ttab \"quoted\" back\\slash", "carriage\rreturn", '''long
text''' , "]]> <!-- &amp;" , "\u00A0\u2028é🙂" ;
  skos:exactMatch <http://example.org/a?b=1&c=2#d> , <urn:isbn:9780000000000> , <http://例え.jp/テスト> , <http://example.org/%20> ,
    <http://example.org/it's(1,2);3> , <mailto:a@example.org> , source:x , urn:y , :z ;
  e:empty "" , ""@fr .
[] e:p _:x . _:x e:p _:x .
"""
QUADS = """<http://e/a> <http://e/p> <http://e/b> .
<http://e/a> <http://e/p> "x"@fr <http://e/g1> .
_:x <http://e/p> _:y <http://e/g2> .
_:y <http://e/p> <http://e/a> _:g .
"""


def run(*arguments: object) -> int:
    return main([str(each) for each in arguments])


def graph_of(path: Path, name: str = "") -> rdflib.Graph:
    """A file as rdflib reads it: graphs merged, ``"x"^^xsd:string`` and ``"x"`` the same, language tags in lower case, as in RDF 1.1."""
    name = name or path.suffix[1:]
    merged = rdflib.Graph()
    for subject, predicate, value, _ in rdflib.Dataset().parse(path, format=RDFLIB[name]).quads():
        if isinstance(value, rdflib.Literal):
            kind = None if value.datatype == rdflib.XSD.string else value.datatype
            value = rdflib.Literal(str(value), (value.language or "").lower() or None, kind)  # noqa: PLW2901
        merged.add((subject, predicate, value))
    return merged


@pytest.fixture(scope="module")
def hard(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("hard") / "hard.ttl"
    path.write_text(HARD, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "stream"),
    [(name, stream) for name in FORMATS for stream in (False, True) if (name, stream) != ("rdf", True)],
)
def test_every_syntax_out_and_back_in_says_the_same(hard, tmp_path, name, stream):
    flags = ["--stream"] if stream else []
    expected = graph_of(hard)
    there, back = tmp_path / f"there.{name}", tmp_path / "back.nt"
    assert run("convert", hard, "--out", there, *flags) == 0
    assert isomorphic(graph_of(there), expected)
    assert run("convert", there, "--out", back, *flags) == 0
    assert isomorphic(graph_of(back), expected)


def test_the_same_file_gives_the_same_bytes_in_any_process(hard, tmp_path):
    for name, seed in itertools.product(FORMATS, "12"):
        command = [sys.executable, "-m", "glosskos", "convert", str(hard), "--out", str(tmp_path / f"{seed}.{name}")]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    for name in FORMATS:
        assert (tmp_path / f"1.{name}").read_bytes() == (tmp_path / f"2.{name}").read_bytes()


@pytest.mark.parametrize("suffix", ["ttl", "jsonld"])
def test_our_own_files_come_out_as_they_are(records, tmp_path, suffix):
    assert run("convert", records / "thesaurus.ttl", "--out", tmp_path / f"t.{suffix}") == 0
    assert (tmp_path / f"t.{suffix}").read_bytes() == (records / f"thesaurus.{suffix}").read_bytes()


def test_several_formats_in_one_go_are_those_of_single_ones(hard, tmp_path):
    assert run("convert", hard, "--to", ",".join(FORMATS), "--out", tmp_path / "all.x") == 0
    for name in FORMATS:
        assert run("convert", hard, "--to", name, "--out", tmp_path / f"one.{name}") == 0
        assert (tmp_path / f"all.{name}").read_bytes() == (tmp_path / f"one.{name}").read_bytes()


@pytest.mark.parametrize("name", ["trig", "nq"])
def test_named_graphs_are_kept_where_they_can_be(tmp_path, name, capsys):
    from rdflib import Dataset

    (tmp_path / "in.nq").write_text(QUADS, encoding="utf-8")
    assert run("convert", tmp_path / "in.nq", "--out", tmp_path / f"out.{name}") == 0
    found = {str(quad[3]) for quad in Dataset().parse(tmp_path / f"out.{name}", format=RDFLIB[name]).quads()}
    assert {"http://e/g1", "http://e/g2"} <= found and len(found) == 4
    size = (tmp_path / f"out.{name}").stat().st_size
    assert capsys.readouterr().err == f"{tmp_path / f'out.{name}'}: {size:,} bytes, {QUADS.count(' .')} statements\n"


@pytest.mark.parametrize(
    ("name", "stream"),
    [("ttl", False), ("rdf", False), ("nt", False), ("jsonld", False), ("ttl", True), ("nt", True)],
)
def test_named_graphs_are_merged_where_they_must_be_and_that_is_said(tmp_path, name, stream, capsys):
    (tmp_path / "in.nq").write_text(QUADS, encoding="utf-8")
    assert run("convert", tmp_path / "in.nq", "--out", tmp_path / f"out.{name}", *["--stream"] * stream) == 0
    assert "3 named graphs merged into one" in capsys.readouterr().err
    assert isomorphic(graph_of(tmp_path / f"out.{name}"), graph_of(tmp_path / "in.nq"))


def test_standard_input_and_output(hard, tmp_path):
    command = [sys.executable, "-m", "glosskos", "convert", "-", "--to", "nt"]
    done = subprocess.run(command, input=HARD.encode(), capture_output=True, check=True)
    (tmp_path / "out.nt").write_bytes(done.stdout)
    assert isomorphic(graph_of(tmp_path / "out.nt"), graph_of(hard))
    packed = subprocess.run([*command, "--from", "ttl"], input=gzip.compress(HARD.encode()), capture_output=True, check=True)  # fmt: skip
    assert packed.stdout == done.stdout
    unknown = subprocess.run(command, input=b"what is this", capture_output=True, check=False)
    assert (unknown.returncode, unknown.stdout) == (2, b"") and b"name it with --from" in unknown.stderr


def test_a_compressed_output_has_no_clock_in_it(hard, tmp_path):
    for name in ("one.ttl.gz", "two.ttl.gz"):
        assert run("convert", hard, "--out", tmp_path / name) == 0
        time.sleep(1.1 if name.startswith("one") else 0)
    assert (tmp_path / "one.ttl.gz").read_bytes() == (tmp_path / "two.ttl.gz").read_bytes()
    assert run("convert", hard, "--out", tmp_path / "plain.ttl") == 0
    assert gzip.decompress((tmp_path / "one.ttl.gz").read_bytes()) == (tmp_path / "plain.ttl").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--out", "x.csv"], "no format is known by this suffix"),
        (["--out", "x"], "no format is known by this suffix"),
        (["--to", "csv"], "no format is called 'csv'; there are: ttl, jsonld"),
        (["--to", "ttl,nt"], "several formats need --out"),
        (["--to", "ttl,nt", "--out", "x.ttl", "--stream"], "--stream writes one format at a time"),
        (["--out", "x.rdf", "--stream"], "--stream cannot write rdf"),
    ],
)
def test_calls_that_cannot_be_met(hard, tmp_path, monkeypatch, arguments, said, capsys):
    monkeypatch.chdir(tmp_path)
    assert run("convert", hard, *arguments) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written(hard, tmp_path, capsys):
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "file").write_text("x")
    for out in ("folder.ttl", "file/x.ttl"):
        assert run("convert", hard, "--out", tmp_path / out) == 2
        said = capsys.readouterr().err
        assert "a folder; name a file" in said or "cannot be written" in said
    assert run("convert", hard, "--to", "ttl", "--out", "/dev/full") == 2
    assert "No space left" in capsys.readouterr().err


def test_what_a_format_cannot_say_leaves_the_old_file_and_nothing_else(tmp_path, capsys):
    (tmp_path / "in.ttl").write_text('<http://e/a> <http://e/1> "x" .', encoding="utf-8")
    (tmp_path / "out.rdf").write_text("old")
    assert run("convert", tmp_path / "in.ttl", "--to", "nt,rdf", "--out", tmp_path / "out.nt") == 2
    assert "RDF/XML cannot say this" in capsys.readouterr().err
    assert (tmp_path / "out.rdf").read_text() == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.ttl", "out.rdf"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("flags", [[], ["--stream"]])
def test_stopped_at_any_moment_nothing_half_written_is_left(tmp_path, how, flags):
    lines = (f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(400_000))
    (tmp_path / "in.nt").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "out.ttl").write_text("old")
    command = [sys.executable, "-m", "glosskos", "convert", str(tmp_path / "in.nt"), "--out", str(tmp_path / "out.ttl")]
    for wait in (0.7, 1.5):
        process = subprocess.Popen([*command, *flags], stderr=subprocess.PIPE)
        time.sleep(wait)
        process.send_signal(how)
        begun = time.monotonic()
        _, err = process.communicate(timeout=30)
        if process.returncode == 0:
            break  # it was done before
        assert time.monotonic() - begun < 10
        assert (tmp_path / "out.ttl").read_text() == "old"
        assert sorted(each.name for each in tmp_path.iterdir()) == ["in.nt", "out.ttl"]
        if how == signal.SIGINT and process.returncode != -signal.SIGINT:  # that is: before our handler was there
            assert process.returncode == 130 and b"interrupted; nothing was written" in err


def test_a_bar_shows_rate_and_time_left_on_a_terminal(tmp_path):
    lines = (f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(200_000))
    (tmp_path / "in.nt").write_text("".join(lines), encoding="utf-8")
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "glosskos", "convert", str(tmp_path / "in.nt"), "--out", str(tmp_path / "out.ttl")]
    process = subprocess.Popen(command, stderr=follower, env={**os.environ, "TERM": "xterm", "COLUMNS": "200"})
    os.close(follower)
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(leader)
    assert process.wait() == 0
    text = shown.decode()
    assert "reading" in text and "MB/s" in text and "left" in text and "writing" in text and "subjects" in text


# ---------------------------------------------------------------- infer


def test_infer_gives_what_is_asserted_and_entailed(records, tmp_path):
    source = records / "thesaurus.ttl"
    triples = list(parse_rdf(source))
    entailed = set(close(triples))
    assert run("infer", source, "--out", tmp_path / "all.nt") == 0
    assert set(parse_rdf(tmp_path / "all.nt")) == set(triples) | entailed
    assert run("infer", source, "--only-entailed", "--out", tmp_path / "only.ttl") == 0
    assert set(parse_rdf(tmp_path / "only.ttl")) == entailed
    assert run("infer", source, "--only-entailed", "--no-transitive", "--out", tmp_path / "direct.rdf") == 0
    assert set(parse_rdf(tmp_path / "direct.rdf")) == set(close(triples, transitive=False))


def test_infer_writes_to_the_standard_output_and_in_any_format(records, capfdbinary):
    assert run("infer", records / "thesaurus.ttl", "--format", "jsonld", "--only-entailed") == 0
    assert b'"broaderTransitive"' in capfdbinary.readouterr().out


def test_the_inferred_file_of_a_build_is_what_infer_gives(records, tmp_path):
    from glosskos.pipeline import graphs_of, write_data
    from glosskos.thesaurus import load_thesaurus

    thesaurus = load_thesaurus(records)
    write_data(graphs_of(thesaurus), tmp_path, thesaurus.scheme.base)
    assert run("infer", tmp_path / "thesaurus.ttl", "--out", tmp_path / "again.ttl") == 0
    assert (tmp_path / "again.ttl").read_bytes() == (tmp_path / "thesaurus-inferred.ttl").read_bytes()


def test_infer_on_what_is_no_skos(tmp_path, capsys):
    (tmp_path / "a.ttl").write_text('<http://e/a> <http://e/p> "x" .', encoding="utf-8")
    assert run("infer", tmp_path / "a.ttl") == 2
    assert "holds no term of SKOS; is it a SKOS file?" in capsys.readouterr().err


def test_infer_over_named_graphs_says_that_it_merges(tmp_path, capsys):
    skos = "http://www.w3.org/2004/02/skos/core#"
    (tmp_path / "a.nq").write_text(f"<http://e/a> <{skos}broader> <http://e/b> <http://e/g> .\n", encoding="utf-8")
    assert run("infer", tmp_path / "a.nq", "--out", tmp_path / "b.nq") == 0
    assert "1 named graph" in capsys.readouterr().err
    assert (tmp_path / "b.nq").read_text().count("\n") == 8


# ---------------------------------------------------------------- bad input, for every command that reads RDF

SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix e: <http://example.org/c/> .\n"
COMMANDS = {
    "convert": ["convert", "{file}", "--to", "nt"],
    "infer": ["infer", "{file}"],
    "validate": ["validate", "{file}", "--engine", "shacl"],
    "show": ["show", "0", "--data", "{file}"],
    "search": ["search", "label", "--data", "{file}"],
}
BAD = {
    "syntax.ttl": (SKOS + "e:a a skos:Concept ;; skos:broader oops .\n", "syntax.ttl:3:36: not Turtle: "),
    "cut.ttl": (SKOS + 'e:a a skos:Concept ; skos:prefLabel "x', "cut.ttl:3:"),
    "space.ttl": (SKOS + "e:a a skos:Concept ; skos:broader <http://e/b c> .\n", "Invalid IRI code point ' '"),
    "utf16.ttl": ((SKOS + "e:a a skos:Concept .").encode("utf-16"), "UTF-16"),
    "latin.ttl": ((SKOS + 'e:a skos:prefLabel "é" .').encode("latin-1"), "latin.ttl:3:21: not Turtle: Invalid UTF-8"),
    "binary.ttl": (bytes(1000), "NUL bytes"),
    "table.csv": ("a;b\n", "unknown suffix"),
    "entity.rdf": ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', "nothing outside the file is ever fetched"),
    "web.jsonld": ('{"@context": "https://example.org/c.jsonld"}', "nothing is fetched"),
    "cut.ttl.gz": (gzip.compress(SKOS.encode() * 100)[:-12], "gzip"),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", [*BAD, "folder.ttl", "none.ttl"])
def test_bad_input_is_one_line_and_status_2_in_every_command(tmp_path, command, name, capsys):
    content, said = BAD.get(
        name, ("", "a folder, not an RDF file" if name == "folder.ttl" else "cannot be read: No such file")
    )
    if name == "folder.ttl":
        (tmp_path / name).mkdir()
    elif name != "none.ttl":
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert run(*(each.format(file=tmp_path / name) for each in COMMANDS[command])) == 2
    done = capsys.readouterr()
    assert said in done.err and done.err.count("\n") == 1
    assert done.err.startswith(f"glosskos {command}: ") and done.out == ""


@pytest.mark.parametrize("command", ["infer", "validate", "show", "search"])
def test_what_is_no_skos_is_said_so(tmp_path, command, capsys):
    for name, content in (
        ("other.ttl", "<http://e/a> <http://e/p> <http://e/b> ."),
        ("empty.ttl", ""),
        ("blank.ttl", "\n \n"),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert run(*(each.format(file=tmp_path / name) for each in COMMANDS[command])) == 2
        said = capsys.readouterr().err
        assert "SKOS" in said or "empty" in said


@pytest.mark.parametrize("text", ["", "# nothing\n", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"])
@pytest.mark.parametrize("command", [*COMMANDS, "stream"])
def test_a_file_without_a_statement_is_refused_by_every_command_in_the_same_words(tmp_path, command, text, capsys):
    (tmp_path / "empty.ttl").write_text(text)
    call = {**COMMANDS, "stream": ["convert", "{file}", "--stream"]}[command]
    assert run(*(each.format(file=tmp_path / "empty.ttl") for each in call)) == 2
    done = capsys.readouterr()
    assert done.out == ""
    assert done.err == f"glosskos {call[0]}: {tmp_path / 'empty.ttl'}: empty, no statement in it\n"


@pytest.mark.parametrize("flags", [[], ["--stream"]])
@pytest.mark.parametrize("command", ["convert", "infer"])
def test_what_was_written_is_said_with_its_size(tmp_path, command, flags, capsys):
    if command == "infer" and flags:
        flags = ["--only-entailed"]
    path = tmp_path / "in.ttl"
    path.write_text(SKOS + "<http://e/a> a skos:Concept ; skos:broader <http://e/b> .\n")
    (tmp_path / "empty.nt").write_text("")
    assert run(command, path, "--out", tmp_path / "out.nt", *flags) == 0
    text = (tmp_path / "out.nt").read_text()
    assert capsys.readouterr().err == f"{tmp_path / 'out.nt'}: {len(text):,} bytes, {text.count(' .')} statements\n"
    assert run(command, path, *flags) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_windows_line_ends_byte_order_marks_and_gzip_are_read_by_every_command(tmp_path, command, capsys):
    text = SKOS + '<http://example.org/c/0> a skos:Concept ; skos:prefLabel "label"@en .\n'
    for name, content in (
        ("crlf.ttl", text.replace("\n", "\r\n").encode()),
        ("bom.ttl", b"\xef\xbb\xbf" + text.encode()),
        ("packed.ttl.gz", gzip.compress(text.encode())),
        ("nameless", text.encode()),
    ):
        (tmp_path / name).write_bytes(content)
        assert run(*(each.format(file=tmp_path / name) for each in COMMANDS[command])) in (0, 1)
        assert capsys.readouterr().err == ""


LENGTH = 100_000
ABOVE = {
    "chain": lambda number: number + 1 if number + 1 < LENGTH else None,
    "circle": lambda number: (number + 1) % LENGTH,
    "star": lambda number: 0 if number else None,
}


@pytest.fixture(scope="module")
def deep(tmp_path_factory) -> dict[str, Path]:
    """A hundred thousand concepts: one above the other, in a circle, or all below one."""
    folder = tmp_path_factory.mktemp("deep")
    for name, above in ABOVE.items():
        with (folder / f"{name}.ttl").open("w", encoding="utf-8") as out:
            out.write(SKOS)
            for number in range(LENGTH):
                broader = "" if above(number) is None else f" ; skos:broader e:{above(number)}"
                out.write(f'e:{number} a skos:Concept ; skos:prefLabel "label {number}"@en{broader} .\n')
    return {name: folder / f"{name}.ttl" for name in ABOVE}


@pytest.mark.parametrize("name", ABOVE)
def test_infer_and_convert_mind_neither_depth_nor_width(deep, name, capsys, tmp_path):
    assert run("convert", deep[name], "--out", tmp_path / "out.nt") == 0
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'out.nt'}: ")
    status = run("infer", deep[name], "--out", tmp_path / "all.nt")
    said = capsys.readouterr().err
    if name == "star":
        assert status == 0 and said.startswith(f"{tmp_path / 'all.nt'}: ")
    else:
        assert status == 2 and " pairs or more, and 50,000,000 are the bound" in said and said.count("\n") == 1
        assert not (tmp_path / "all.nt").exists()
        assert run("infer", deep[name], "--no-transitive", "--out", tmp_path / "all.nt") == 0


def test_show_and_search_mind_no_depth(deep, capsys):
    from glosskos.cards import card
    from glosskos.lookup import Lookup
    from glosskos.skosfile import read_skos

    lookup = Lookup(read_skos(deep["chain"]))
    assert "… 99988 …" in card(lookup.concept("0"), lookup.thesaurus)
    assert [hit.concept.slug for hit in lookup.search("label 77777")] == ["77777"]
    assert run("show", "0", "--data", deep["circle"]) == 0
    assert "LABEL 0" in (shown := capsys.readouterr().out) and "… 99988 …" in shown


@pytest.mark.parametrize("name", ABOVE)
def test_checks_of_skos_mind_no_depth(deep, name):
    from glosskos.closure import close_for_checks
    from glosskos.validation import validate

    triples = list(parse_rdf(deep[name]))
    report = validate(triples, close_for_checks(triples), ("skos",), "shacl")
    assert len(report.findings) == (LENGTH if name == "circle" else 0)

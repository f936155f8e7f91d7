"""``glosskos graph`` as a user meets it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import networkx as nx
import pytest

from conftest import RECORDS
from glosskos.cli import main


@pytest.fixture
def run(capfdbinary):
    def call(*arguments: str) -> tuple[int, bytes, str]:
        status = main(["graph", *arguments, "--records", str(RECORDS)])
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    return call


def test_a_concept_goes_to_stdout_as_svg(run):
    status, out, err = run("centre", "d", "appels")
    assert (status, err) == (0, "")
    assert out.startswith(b"<svg ") and "Voisinage de « centre d’appels »".encode() in out


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.svg", b"<svg "),
        ("a.png", b"\x89PNG"),
        ("a.html", b"<!DOCTYPE"),
        ("a.dot", b"digraph"),
        ("a.mmd", b"---"),
        ("a.graphml", b"<?xml"),
    ],
)
def test_the_suffix_gives_the_format(run, tmp_path, name, head):
    path = tmp_path / name
    status, out, err = run("NPS", "--depth", "2", "--lang", "en", "--out", str(path))
    assert (status, out) == (0, b"")
    assert f"{path}: {path.stat().st_size:,} bytes" in err
    assert path.read_bytes().startswith(head)
    assert list(tmp_path.iterdir()) == [path]


def test_format_goes_before_the_suffix(run, tmp_path):
    path = tmp_path / "a.xml"
    assert run("NPS", "--format", "graphml", "--out", str(path))[0] == 0
    assert len(nx.read_graphml(path)) == 10


def test_relations_sources_and_links_are_followed(run):
    def nodes(*arguments: str) -> set[str]:
        status, out, _ = run("net-promoter-score", *arguments, "--format", "graphml")
        assert status == 0
        return set(nx.parse_graphml(out.decode().partition("\n")[2]))

    assert nodes("--relations", "broader", "--depth", "9") == {
        "net-promoter-score",
        "indicateur-de-satisfaction",
        "indicateur",
    }
    few, more = nodes("--source", "24pm"), nodes("--source", "24pm,sitel", "--source", "salesforce")
    assert few < more < nodes("--relations", "broader, narrower ,related")
    _, paths, _ = run("relation-client", "--depth", "2", "--links", "paths")
    _, tree, _ = run("relation-client", "--depth", "2", "--links", "tree")
    assert paths.count(b"<path") > tree.count(b"<path")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a concept, or one of --all, --stats and --charts DIR"),
        (("NPS", "--all"), "name a concept, or one of"),
        (("--all", "--stats"), "name a concept, or one of"),
        (("zzzz",), "no concept is called 'zzzz'"),
        (("NPS", "--source", "foo"), "no source is called 'foo'; there are: 24pm, chapsvision"),
        (("NPS", "--relations", "up"), "no relation is called 'up'"),
        (("NPS", "--format", "pdf"), "no picture format is called 'pdf'; there are: dot, graphml, html"),
        (("NPS", "--format", "table"), "no picture format is called 'table'"),
        (("NPS", "--out", "a.jpg"), "a.jpg: no picture format has this suffix"),
        (("--all", "--out", "a.html"), "the poster is drawn as svg or png, not html"),
        (("--all", "--format", "dot"), "the poster is drawn as svg or png, not dot"),
        (("--stats", "--format", "svg"), "--stats gives table, json, csv, not svg"),
        (("--all", "--depth", "2"), "--depth goes with a concept"),
        (("--stats", "--source", "sitel"), "--source goes with a concept"),
        (("--all", "--engine", "dot"), "--engine goes with a concept"),
        (("--charts", "x", "--links", "all"), "--links goes with a concept"),
        (("NPS", "--format", "html", "--engine", "dot"), "the engine dot draws svg and png, not html"),
        (("NPS", "--out", "/dev/null/a.svg"), "a.svg: cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(run, arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*arguments)
    assert (status, out) == (2, b"")
    assert err.startswith("glosskos graph: ") and said in err and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_format(capsys):
    from glosskos.pictures import pictures
    from glosskos.pictures.measures import REPORTS

    with pytest.raises(SystemExit):
        main(["graph", "--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in (*pictures(), *REPORTS))


def test_a_depth_of_nothing_is_refused(run):
    with pytest.raises(SystemExit) as stopped:
        run("NPS", "--depth", "0")
    assert stopped.value.code == 2


def test_a_terminal_is_spared_binary(run, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    status, out, err = run("NPS", "--format", "png")
    assert (status, out) == (2, b"") and "a terminal shows no PNG; name a file with --out" in err


def test_the_poster(run, tmp_path):
    path = tmp_path / "poster.svg"
    assert run("--all", "--lang", "en", "--out", str(path))[0] == 0
    assert "Themes" in path.read_text(encoding="utf-8")
    assert run("--all")[1].startswith(b"<svg ")


def test_measures_as_table_json_and_csv(run, tmp_path):
    status, out, _ = run("--stats")
    text = out.decode()
    assert status == 0
    for words in (
        "Network\n",
        "Distances between",
        "by betweenness",
        "Louvain",
        "Themes by cohesion",
        "centre d'appels",
    ):
        assert words in text
    path = tmp_path / "m.csv"
    run("--stats", "--out", str(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("concept,prefLabel,degree") and len(lines) == 246
    hierarchy = json.loads(run("--stats", "--format", "json", "--relations", "broader")[1])
    assert 1 < len(hierarchy["parts"]) <= 12 and hierarchy["bridges"]
    assert hierarchy["concepts"] == 245 and hierarchy["diameter"] == max(map(int, hierarchy["distances"]))
    text = run("--stats", "--relations", "broader", "--lang", "en")[1].decode()
    assert "more (--format json has all)" in text and "customer relations" in text


def test_charts_into_a_folder(run, tmp_path):
    status, out, _ = run("--charts", str(tmp_path / "c"))
    assert status == 0
    assert sorted(map(Path, out.decode().split())) == sorted((tmp_path / "c").iterdir())
    assert len(out.decode().split()) == 6


def test_any_skos_file_is_drawn(tmp_path, capfdbinary):
    path = tmp_path / "their.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix x: <https://example.org/v#> .\n"
        'x:a a skos:Concept ; skos:prefLabel "A <b>"@de ; skos:broader x:b , x:a ; skos:related x:c .\n'
        'x:b a skos:Concept ; skos:prefLabel "B"@de ; skos:broader x:a . x:c a skos:Concept .',
        encoding="utf-8",
    )
    assert main(["graph", "B", "--depth", "2", "--data", str(path)]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "A &lt;b&gt;" in out and 'href="https://example.org/v#c"' in out
    for arguments in (["--all"], ["--stats"], ["--charts", str(tmp_path / "c")]):
        assert main(["graph", *arguments, "--data", str(path)]) == 0
    assert (tmp_path / "c" / "links-by-kind.fr.svg").is_file()


def test_a_file_is_written_whole_or_not_at_all(run, tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")
    with monkeypatch.context() as spoilt:
        spoilt.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        status, _, err = run("NPS", "--out", str(path))
    assert status == 2 and "a.svg: cannot be written: No space left on device" in err
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]

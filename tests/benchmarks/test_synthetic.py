"""The generator of the benchmarks: of the size that it says, clean, the same each time; and each seeded fault is found by both engines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import synthetic

from glosskos.closure import close, close_for_checks
from glosskos.terms import Triple, iri, language_of, parse_rdf
from glosskos.validation import SKOS_ONLY, validate


def triples(folder: Path, *texts: str) -> list[Triple]:
    path = folder / "synthetic.ttl"
    path.write_text("".join(texts), encoding="utf-8")
    return list(parse_rdf(path))


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> list[Triple]:
    return triples(tmp_path_factory.mktemp("clean"), *synthetic.turtle(2000))


def test_it_is_of_the_size_that_it_says_and_like_a_real_thesaurus(clean):
    assert len(clean) == len(set(clean))
    assert 13.2 < len(clean) / 2000 < 14
    subjects = {each[0] for each in clean if each[1:] == (iri("rdf:type"), iri("skos:Concept"))}
    assert len(subjects) == 2000
    broader = [each for each in clean if each[1] == iri("skos:broader")]
    assert {(each[2], iri("skos:narrower"), each[0]) for each in broader} == {
        each for each in clean if each[1] == iri("skos:narrower")
    }
    assert 0.05 < len(broader) / 2000 - 1 < 0.2  # polyhierarchy
    labels = [each[2] for each in clean if each[1] == iri("skos:prefLabel")]
    assert len(set(labels)) == 4000 and {language_of(each) for each in labels} == {"fr", "en"}
    assert sum(each[1] == iri("euvoc:xlDefinition") for each in clean) > 1000
    known = {each[0] for each in clean}
    links = ("skos:broader", "skos:related", "skos:narrower", "euvoc:xlDefinition", "skos:inScheme")
    assert {each[2] for each in clean if each[1] in map(iri, links)} <= known


@pytest.mark.parametrize("size", [1, 2, 12, 13, 100, 1001])
def test_any_size_is_clean(tmp_path, size):
    graph = triples(tmp_path, *synthetic.turtle(size))
    assert sum(each[1:] == (iri("rdf:type"), iri("skos:Concept")) for each in graph) == size
    assert validate(graph, close(graph), SKOS_ONLY, "shacl").findings == ()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    assert "".join(synthetic.turtle(300)) == "".join(synthetic.turtle(300))
    assert "".join(synthetic.turtle(300)) != "".join(synthetic.turtle(300, seed=2))


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
@pytest.mark.parametrize("closure", [close, close_for_checks])
def test_every_seeded_fault_is_found_and_nothing_else(tmp_path, engine, closure):
    seeded = list(synthetic.faults(3))
    assert len(seeded) == 3 * len(synthetic.FAULTS)
    graph = triples(tmp_path, *synthetic.turtle(50), *(text for text, _ in seeded))
    report = validate(graph, closure(graph), SKOS_ONLY, engine)
    found = {(finding.focus, finding.shape.rsplit("#", 1)[-1]) for finding in report.findings}
    expected = set().union(*(each for _, each in seeded))
    assert found >= expected
    # A fault may break another condition at the same place; never one elsewhere.
    assert {focus for focus, _ in found - expected} <= {focus for focus, _ in expected}
    assert len({shape for _, shape in expected}) == 11


def test_as_a_command(tmp_path):
    import subprocess

    command = [sys.executable, synthetic.__file__, "20", "--faults", "--out", str(tmp_path / "a.ttl")]
    subprocess.run(command, check=True)
    text = (tmp_path / "a.ttl").read_text(encoding="utf-8")
    assert text.startswith("".join(synthetic.turtle(20))) and text.count("faute") > 3 * len(synthetic.FAULTS)

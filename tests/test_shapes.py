"""Every shape has examples: ``tests/shapes/<shape>/{valid,invalid}-<what>.ttl``.

An invalid example has one fault, and begins with one line ``# expect: <focus> Shape Severity`` for each result that it must give.
All shapes of the family run on it, so that a fault is found by the shapes that name it and by no other.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from glosskos.closure import close
from glosskos.namespaces import GK, RDF, RDFS, SH
from glosskos.terms import Triple, language_of, parse_rdf, value_of
from glosskos.validation import ENGINES, SKOS_ONLY, profiles
from glosskos.validation.engines import shape_files, shapes_of

EXAMPLES = Path(__file__).parent / "shapes"
EXPECT = re.compile(r"# expect: <(\S+)> (\S+) (Violation|Warning|Info)")
ABOUT = {f"<{RDFS}comment>", f"<{GK}solution>", f"<{SH}severity>", f"<{SH}message>", f"<{RDF}type>", f"<{SH}path>"}

Result = tuple[str, str, str]


@cache
def shapes(family: str) -> tuple[Triple, ...]:
    return tuple(shapes_of(shape_files([family])))


def named(family: str) -> set[str]:
    """The shapes that a file names, by local name."""
    return {value_of(subject).removeprefix(GK) for subject, _, _ in shapes(family) if subject[0] == "<"}


FAMILIES = [path.stem for path in shape_files()]
FAMILY = {shape: family for family in FAMILIES for shape in sorted(named(family))}
VALID = sorted(EXAMPLES.glob("*/valid-*.ttl"))
INVALID = sorted(EXAMPLES.glob("*/invalid-*.ttl"))


@cache
def graph(path: Path, closed: bool) -> tuple[Triple, ...]:
    asserted = list(parse_rdf(path))
    return (*asserted, *close(asserted)) if closed else tuple(asserted)


def results(
    path: Path, engine: str, rules: tuple[Triple, ...] | None = None, closed: bool | None = None
) -> set[Result]:
    """What an example gives: the shapes of SKOS look at the closure, ours at what is asserted (as ``validate`` does)."""
    family = FAMILY[path.parent.name]
    triples = graph(path, family in SKOS_ONLY if closed is None else closed)
    found = ENGINES[engine](triples, shapes(family) if rules is None else rules)
    return {(each.focus, each.shape.removeprefix(GK), each.severity) for each in found}


def expected(path: Path) -> set[Result]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {match.groups() for line in lines if (match := EXPECT.fullmatch(line))}  # type: ignore[misc]


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}/{path.stem}" for path in paths]


def test_every_file_of_shapes_is_a_family_of_a_profile():
    assert set(FAMILIES) <= {family for profile in profiles().values() for family in profile.families}


def test_no_shape_stands_in_two_files():
    assert len(FAMILY) == sum(len(named(family)) for family in FAMILIES)


def test_every_folder_of_examples_is_of_a_shape():
    assert {path.name for path in EXAMPLES.iterdir()} - set(FAMILY) == set()


def test_every_file_in_them_is_an_example():
    assert sorted(path for path in EXAMPLES.glob("*/*") if path.is_file()) == sorted(VALID + INVALID)


@pytest.mark.parametrize("shape", FAMILY)
def test_a_shape_has_valid_and_invalid_examples(shape):
    kinds = {path.stem.split("-")[0] for path in (EXAMPLES / shape).glob("*.ttl")}
    assert kinds == {"valid", "invalid"}


@pytest.mark.parametrize("shape", FAMILY)
def test_a_shape_says_why_how_bad_and_what_in_both_languages(shape):
    said = [(predicate, value) for subject, predicate, value in shapes(FAMILY[shape]) if subject == f"<{GK}{shape}>"]
    values = {predicate: [value for each, value in said if each == predicate] for predicate, _ in said}
    assert len(values[f"<{RDFS}comment>"]) == 1
    assert len(values[f"<{GK}solution>"]) == 1
    assert value_of(values[f"<{SH}severity>"][0]) in {f"{SH}{each}" for each in ("Violation", "Warning", "Info")}
    messages = {language_of(value): value_of(value) for value in values[f"<{SH}message>"]}
    assert len(values[f"<{SH}message>"]) == 2
    assert set(messages) == {"fr", "en"}
    assert all(messages.values())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", VALID, ids=names(VALID))
def test_a_valid_example_gives_nothing(path, engine):
    assert results(path, engine) == set()


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", INVALID, ids=names(INVALID))
def test_an_invalid_example_gives_what_it_says_and_no_more(path, engine):
    assert results(path, engine) == expected(path)


@pytest.mark.parametrize("path", INVALID, ids=names(INVALID))
def test_an_invalid_example_begins_with_a_result_of_its_own_shape(path):
    first = EXPECT.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert first, "the first line must be # expect: <focus> Shape Severity"
    assert first.group(2) == path.parent.name


# What the examples cannot show: languageIn holds for literals only and so implies nodeKind, which says it to the reader.
IMPLIED = {("ConceptDefinition", "nodeKind")}


def local(predicate: str) -> str:
    return value_of(predicate).removeprefix(SH)


CONSTRAINTS = [
    pytest.param(shape, predicate, value, id=f"{shape}-{local(predicate)}")
    for shape, family in FAMILY.items()
    for subject, predicate, value in shapes(family)
    if subject == f"<{GK}{shape}>" and predicate not in ABOUT and (shape, local(predicate)) not in IMPLIED
]


@pytest.mark.parametrize(("shape", "predicate", "value"), CONSTRAINTS)
def test_every_target_and_constraint_of_a_shape_is_needed_by_an_example(shape, predicate, value):
    gone = (f"<{GK}{shape}>", predicate, value)
    without = tuple(triple for triple in shapes(FAMILY[shape]) if triple != gone)
    examples = [path for path in INVALID if path.parent.name == shape]
    assert any(results(path, "shacl", without) != expected(path) for path in examples)


def test_what_is_said_to_be_implied_is_found_without_it():
    for shape, constraint in IMPLIED:
        gone = (f"<{GK}{shape}>", f"<{SH}{constraint}>")
        without = tuple(triple for triple in shapes(FAMILY[shape]) if triple[:2] != gone)
        assert without != shapes(FAMILY[shape])
        for path in INVALID:
            if path.parent.name == shape:
                assert results(path, "shacl", without) == expected(path)


@pytest.mark.parametrize(
    "example",
    ["S27-RelatedIsNotHierarchical/invalid-grandparent", "NoCycle/invalid-three", "S46-ExactIsNotBroad/invalid-stated-from-there"],
)  # fmt: skip
def test_some_faults_show_on_the_closed_graph_only(example):
    path = EXAMPLES / f"{example}.ttl"
    assert results(path, "pyshacl", closed=False) == set()
    assert results(path, "pyshacl", closed=True) == expected(path) != set()

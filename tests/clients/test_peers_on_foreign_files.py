"""Foreign vocabularies with the usual faults: what skosify and voc4cat find, ``validate`` finds too, at the same nodes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, need
from glosskos.validation.files import check_file

FILES = sorted((Path(__file__).parents[1] / "foreign").glob("*.ttl"))
NAMES = [path.stem for path in FILES]

# What the peer says, and the check that says it here.
SKOSIFY = {
    r"Concept scheme has no label": "VocPubLabel",
    r"Hierarchy cycle detected at (\S+)": "NoCycle",
    r"Concepts (\S+) and \S+ connected by both": "S27-RelatedIsNotHierarchical",
    r"Redundant hierarchical relationship (\S+)": "redundant-broader",
    r"Resource (\S+) has more than one prefLabel": "S14-OnePreferredLabel",
    r"Resource (\S+) has .* as both prefLabel and altLabel": "S13-PreferredIsNotAlternative",
    r"Stripping whitespace from label of (\S+):": "UntrimmedLabel",
}
VOC4CAT = {
    "2.1.2": {"missing-scheme", "several-schemes"},
    "2.1.4": {"VocPubLabel", "VocPubDefinition"},
    "2.15": {"VocPubCreated", "VocPubModified"},
    "2.1.6": {"VocPubCreator", "VocPubPublisher"},
    "2.1.7": {"VocPubOrigin"},
    "2.1.8": {"VocPubInScheme", "unreachable-from-top"},
    "2.1.9": {"VocPubTopConcept"},
    "2.3.3": {"VocPubInScheme"},
}


def ours(path: Path) -> set[tuple[str, str]]:
    return {(each.check, each.focus) for each in check_file(path, "vocpub-like", "shacl").findings}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_skosify_warns_of_is_found(path, tmp_path):
    program = Path(sys.executable).parent / "skosify"
    need(program.exists(), "skosify")
    done = subprocess.run([program, path, "-o", tmp_path / "out.ttl"], capture_output=True, text=True, check=False)
    warnings = [line for line in done.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))]
    assert warnings
    found = ours(path)
    for line in warnings:
        said = [(check, match) for pattern, check in SKOSIFY.items() if (match := re.search(pattern, line))]
        assert said, f"a warning that is not known here: {line}"
        check, match = said[0]
        foci = {focus for name, focus in found if name == check}
        assert foci, line
        if match.groups():
            assert any(focus.rpartition("/")[2] == match.group(1).rpartition("/")[2] for focus in foci), line


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_voc4cat_refuses_is_found(path):
    program = ROOT / ".clients" / "voc4cat" / "bin" / "voc4cat"
    need(program.exists(), "voc4cat (run tests/clients/install)")
    done = subprocess.run(
        [program, "check", "-p", "vp4cat-5.3", "--fail-at-level", "3", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    results = re.findall(
        r"Focus Node: <([^>]*)>(?:(?!Focus Node).)*?Requirement ([\d.]+\d)", done.stdout + done.stderr, re.DOTALL
    )
    assert len(results) > 3
    found = ours(path)
    for focus, requirement in results:
        names = {name for name, node in found if node == focus or requirement == "2.1.2"}
        assert names & VOC4CAT[requirement], f"{requirement} at {focus}"

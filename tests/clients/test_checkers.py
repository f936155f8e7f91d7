"""Outside SKOS checkers and readers on ``thesaurus.ttl``, each in an environment of its own (their pins conflict).

``tests/clients/install`` makes the environments under ``.clients/``; CI runs it. Where one is not there, its test is skipped by name.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from conftest import RECORDS, ROOT, need

TURTLE = RECORDS / "thesaurus.ttl"


def client(environment: str, program: str) -> str:
    path = ROOT / ".clients" / environment / "bin" / program
    need(path.exists(), f"{environment} (run tests/clients/install)")
    return str(path)


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_voc4cat_finds_the_file_valid():
    done = run(client("voc4cat", "voc4cat"), "check", "-p", "vp4cat-5.3", "--fail-at-level", "2", str(TURTLE))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is valid according to the vp4cat-5.3 profile" in done.stdout + done.stderr


def test_voc4cat_would_tell_a_fault(tmp_path):
    spoilt = tmp_path / "spoilt.ttl"
    text = TURTLE.read_text(encoding="utf-8")
    at = text.index("rc:activite a skos:Concept")
    without = re.sub(r"(?m)^    skos:definition .*\n(        .*\n)*", "", text[at:], count=1)
    spoilt.write_text(text[:at] + without, encoding="utf-8")
    done = run(client("voc4cat", "voc4cat"), "check", "-p", "vp4cat-5.3", "--fail-at-level", "2", str(spoilt))
    assert done.returncode != 0


def test_skosify_has_no_warning_and_no_error(tmp_path):
    program = Path(sys.executable).parent / "skosify"
    need(program.exists(), "skosify")
    done = run(str(program), str(TURTLE), "-o", str(tmp_path / "out.ttl"))
    assert (tmp_path / "out.ttl").stat().st_size > 100_000
    assert [line for line in done.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))] == []


def test_semanticlint_finds_no_error(tmp_path):
    (tmp_path / "onto-ci.yml").write_text('quality:\n  languages: ["fr"]\n', encoding="utf-8")
    (tmp_path / "thesaurus.ttl").write_bytes(TURTLE.read_bytes())
    done = run(client("semanticlint", "semanticlint"), "check", "thesaurus.ttl", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "(fail-on: error)" in done.stdout or "No violations" in done.stdout


def test_skosprovider_loads_every_concept_and_theme(thesaurus):
    code = (
        "import sys; from rdflib import Graph; from skosprovider_rdf.providers import RDFProvider\n"
        "provider = RDFProvider({'id': 'RC', 'default_language': 'fr'}, Graph().parse(sys.argv[1]))\n"
        "print(len(provider.get_all()), provider.get_by_uri(sys.argv[2]).label('fr').label)\n"
    )
    iri = f"{thesaurus.scheme.base}concept/centre-d-appels"
    done = run(client("skosprovider", "python"), "-W", "ignore", "-c", code, str(TURTLE), iri)
    assert done.stdout.strip() == f"{len(thesaurus.concepts) + len(thesaurus.themes)} centre d'appels", done.stderr[
        -500:
    ]

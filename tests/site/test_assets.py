"""The scripts in the package are those that the sources and the lockfile give."""

from __future__ import annotations

import json
import shutil
import subprocess

from conftest import ROOT, need
from glosskos.site import ASSETS

SOURCES = ROOT / "assets"


def test_a_rebuild_gives_the_same_bytes(tmp_path):
    need(shutil.which("node"), "node")
    need((SOURCES / "node_modules" / "esbuild").is_dir(), "the scripts' libraries (npm ci in assets/)")
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    there = json.loads((SOURCES / "node_modules" / ".package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {name: each["version"] for name, each in there.items()}.items() <= {
        name: each.get("version") for name, each in lock.items()
    }.items()
    subprocess.run(["node", "build.mjs", str(tmp_path / "out")], cwd=SOURCES, check=True)
    rebuilt = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    kept = {path.name: path.read_bytes() for path in ASSETS.iterdir()}
    assert rebuilt.keys() == kept.keys()
    assert [name for name in kept if kept[name] != rebuilt[name]] == []


def test_the_lockfile_names_no_host_and_pins_every_library():
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, each in lock.items() if "resolved" in each] == []
    assert all(each["integrity"].startswith("sha512-") for name, each in lock.items() if name)
    wanted = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert lock[f"node_modules/{name}"]["version"] == version


def test_every_library_has_its_licence_in_the_package():
    text = (ASSETS / "licences.txt").read_text(encoding="utf-8")
    wanted = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, version in wanted.items():
        assert f"\n{name} {version} (" in text
    assert text.count("WITHOUT WARRANTY OF ANY KIND") >= len(wanted)

"""Labels measured as Chromium draws them, whatever fonts it takes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from conftest import need
from glosskos.neighbourhood import neighbourhood
from glosskos.pictures import Scene
from glosskos.pictures.poster import poster
from glosskos.pictures.svg import svg
from made import made

_MEASURE = """
<script>
const out = [], inside = (text, box, edge) => {
  const t = text.getBBox();
  return t.width === 0 || (t.x >= box.x + edge && t.x + t.width <= box.x + box.width - edge);
};
for (const svg of document.querySelectorAll('body > svg')) {
  const whole = {x: 0, y: 0, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height};
  let seen = 0;
  for (const link of svg.querySelectorAll('a')) {
    const rect = link.querySelector('rect');
    for (const text of link.querySelectorAll('text')) {
      seen += 1;
      if (!inside(text, rect ? rect.getBBox() : whole, rect ? 1 : 0)) out.push(text.textContent);
    }
  }
  for (const text of svg.querySelectorAll(':scope > text')) if (!inside(text, whole, 0)) out.push(text.textContent);
  document.title = seen;
}
const found = document.createElement('pre');
found.id = 'found';
found.textContent = JSON.stringify({out, scripts: document.querySelectorAll('svg script').length, seen: document.title});
document.body.append(found);
</script>
"""
_STRANGE = [
    "x" * 5000, "W" * 60, "客户关系管理系统" * 20, "مركز الاتصال وخدمة العملاء " * 9, "👩‍👩‍👧‍👦👍🏽🇫🇷" * 20, "क्षत्रिय ग्राहक संबंध प्रबंधन " * 6,
    "ﷺ" * 30, "𒀱𒐫" * 20, "꧅" * 40, "ᚠᛇᚻ" * 30, "<script>document.title = 'x'</script>", "\u202eturned " * 9, "a\u0301\u0302" * 50, "ffi fl ffl" * 9,
]  # fmt: skip


def measured(folder, *drawings):
    """Give what leaves its box when Chromium draws, and how many lines it drew."""
    need(shutil.which("chromium"), "chromium")
    page = folder / "page.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{''.join(drawings)}{_MEASURE}", encoding="utf-8")
    done = subprocess.run(
        [
            shutil.which("chromium"),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.S)
    assert found, done.stderr[-2000:]
    return json.loads(found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_label_of_ours_leaves_its_box_as_chromium_draws_it(thesaurus, language, tmp_path):
    slugs = ["centre-d-appels", "client", *[slug for slug in thesaurus.concepts if not thesaurus.narrower[slug]][::6]]
    drawings = [svg(Scene(thesaurus, neighbourhood(thesaurus, slug), language)) for slug in slugs]
    drawings += [
        svg(Scene(thesaurus, neighbourhood(thesaurus, "relation-client", 3), language)),
        poster(thesaurus, language),
    ]
    found = measured(tmp_path, *drawings)
    assert found["out"] == []
    assert int(found["seen"]) > 400  # of the last one, the poster


def test_no_strange_label_leaves_its_box_as_chromium_draws_it(tmp_path):
    labels = {"c": "centre"} | {f"c{at:02}": label for at, label in enumerate(_STRANGE)}
    thesaurus = made(labels, [(slug, "c") for slug in labels if slug != "c"], themes={"t": labels})
    scenes = [Scene(thesaurus, neighbourhood(thesaurus, slug)) for slug in labels]
    found = measured(tmp_path, *map(svg, scenes), poster(thesaurus))
    assert found["out"] == []
    assert found["scripts"] == 0


def test_what_leaves_its_box_would_be_seen(thesaurus, tmp_path):
    drawing = svg(Scene(thesaurus, neighbourhood(thesaurus, "centre-d-appels-offshore")))
    narrow = re.sub(r'(<rect x="\d+" y="\d+" width=")\d+', r"\g<1>40", drawing)
    assert len(measured(tmp_path, narrow)["out"]) >= 3

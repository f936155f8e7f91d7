"""Every format, on real concepts and on labels that try to break out of it: read back by parsers of others."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import need
from glosskos.errors import GlosskosError
from glosskos.model import BroaderType
from glosskos.neighbourhood import arrange, neighbourhood, plain
from glosskos.pictures import Scene, draw, format_of, picture, pictures
from glosskos.pictures.dot import quoted
from glosskos.pictures.png import png
from glosskos.pictures.scene import WORDS, safe_link
from glosskos.pictures.svg import svg
from glosskos.typography import typeset
from made import made, thesauri

SVG = "{http://www.w3.org/2000/svg}"
NASTY = [
    "<script>alert(1)</script>", "</text></svg><script>alert(1)</script>", '"quotes" and \'others\'', "]]> <![CDATA[ <!-- -->",
    "back\\slash \\N \\G \\l \\", "[brackets] {braces} (parentheses)", "new\nline\r\nand\ttab", "مركز الاتصال (עברית)", "\u202eturned",
    "x" * 5000, "客户关系 " * 1000, "&lt; &amp; &quot; &#65;", "%%{init: {'theme':'dark'}}%%", "end", "#quot; #35;", "`code` **bold** _i_ ~s~",
    "a --> b; c:::d | e", "click n0 href \"javascript:alert(1)\"", "\x00\x0b\ufffe", "$$x^2$$ @{ shape: rect }", "' onload='alert(1)", "👩‍👩‍👧‍👦 é\u0301",
]  # fmt: skip


@pytest.fixture(scope="module")
def nasty():
    """A thesaurus whose labels, slugs, reasons and IRIs are nasty."""
    labels = {f"c{at}": label for at, label in enumerate(NASTY)}
    pairs = [(slug, "c0") for slug in labels if slug != "c0"]
    types = {pairs[0]: BroaderType.PARTITIVE, pairs[1]: BroaderType.INSTANTIAL, pairs[2]: BroaderType.GENERIC}
    return made(
        labels,
        broader=pairs[:10],
        related=[*pairs[10:], ("c1", "c2"), ("c11", "c12")],
        types=types,
        sources={'s"<&': ["c1", "c3"], "t": ["c1"]},
        iris={"c1": "javascript:alert(1)", "c2": 'https://example.org/?a="&<b>', "c3": "https://example.org/x y"},
    )


@pytest.fixture(scope="module")
def scene(nasty):
    return Scene(nasty, neighbourhood(nasty, "c0", 2))


def titles(root):
    return [element.text or "" for element in root.iter(f"{SVG}title")]


def test_formats_are_found():
    assert list(pictures()) == ["dot", "graphml", "html", "mermaid", "png", "svg"]
    assert [format_of(name) for name in ("a.svg", "B.PNG", "c.d.html", "e.mmd")] == ["svg", "png", "html", "mermaid"]
    with pytest.raises(GlosskosError, match="'pdf'; there are: dot, graphml"):
        picture("pdf")
    with pytest.raises(GlosskosError, match=r"x.jpg: no picture format has this suffix; known are \.dot"):
        format_of("x.jpg")
    assert set(WORDS["fr"]) == set(WORDS["en"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_concept_is_drawn_with_its_labels_links_title_and_description(thesaurus, language):
    for slug in thesaurus.concepts:
        drawn = Scene(thesaurus, neighbourhood(thesaurus, slug), language)
        root = ET.fromstring(svg(drawn))
        width, height = float(root.get("width")), float(root.get("height"))
        assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
        assert root[0].tag == f"{SVG}title" and drawn.label(slug) in root[0].text
        assert root[1].tag == f"{SVG}desc"
        hrefs = [link.get("href") for link in root.iter(f"{SVG}a")]
        assert hrefs == [drawn.iri(node.slug) for node in drawn.around.nodes]
        said = " ".join(titles(root))
        for node in drawn.around.nodes:
            assert drawn.label(node.slug) in said
            if node.distance:
                assert typeset(thesaurus.concepts[node.slug].pref_label[language], language) in root[1].text
        for edge in drawn.around.edges:
            assert plain(typeset(edge.reason[language], language)) in said
        assert_within(root, width, height)


def assert_within(root, width, height):
    """No text of title and legend leaves the picture (those of boxes are tested on boxes)."""
    from glosskos.neighbourhood import text_width

    for text in [*root.findall(f"{SVG}text")]:
        x, y, size = (float(text.get(name)) for name in ("x", "y", "font-size"))
        assert x > 0 and x + text_width(text.text, size) <= width, text.text
        assert y - size * 0.75 > 0 and y + size * 0.25 < height


def test_svg_holds_nasty_labels_as_text(scene):
    text = svg(scene)
    root = ET.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert {name for element in root.iter() for name in element.attrib if name.startswith("on")} == set()
    said = titles(root)
    for label in NASTY:
        assert any(plain(label) in each for each in said), label
    hrefs = {link.get("href") for link in root.iter(f"{SVG}a")}
    assert {"https://example.org/?a=%22&%3Cb%3E", "https://example.org/x%20y"} < hrefs and not any(
        "javascript" in (href or "") for href in hrefs
    )


def test_lines_of_letters_whose_width_is_not_known_are_bound_to_it(scene):
    from glosskos.neighbourhood import text_width
    from glosskos.neighbourhood.metrics import in_table

    bound = 0
    for text in ET.fromstring(svg(scene)).iter(f"{SVG}text"):
        length = text.get("textLength")
        assert (length is None) == in_table(text.text)
        if length:
            assert float(length) == pytest.approx(text_width(text.text, float(text.get("font-size"))), abs=0.1)
            bound += 1
    assert bound >= 5


def test_such_lines_are_cut_at_the_sides_of_their_boxes_by_any_program(scene):
    root = ET.fromstring(svg(scene))
    seen = 0
    for link, box in zip(root.iter(f"{SVG}a"), scene.layout.boxes, strict=True):
        for frame in link.iter(f"{SVG}svg"):
            x, y, width, height = (float(frame.get(name)) for name in ("x", "y", "width", "height"))
            assert frame.get("viewBox") == f"{x:g} {y:g} {width:g} {height:g}"  # so that it moves nothing
            assert box.x < x and x + width < box.x + box.width and frame.get("overflow") is None
            seen += 1
        assert len(link.findall(f"{SVG}svg")) == sum(
            text.get("textLength") is not None for text in link.iter(f"{SVG}text")
        )
    assert seen >= 5


def test_line_style_and_heads_tell_relations_apart(thesaurus):
    root = ET.fromstring(svg(Scene(thesaurus, neighbourhood(thesaurus, "net-promoter-score"), "en")))
    lines = [path for path in root.iter(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    for line in lines:
        related = " is related to " in line.find(f"{SVG}title").text
        assert (line.get("stroke-dasharray") is not None) == related
        assert ("related" in line.get("class")) == related
    words = [text.text for text in root.findall(f"{SVG}text")]
    assert {"is a kind of", "is part of", "is related to", "one source has an entry"} <= set(words)


def test_a_withdrawn_concept_says_so_and_what_replaces_it():
    thesaurus = made({"old": "ancien", "new": "nouveau"}, withdrawn={"old": ("new",)})
    root = ET.fromstring(svg(Scene(thesaurus, neighbourhood(thesaurus, "old"))))
    assert "concept retiré · remplacé par nouveau" in " ".join(text.text for text in root.findall(f"{SVG}text"))
    assert "aucun lien" in root[1].text


def test_more_sources_than_dots_are_told_by_their_number():
    thesaurus = made({"a": "a", "b": "b"}, [("a", "b")], sources={f"s{at}": ["a"] for at in range(9)})
    assert "● 9" in svg(Scene(thesaurus, neighbourhood(thesaurus, "a")))


class Page(HTMLParser):
    """What a browser would see of a page: elements, attributes, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.hrefs: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        self.hrefs += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data):
        self.text += data


def test_the_page_holds_nasty_labels_as_text_and_runs_nothing(scene):
    page = Page(picture("html").write(scene).decode("utf-8"))
    assert "script" not in page.tags
    assert not any(name.startswith("on") for name in page.names)
    assert not any(href.startswith("javascript") for href in page.hrefs)
    for label in NASTY:
        assert plain(label) in page.text, label


def test_the_page_says_everything_in_both_languages_and_asks_nothing_from_outside(thesaurus):
    drawn = Scene(thesaurus, neighbourhood(thesaurus, "net-promoter-score", 2), "en")
    text = picture("html").write(drawn).decode("utf-8")
    page = Page(text)
    assert text.index('id="en"') < text.index('id="fr"') and text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    for language in ("fr", "en"):
        for node in drawn.around.nodes:
            assert typeset(thesaurus.concepts[node.slug].pref_label[language], language) in page.text
        for edge in drawn.around.edges:
            assert typeset(edge.reason[language], language) in page.text
    assert "2 steps away" in page.text and "À 2 pas" in page.text


def graphviz():
    need(shutil.which("dot"), "graphviz")
    return shutil.which("dot")


def test_graphviz_draws_nasty_labels_as_they_are(scene):
    done = subprocess.run([graphviz(), "-Tsvg"], input=picture("dot").write(scene), capture_output=True, check=True)
    assert not done.stderr or b"font" in done.stderr.lower()
    root = ET.fromstring(done.stdout)
    words = [(element.text or "").replace("\xa0", " ") for element in root.iter(f"{SVG}text")]
    for box in scene.layout.boxes:
        for line in box.lines:
            assert any(" ".join(line.split()) == " ".join(word.split()) for word in words), line
    assert not list(root.iter(f"{SVG}script"))
    links = [
        value for element in root.iter(f"{SVG}a") for name, value in element.attrib.items() if name.endswith("href")
    ]
    assert "https://example.org/?a=%22&%3Cb%3E" in links and not any("javascript" in link for link in links)


def test_graphviz_reads_every_text_we_quote():
    text = "digraph {\n" + "\n".join(f"n{at} [tooltip={quoted(label)}]" for at, label in enumerate(NASTY)) + "\n}"
    done = subprocess.run([graphviz(), "-Tdot"], input=text.encode(), capture_output=True, check=True)
    assert done.stdout.count(b"tooltip=") == len(NASTY)


def test_graphviz_as_engine(thesaurus, monkeypatch):
    graphviz()
    data, binary = draw(thesaurus, "net-promoter-score", "svg", engine="dot")
    assert ET.fromstring(data).tag == f"{SVG}svg" and not binary
    data, binary = draw(thesaurus, "net-promoter-score", "png", engine="dot")
    assert data.startswith(b"\x89PNG") and binary
    with pytest.raises(GlosskosError, match="draws svg and png, not html"):
        draw(thesaurus, "net-promoter-score", "html", engine="dot")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GlosskosError, match="dot of Graphviz is not installed"):
        draw(thesaurus, "net-promoter-score", "svg", engine="dot")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Error: no luck' >&2; exit 3", "dot failed: Error: no luck"),
        ("exit 3", "dot failed: exit status 3"),
        ("sleep 5", "took more"),
    ],
)
def test_a_graphviz_that_fails_is_told_in_a_line(thesaurus, monkeypatch, tmp_path, script, said):
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("glosskos.pictures.dot._SECONDS", 0.3)
    with pytest.raises(GlosskosError, match=said):
        draw(thesaurus, "net-promoter-score", "svg", engine="dot")


def test_dot_gives_broader_on_the_left_and_all_that_is_drawn(thesaurus):
    drawn = Scene(thesaurus, neighbourhood(thesaurus, "net-promoter-score"))
    text = picture("dot").write(drawn).decode()
    assert text.count(" -> ") == len(drawn.layout.routes)
    assert text.count("arrowhead=diamond") == 3
    assert "rankdir=RL" in text


_MERMAID = [
    r"---", r'title: ".*"', r"config: \{.*\}", r"flowchart RL",
    r'  n\d+[\[(]"[^"<>`\\]*"[\])]:::(centre|broader|narrower|related)',
    r'  n\d+ (-->|--o|-\.->|-\.-)(\|"[^"]*"\|)? n\d+',
    r'  click n\d+ href "[^"<> ]*"',
    r"  classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}",
]  # fmt: skip


def test_mermaid_gets_no_more_than_it_draws_and_says_what_is_left_out(thesaurus):
    from glosskos.pictures.mermaid import MOST_CHARACTERS, MOST_LINKS

    text, _ = draw(thesaurus, "relation-client", "mermaid", depth=3, links="all")
    said = text.decode()
    edges = re.findall(r"^  n\d+ (?:-->|-\.-|--o|-\.->)", said, flags=re.M)
    whole = len(arrange(neighbourhood(thesaurus, "relation-client", 3), {}, "all").routes)
    assert len(edges) == MOST_LINKS < whole
    assert f"({MOST_LINKS} liens sur {whole})" in said.splitlines()[1]
    assert len(said) < MOST_CHARACTERS
    few, _ = draw(thesaurus, "relation-client", "mermaid")
    assert "liens sur" not in few.decode() and "click" in few.decode()


def test_mermaid_has_no_line_that_a_label_could_have_made(scene):
    lines = picture("mermaid").write(scene).decode().splitlines()
    for line in lines:
        assert any(re.fullmatch(pattern, line) for pattern in _MERMAID), line
    assert sum(" n" in line and ":::" in line for line in lines) == len(NASTY)
    assert sum(bool(re.search(r"n\d+ .* n\d+$", line)) for line in lines) == len(scene.layout.routes)
    assert not any('href "javascript' in line for line in lines)
    assert "%%{" not in "\n".join(lines[4:])


def test_graphml_is_read_back_whole_by_networkx(scene, nasty):
    graph = nx.read_graphml(io.BytesIO(picture("graphml").write(scene)))
    assert set(graph) == set(nasty.concepts)
    for slug, facts in graph.nodes(data=True):
        assert facts["label"] == plain(nasty.concepts[slug].pref_label["fr"])
        assert facts["iri"] == scene.iri(slug)
        assert facts["distance"] == scene.around.node[slug].distance
    assert graph.number_of_edges() == len(scene.around.edges)
    kinds = sorted((a, b, facts["kind"]) for a, b, facts in graph.edges(data=True))
    assert kinds == sorted((edge.subject, edge.object, edge.kind) for edge in scene.around.edges)
    assert {facts.get("type") for _, _, facts in graph.edges(data=True)} == {None, "generic", "partitive", "instantial"}


def test_graphml_of_a_real_concept_has_reasons_and_places(thesaurus):
    drawn = Scene(thesaurus, neighbourhood(thesaurus, "relation-client", 2))
    graph = nx.read_graphml(io.BytesIO(picture("graphml").write(drawn)))
    assert graph.number_of_edges() == len(drawn.around.edges) > len(drawn.layout.routes)
    for _, _, facts in graph.edges(data=True):
        assert facts["reason_fr"] and facts["reason_en"]
    assert len({(facts["x"], facts["y"]) for _, facts in graph.nodes(data=True)}) == len(graph)


def test_png_is_drawn_with_and_without_fonts_of_the_system(scene, thesaurus):
    data = picture("png").write(scene)
    assert data.startswith(b"\x89PNG\r\n")
    plain_one = Scene(thesaurus, neighbourhood(thesaurus, "net-promoter-score"))
    one = png(svg(plain_one), 1.0)
    width, height = (int.from_bytes(one[at : at + 4], "big") for at in (16, 20))
    root = ET.fromstring(svg(plain_one))
    assert (str(width), str(height)) == (root.get("width"), root.get("height"))
    two = png(svg(plain_one))
    assert int.from_bytes(two[16:20], "big") == 2 * width


def test_the_png_of_latin_letters_does_not_depend_on_the_system(thesaurus):
    # Drawn with the system's fonts as well, it is the same: the package's letters come first.
    import resvg_py

    from glosskos.pictures.png import _FONT

    drawing = svg(Scene(thesaurus, neighbourhood(thesaurus, "detracteur-nps")))
    alone = resvg_py.svg_to_bytes(
        svg_string=drawing, font_files=[str(_FONT)], skip_system_fonts=True, font_family="DejaVu Sans"
    )
    bare = resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True)
    assert alone == png(drawing, 1.0)
    assert alone != bare  # without any font there would be no letters


def test_a_picture_too_large_for_memory_is_drawn_smaller(monkeypatch, thesaurus):
    monkeypatch.setattr("glosskos.pictures.png._MOST_PIXELS", 10_000)
    data = png(svg(Scene(thesaurus, neighbourhood(thesaurus, "net-promoter-score"))))
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert 0 < width * height < 11_000


def test_what_is_no_svg_of_ours_is_refused():
    with pytest.raises(GlosskosError, match="no view box"):
        png("<svg/>")
    with pytest.raises(GlosskosError, match="cannot be drawn as PNG"):
        png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5"><')


def test_only_iris_that_run_nothing_are_followed():
    assert safe_link("https://example.org/a") and safe_link("urn:x:y") and safe_link("HTTP://example.org")
    assert safe_link("https://example.org/é\ud800 x") == "https://example.org/é%3F%20x"
    assert safe_link("javascript:alert(1)") == safe_link("data:text/html,x") == safe_link("file:///etc/passwd") == ""


def test_another_process_gives_the_same_bytes(records):
    found = set()
    for seed in ("1", "2"):
        for form in ("svg", "html", "dot", "mermaid", "graphml", "png"):
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "glosskos",
                    "graph",
                    "NPS",
                    "--depth",
                    "2",
                    "--format",
                    form,
                    "--records",
                    str(records),
                ],
                env={"PYTHONHASHSEED": seed, "PATH": ""},
                capture_output=True,
                check=True,
            )
            found.add((form, sha256(done.stdout).hexdigest()))
    assert len(found) == 6


@settings(max_examples=40, deadline=None)
@given(thesauri(8), st.integers(0, 3), st.sampled_from(["fr", "en"]))
def test_any_data_is_drawn_in_every_text_format(thesaurus, depth, language):
    drawn = Scene(thesaurus, neighbourhood(thesaurus, "c0", depth), language)
    ET.fromstring(svg(drawn))
    assert len(nx.read_graphml(io.BytesIO(picture("graphml").write(drawn)))) == len(drawn.around.nodes)
    assert "script" not in Page(picture("html").write(drawn).decode("utf-8")).tags
    for line in picture("mermaid").write(drawn).decode("utf-8").splitlines():
        assert any(re.fullmatch(pattern, line) for pattern in _MERMAID), line
    assert picture("dot").write(drawn)

"""A neighbourhood as a page of its own: the picture, and the same as text, in both languages; no script, nothing from outside."""

from __future__ import annotations

from dataclasses import replace

from glosskos.neighbourhood import Edge, Node
from glosskos.pictures.markup import attribute, text
from glosskos.pictures.scene import Picture, Scene
from glosskos.pictures.svg import svg, width
from glosskos.typography import typeset

__all__ = ["PICTURE", "page"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark;--ink:#1b2733;--muted:#55636f;--ground:#fff;--link:#17608f;--rule:#cfd8df}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--muted:#a3b1bd;--ground:#14181d;--link:#6db7e6;--rule:#3a4650}}
body{margin:0 auto;padding:1rem 1.25rem 3rem;max-width:110rem;color:var(--ink);background:var(--ground);
font:1rem/1.55 "DejaVu Sans",Verdana,Geneva,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}h1{font-size:1.5rem;line-height:1.25;margin:.6rem 0 .2rem}h2{font-size:1.1rem;margin:1.6rem 0 .3rem}
p.about{color:var(--muted);margin:0 0 1rem}nav{text-align:right}nav a{margin-left:1rem}
.picture{overflow-x:auto;border:1px solid var(--rule);border-radius:6px;padding:.25rem}
.picture svg{display:block;margin:0 auto;width:100%;height:auto;max-width:var(--w);min-width:calc(var(--w)*.72)}
p,ul{max-width:76rem}
ul{padding-left:1.2rem;margin:.2rem 0}li{margin:.25rem 0}.why,.from{color:var(--muted)}
section+section{border-top:2px solid var(--rule);margin-top:3rem;padding-top:1rem}
@media print{nav{display:none}.picture{border:0}section+section{break-before:page}}
"""
_WORDS = {
    "fr": {
        "name": "Français", "picture": "Image du voisinage, à faire défiler", "broader": "Plus généraux", "narrower": "Plus précis",
        "related": "Associés", "two": "À {} pas", "between": "Liens entre ces voisins", "by": "Sources : {}",
    },
    "en": {
        "name": "English", "picture": "Picture of the neighbourhood, to be scrolled", "broader": "Broader", "narrower": "Narrower",
        "related": "Related", "two": "{} steps away", "between": "Links between these neighbours", "by": "Sources: {}",
    },
}  # fmt: skip


def page(scene: Scene) -> str:
    """Give the page; the scene's language comes first."""
    languages = sorted(_WORDS, key=lambda language: language != scene.language)
    links = "".join(
        f'<a href="#{each}" lang="{each}" hreflang="{each}">{_WORDS[each]["name"]}</a>' for each in languages
    )
    sections = [_section(replace(scene, language=language)) for language in languages]
    return (
        f'<!DOCTYPE html>\n<html lang="{scene.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(scene, scene.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<nav>{links}</nav>\n<main>\n"
        + "\n".join(sections)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(scene: Scene) -> str:
    word = _WORDS[scene.language]
    parts = [
        f'<section id="{scene.language}" lang="{scene.language}">',
        f"<h1>{_text(scene, scene.title)}</h1>",
        f'<p class="about">{text(scene.subtitle)}</p>',
    ]
    definition = scene.definition(scene.around.centre)
    if definition:
        parts.append(f"<p>{text(definition)}</p>")
    name = attribute(word["picture"])
    parts.append(
        f'<div class="picture" tabindex="0" role="region" aria-label="{name}" style="--w:{width(scene)}px">\n{svg(scene)}</div>'
    )
    for side in ("broader", "narrower", "related"):
        near = [node for node in scene.around.nodes if node.distance == 1 and node.side == side]
        parts += _list(scene, word[side], [_near(scene, node) for node in near])
    for distance in range(2, scene.around.depth + 1):
        far = [node for node in scene.around.nodes if node.distance == distance]
        parts += _list(scene, word["two"].format(distance), [_near(scene, node) for node in far])
    others = [edge for edge in scene.around.edges if not scene.around.in_tree(edge)]
    parts += _list(scene, word["between"], [text(scene.sentence(edge)) for edge in others])
    return "\n".join([*parts, "</section>"])


def _text(scene: Scene, words: str) -> str:
    return text(typeset(words, scene.language))


def _list(scene: Scene, heading: str, items: list[str]) -> list[str]:
    if not items:
        return []
    return [f"<h2>{text(heading)}</h2>", "<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"]


def _near(scene: Scene, node: Node) -> str:
    """Give a concept as a link, with what joins it to where it was reached from, and its sources."""
    label, iri = text(scene.labels[node.slug]), scene.href(node.slug)
    said = [f'<a href="{attribute(iri)}">{label}</a>' if iri else label]
    said.append(f'<span class="why">— {text(scene.sentence(_edge_to(scene, node)))}</span>')
    sources = ", ".join(scene.sources(node.slug))
    if sources:
        said.append(f'<span class="from">[{_text(scene, _WORDS[scene.language]["by"].format(sources))}]</span>')
    return " ".join(said)


def _edge_to(scene: Scene, node: Node) -> Edge:
    """Give the edge by which a concept was reached: of two kinds of link, the one that was walked."""
    kind = "related" if node.step == "related" else "broader"
    ends = {node.slug, node.via}
    return next(edge for edge in scene.around.edges if edge.kind == kind and {edge.subject, edge.object} == ends)


def _write(scene: Scene) -> bytes:
    return page(scene).encode("utf-8")


PICTURE = Picture("html", ".html", "text/html", _write)

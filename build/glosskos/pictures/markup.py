"""XML that cannot break out: escaped text, elements, and the colours of our pictures, light and dark."""

from __future__ import annotations

from html import escape

from glosskos.neighbourhood import plain, text_width
from glosskos.neighbourhood.metrics import in_table

__all__ = ["FONTS", "attribute", "dark_style", "document", "element", "line_of_text", "paint", "text"]

FONTS = "'DejaVu Sans', Verdana, Geneva, sans-serif"
# Role: light and dark. Every pair of text and ground has a contrast of 4.5 or more, lines of 3 or more (a test computes them).
COLOURS: dict[str, tuple[str, str]] = {
    "ground": ("#ffffff", "#14181d"),
    "ink": ("#1b2733", "#e8edf2"),
    "muted": ("#55636f", "#a3b1bd"),
    "rule": ("#cfd8df", "#3a4650"),
    "panel": ("#f5f8fa", "#1b2127"),
    "hierarchy": ("#17608f", "#6db7e6"),
    "related": ("#a04a12", "#f0a36b"),
    "centre": ("#123a57", "#cfe6f7"),
    "on-centre": ("#ffffff", "#10202c"),
    "broader-fill": ("#e2eef7", "#173145"),
    "narrower-fill": ("#f4f9fd", "#16222c"),
    "related-fill": ("#fdf2e9", "#33231a"),
}


_EDGE = 2.0  # what a letter may stand over


def text(value: str) -> str:
    """Escape a text for the content of an element; what no XML document can hold is replaced."""
    return escape(plain(value), quote=False)


def attribute(value: str) -> str:
    """Escape a text for an attribute in double quotes."""
    return escape(plain(value), quote=True)


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Give an element; attributes with the value None are left out, ``_`` in their names stands for ``-``.

    :param content: markup, escaped already
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{attribute(f"{value:g}" if isinstance(value, float) else str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def paint(**roles: str | None) -> dict[str, object]:
    """Give ``fill`` and ``stroke`` in the light colours of these roles, and the classes by which the dark ones replace them.

    As attributes they hold where a page's security policy forbids styles, and in programs that know no style sheets.
    """
    given = {key: role for key, role in roles.items() if role is not None}
    classes = " ".join(f"gk-{key}-{role}" for key, role in given.items())
    return {"class_": classes, **{key: COLOURS[role][0] for key, role in given.items()}}


def dark_style() -> str:
    """Give the style element with the dark colours."""
    rules = "".join(
        f".gk-{key}-{role}{{{key}:{dark}}}" for role, (_, dark) in COLOURS.items() for key in ("fill", "stroke")
    )
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"


def line_of_text(
    value: str, x: float, y: float, size: float, role: str = "ink", anchor: str = "start", width: float | None = None
) -> str:
    """Give a line of text.

    A line that holds characters whose width is not in our table is bound to the width we gave it, in any font, and cut there by
    programs that do not heed ``textLength`` (resvg, where a font lacks the letters): the inner ``svg`` shows nothing beyond its sides.

    :param width: the most it may take; cut with an ellipsis where it is more
    """
    value = plain(value)
    if width is not None and text_width(value, size) > width:
        while value and text_width(f"{value}…", size) > width:
            value = value[:-1]
        value = f"{value.rstrip()}…"
    bound = None if in_table(value) else round(text_width(value, size), 1)
    line = element(
        "text",
        text(value) or " ",
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor if anchor != "start" else None,
        textLength=bound,
        lengthAdjust="spacingAndGlyphs" if bound else None,
        **paint(fill=role),
    )
    if bound is None:
        return line
    left = round(x - {"middle": bound / 2, "end": bound}.get(anchor, 0) - _EDGE, 1)
    top, wide, high = round(y - 1.4 * size, 1), round(bound + 2 * _EDGE, 1), round(2 * size, 1)
    return element("svg", line, x=left, y=top, width=wide, height=high, viewBox=f"{left:g} {top:g} {wide:g} {high:g}")


def document(content: list[str], width: float, height: float, title: str, description: str, language: str) -> str:
    """Give a whole SVG document with its title, description, dark colours and ground."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} xml:lang="{language}" lang="{language}" '
        f'role="graphics-document" font-family="{attribute(FONTS)}">'
    )
    ground = element("rect", width="100%", height="100%", **paint(fill="ground"))
    return "\n".join(
        [
            head,
            element("title", text(title)),
            element("desc", text(description)),
            dark_style(),
            ground,
            *content,
            "</svg>",
            "",
        ]
    )

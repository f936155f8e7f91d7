"""What must hold of every layout, asserted on boxes and on the hulls of curves."""

from __future__ import annotations

from glosskos.neighbourhood import Layout, text_width
from glosskos.neighbourhood.layout import FONT_SIZE, MARGIN

_HAIR = 0.01


def assert_good(layout: Layout) -> None:
    """No two boxes overlap; no label leaves its box, no box and no route the picture; no route runs through a box."""
    for at, box in enumerate(layout.boxes):
        assert box.x >= MARGIN and box.y >= MARGIN
        assert box.x + box.width <= layout.width - MARGIN and box.y + box.height <= layout.height - MARGIN
        assert box.lines
        for row, line in enumerate(box.lines):
            assert text_width(line, FONT_SIZE) <= box.width - 20, line
            assert box.y + FONT_SIZE <= box.baseline(row) <= box.y + box.height - 6
        for other in layout.boxes[at + 1 :]:
            apart = (
                box.x + box.width < other.x
                or other.x + other.width < box.x
                or box.y + box.height < other.y
                or other.y + other.height < box.y
            )
            assert apart, (box, other)
    for route in layout.routes:
        _ends(layout, route)
        for start in range(0, len(route.curve) - 1, 3):
            # A Bézier curve never leaves the hull of its four points, and so not their rectangle.
            xs, ys = zip(*route.curve[start : start + 4], strict=True)
            assert min(xs) >= 0 and max(xs) <= layout.width and min(ys) >= 0 and max(ys) <= layout.height
            for box in layout.boxes:
                through = (
                    min(xs) < box.x + box.width - _HAIR
                    and max(xs) > box.x + _HAIR
                    and min(ys) < box.y + box.height - _HAIR
                    and max(ys) > box.y + _HAIR
                )
                assert not through, (route.edge, box)


def _ends(layout: Layout, route) -> None:
    """A route begins on the side of its subject's box and ends on that of its object's."""
    for slug, (x, y) in ((route.edge.subject, route.curve[0]), (route.edge.object, route.curve[-1])):
        box = layout.box[slug]
        assert x in (box.x, box.x + box.width)
        assert box.y < y < box.y + box.height

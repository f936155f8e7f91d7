"""Make what the pictures know of their font, from an installed DejaVu Sans: the table of widths and the subset for PNGs.

Run ``python tests/pictures/make_font.py DejaVuSans.ttf`` (needs fonttools) after a change of :data:`RANGES`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "build" / "glosskos"
TABLE = PACKAGE / "neighbourhood" / "widths.json"
FONT = PACKAGE / "pictures" / "fonts" / "DejaVuSans-subset.ttf"
# Latin with its extensions, Greek, Cyrillic, punctuation, currency, letterlike signs, arrows, mathematics, geometric shapes.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x2B0, 0x2FF),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x205E),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2190, 0x2193),
    (0x2260, 0x2265),
    (0x25A0, 0x25CF),
    (0xFFFD, 0xFFFD),
)


def wanted(cmap: dict[int, str]) -> list[int]:
    """Give the code points of :data:`RANGES` that the font has."""
    return [code for first, last in RANGES for code in range(first, last + 1) if code in cmap]


def table(font) -> dict[str, object]:
    """Give the advance widths as runs: the first code point of each, and the widths from there."""
    cmap, metrics = font.getBestCmap(), font["hmtx"].metrics
    runs: list[tuple[int, list[int]]] = []
    for code in wanted(cmap):
        if not runs or code != runs[-1][0] + len(runs[-1][1]):
            runs.append((code, []))
        runs[-1][1].append(metrics[cmap[code]][0])
    return {"font": "DejaVu Sans", "unitsPerEm": font["head"].unitsPerEm, "runs": runs}


def as_text(found: dict[str, object]) -> str:
    """Give the table as JSON, a line a run."""
    runs = ",\n".join(json.dumps(run, separators=(",", ":")) for run in found["runs"])
    head = f'{{"font":{json.dumps(found["font"])},"unitsPerEm":{found["unitsPerEm"]},"runs":[\n'
    return head + runs + "\n]}\n"


def main(path: str) -> None:
    """Write both files."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    TABLE.write_text(as_text(table(TTFont(path))), encoding="utf-8")
    font = TTFont(path, recalcTimestamp=False)
    options = subset.Options(
        layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted(font.getBestCmap()))
    cutter.subset(font)
    FONT.parent.mkdir(exist_ok=True)
    font.save(FONT)


if __name__ == "__main__":
    main(sys.argv[1])

"""Any text whatsoever: no reader raises, and every character is accounted for once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets import sheets

from glosskos.layouts import layouts, uncovered

LINES = sorted({line for sheet in sheets() for line in sheet.text.splitlines() if line})
ODD = [
    "", "", "", "   ", "\t", "12", "12 ", "7.7 Pare", "養", "[...]", "(…)", "«", '"', "(", ")", "-", "- a", "a.", "É", "\u200b", "²", "٣",
    "1 ² x", "l'", "l’", "01 Foo", "3) Foo (bar", "bar)", "n°", "...", "?", "Qu'?", ":", "X :", "on appelle x, le y", "de", "est",
    "\ufeffa", "ﬃ est un ß", "İ est une i", "e\u0301te\u0301 est une chose", "A B C", "1 x", "x (", "Introduction",
]  # fmt: skip
line = st.one_of(
    st.sampled_from(LINES),
    st.sampled_from(ODD),
    st.text(max_size=30),
    st.builds(lambda text, at: text[at:], st.sampled_from(LINES), st.integers(0, 60)),
    st.builds(lambda text, at: text[:at], st.sampled_from(LINES), st.integers(0, 60)),
)
texts = st.builds(
    lambda lines, end: end.join(lines), st.lists(line, max_size=25), st.sampled_from(["\n", "\r\n", "\n\n", "\n\n\n\n"])
)


@pytest.mark.parametrize("layout", layouts().values(), ids=list(layouts()))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, database=None
)
@given(text=texts)
def test_any_text_is_read_to_the_character(layout, text):
    reading = layout.read(text)
    assert reading.lines == text.splitlines()
    assert uncovered(reading.lines, [piece.segment for piece in reading.pieces()]) == []
    numbers = reading.numbers()
    assert len(numbers) == len(reading.entries) == len(set(numbers))
    assert 0 <= layout.score(reading.lines) <= 1

"""The collector pauses or passes over what stays, and is as it was afterwards, also after an error."""

from __future__ import annotations

import gc

import pytest

from glosskos.collector import paused, settled


def test_it_is_paused_for_a_block_and_goes_on_only_where_it_was_on():
    assert gc.isenabled()
    with paused():
        assert not gc.isenabled()
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_is_there_is_passed_over_and_new_cycles_are_not():
    before = gc.get_freeze_count()

    @settled()
    def work() -> int:
        assert gc.get_freeze_count() > before
        for _ in range(10):
            cycle: list[object] = []
            cycle.append(cycle)
        del cycle
        return gc.collect()

    assert work() >= 10
    assert gc.get_freeze_count() == before == 0
    with pytest.raises(ValueError, match="no"), settled():
        raise ValueError("no")
    assert gc.get_freeze_count() == 0

"""The endpoint under load, in little: nothing is lost, nothing grows, and it serves while a peer of one process no longer does."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from endpoint_load import measure, servers


@pytest.mark.benchmark
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # clients that are cut off leave sockets, on purpose
def test_no_good_request_is_lost_while_hostile_ones_run(capsys):
    with tempfile.TemporaryDirectory() as folder:
        command, path = servers(Path(folder), peers=False)["glosskos serve"]
        quiet = measure(command, path, 4, 20, 0)
        harmed = measure(command, path, 8, 20, 8)
    with capsys.disabled():
        print(f"\n{quiet.row('glosskos serve')}\n{harmed.row('glosskos serve')}")
    for found in (quiet, harmed):
        assert found.good.failures == {}
        assert set(found.good.statuses) == {"200"} and len(found.good.times) > 100
        assert 0 < found.after < 1.1 * found.before + 8  # a forked worker more or less is no leak
    assert harmed.bad.statuses["503"] > 0
    # Hostile clients take the machine's idle time, not the others': the typical request is no worse than tenfold.
    assert harmed.good.percentile(0.5) < 10 * quiet.good.percentile(0.5)

"""``glosskos serve``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos.cli.options import add_data, not_negative, positive, say
from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.endpoint.dataset import Origin

ORDER = 80
HELP = "serve the thesaurus: SPARQL endpoint, linked data, ready-made queries as an API, the build's site"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_data(parser).add_argument(
        "--build",
        type=Path,
        metavar="DIR",
        help="a build and its site (default: ./dist where there is one, else the records)",
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1)")
    parser.add_argument("--port", type=not_negative, default=8000, help="the port; 0 for a free one (default: 8000)")
    parser.add_argument(
        "--time-limit", type=_seconds, default=10, metavar="SECONDS", help="for one query (default: 10)"
    )
    parser.add_argument(
        "--max-rows", type=positive, default=100_000, metavar="N", help="for one query (default: 100000)"
    )
    parser.add_argument("--memory", type=positive, default=256, metavar="MB", help="for one query (default: 256)")
    parser.add_argument("--access-log", action="store_true", help="write a line for each request")
    parser.add_argument(
        "--with-quotations", action="store_true", help="serve quotations beyond this machine: you have the right to"
    )


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds")
    return number


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.endpoint.limits import Limits
    from glosskos.endpoint.server import serve
    from glosskos.remote.credentials import is_loopback

    origin = _origin(options)
    limits = Limits(seconds=options.time_limit, rows=options.max_rows, memory=options.memory * 1024 * 1024)

    host = f"[{options.host}]" if ":" in options.host else options.host

    def permitted(about: dict[str, Any]) -> None:
        if about["quoted"] and not is_loopback(f"http://{host}") and not options.with_quotations:
            raise GlosskosError(
                "the data hold quotations that belong to their publishers; --with-quotations serves them all the same"
            )

    def ready(address: str, about: dict[str, Any]) -> None:
        say(f"{about['title']}: {about['concepts']:,} concepts, {about['triples']:,} triples from {origin.path}")
        print(f"{address}  (SPARQL at {address}sparql; Ctrl-C ends)", flush=True)

    serve(
        origin,
        options.host,
        options.port,
        limits,
        origin.path if origin.kind == "build" else None,
        options.access_log,
        permitted,
        ready,
    )
    return 0


def _origin(options: argparse.Namespace) -> Origin:
    """Give where the data come from: what the call names, else a build in ``./dist``, else the records."""
    from glosskos.endpoint.dataset import Origin
    from glosskos.locator import find_records
    from glosskos.output import is_build

    if options.data is not None:
        return Origin("data", options.data)
    if options.build is not None and not is_build(options.build):
        raise GlosskosError(f"{options.build}: not a build of ours (no manifest.json); glosskos build makes one")
    build = options.build or Path("dist")
    if options.records is None and is_build(build):
        return Origin("build", build)
    return Origin("records", find_records(options.records).path)

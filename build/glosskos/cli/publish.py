"""``glosskos publish``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos.cli.options import add_data, number, positive, progress_bar, say
from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.publish import Data, Named, Outcome
    from glosskos.remote import Credentials

ORDER = 90
HELP = "publish to a triple store: one named graph, exchanged whole and checked afterwards"
_SHOWN = 20


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("endpoint", metavar="ENDPOINT", help="the store's base URL (its service URLs are found there)")
    what = add_data(parser)
    what.add_argument("--build", type=Path, metavar="DIR", help="the files of a build, by their checksums")
    parser.add_argument("--graph", metavar="IRI", help="the named graph (default: the IRI of the concept scheme)")
    parser.add_argument("--dry-run", action="store_true", help="say what would change; exit status 1 if anything")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of what is said")
    parser.add_argument(
        "--with-quotations", action="store_true", help="publish quotations too (to a store of your own)"
    )
    urls = parser.add_argument_group("the store's URLs, where they are not found")
    urls.add_argument("--query-url", default="", metavar="URL", help="SPARQL queries")
    urls.add_argument("--update-url", default="", metavar="URL", help="SPARQL updates")
    urls.add_argument("--store-url", default="", metavar="URL", help="Graph Store Protocol (?graph=)")
    urls.add_argument("--timeout", type=number, default=300, metavar="SECONDS", help="for one answer (default: 300)")
    urls.add_argument(
        "--batch",
        type=positive,
        default=4096,
        metavar="KB",
        help="largest request (default: 4096; less is tried by itself)",
    )
    who = parser.add_argument_group("who is asking (a password or token is never an argument)")
    who.add_argument("--user", default="", metavar="NAME", help="asks for the password on a terminal")
    secret = who.add_mutually_exclusive_group()
    secret.add_argument("--password-env", metavar="VAR", help="the environment variable with the password")
    secret.add_argument("--token-env", metavar="VAR", help="the environment variable with a bearer token")
    who.add_argument(
        "--auth",
        choices=("auto", "none", "basic", "digest", "bearer"),
        default="auto",
        help="default: what the store asks for, Digest before Basic",
    )
    who.add_argument("--insecure", action="store_true", help="let Basic and Bearer go over http: to another machine")


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    from glosskos.publish import Urls, find_store, publish

    credentials = _credentials(options)
    urls = Urls(options.query_url, options.update_url, options.store_url)
    with progress_bar() as progress:
        progress("looking at the store")
        kind, endpoint = find_store(options.endpoint, urls, credentials, options.timeout)
        data = _data(options)
        outcome = publish(data, endpoint, options.graph or "", options.dry_run, progress, options.batch * 1024)
        endpoint.close()
    for note in outcome.notes:
        say(note)
    if options.format == "json":
        import json

        print(json.dumps(_as_dict(outcome, kind, endpoint.query_url), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_as_text(outcome, options.dry_run)))
    return int(options.dry_run and bool(outcome.change))


def _data(options: argparse.Namespace) -> Data:
    from glosskos.publish import of_build, of_file, of_records

    if options.data is not None:
        return of_file(options.data, options.with_quotations)
    if options.build is not None:
        return of_build(options.build, options.with_quotations)
    from glosskos.locator import find_records

    place = find_records(options.records)
    say(f"records: {place.found}")
    return of_records(place.path, options.with_quotations)


def _credentials(options: argparse.Namespace) -> Credentials:
    from glosskos.remote import Credentials

    if options.token_env:
        if options.user or options.auth not in ("auto", "bearer"):
            raise GlosskosError("--token-env goes with --auth bearer, and with no --user")
        return Credentials("", _environment(options.token_env), "bearer", options.insecure)
    if options.password_env and not options.user:
        raise GlosskosError("--password-env goes with --user")
    if options.auth == "none":
        if options.user:
            raise GlosskosError("--auth none goes with no --user")
        return Credentials(scheme="none")
    if not options.user:
        if options.auth == "auto":
            return Credentials(scheme="none")
        raise GlosskosError(
            f"--auth {options.auth} goes with {'--token-env' if options.auth == 'bearer' else '--user'}"
        )
    if options.auth == "bearer":
        raise GlosskosError("--auth bearer goes with --token-env")
    return Credentials(options.user, _password(options), options.auth, options.insecure)


def _password(options: argparse.Namespace) -> str:
    if options.password_env:
        return _environment(options.password_env)
    if not sys.stdin.isatty():
        raise GlosskosError("--user goes with --password-env, where there is no terminal to ask for the password")
    from getpass import getpass

    return getpass(f"Password of {options.user}: ")


def _environment(name: str) -> str:
    """Give a secret from the environment."""
    value = os.environ.get(name, "")
    if not value:
        raise GlosskosError(f"the environment variable {name} is {'empty' if name in os.environ else 'not set'}")
    return value


def _as_text(outcome: Outcome, dry: bool) -> list[str]:
    change = outcome.change
    if not change:
        return [f"{outcome.graph}: nothing to do, the {outcome.triples:,} triples are there"]
    done = "would be published" if dry else "published, checked by count and checksum"
    lines = [
        f"{outcome.graph}: {outcome.triples:,} triples {done}{' (taken up where it was interrupted)' if outcome.resumed else ''}",
        f"  triples: {change.added:,} added, {change.removed:,} removed",
        f"  concepts: {len(change.new)} new, {len(change.withdrawn)} withdrawn, {len(change.changed)} changed",
    ]
    if dry:
        for what, concepts in (("new", change.new), ("withdrawn", change.withdrawn), ("changed", change.changed)):
            lines += [f"  {what}: {each.label} <{each.iri}>" for each in concepts[:_SHOWN]]
            if len(concepts) > _SHOWN:
                lines.append(f"  … and {len(concepts) - _SHOWN} more {what} (--format json has all)")
    return lines


def _as_dict(outcome: Outcome, kind: str, query_url: str) -> dict[str, Any]:
    def named(concepts: tuple[Named, ...]) -> list[dict[str, str]]:
        return [{"iri": each.iri, "label": each.label} for each in concepts]

    change = outcome.change
    return {
        "graph": outcome.graph,
        "query_url": query_url,
        "store": kind,
        "published": outcome.published,
        "resumed": outcome.resumed,
        "triples": outcome.triples,
        "sha256": outcome.sha256,
        "added": change.added,
        "removed": change.removed,
        "concepts": {
            "new": named(change.new),
            "withdrawn": named(change.withdrawn),
            "changed": named(change.changed),
        },
        "notes": list(outcome.notes),
    }

"""The command line: options, progress, exit codes; no logic.

A command is a module of this package with ``ORDER`` (its place in the help), ``HELP`` (a line), ``add_options(parser)`` and
``run(options)``; it is found by discovery. One with ``TAKES_MORE`` gets what no option took as ``options.more``, and adds
``--help`` itself. Exit status: 0 done; 1 done, and the data has something to say; 2 not done.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from glosskos import __version__
from glosskos.errors import GlosskosError

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    parser = _parser(arguments)
    options, more = parser.parse_known_args(arguments)
    options.more = more
    if more and not options.takes_more:
        options.parser.error(f"unrecognized arguments: {' '.join(more)}")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say, and no complaint at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(options, ["interrupted; nothing was written"], 130)
    except GlosskosError as error:
        if options.debug:
            raise
        return _fail(options, error.lines(), error.exit_status)
    except Exception as error:
        if options.debug:
            raise
        return _fail(options, [f"{type(error).__name__}: {error} (a fault of glosskos; --debug shows where)"], 2)
    return status


def _fail(options: argparse.Namespace, lines: Sequence[str], status: int) -> int:
    for line in lines:
        print(f"glosskos {options.command}: {line}" if line else line, file=sys.stderr)
    return status


def _commands() -> list[tuple[str, ModuleType]]:
    """Find the modules that are commands, in the order of the help."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):  # no command, and perhaps slow to load
            continue
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "ORDER"):
            found.append((module.name.replace("_", "-"), loaded))
    return sorted(found, key=lambda each: (each[1].ORDER, each[0]))


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Give the parser of a call; only the command that it names gets its options, which may be slow to load."""
    called = next((each for each in arguments if not each.startswith("-")), "")
    parser = argparse.ArgumentParser(prog="glosskos", description="Turns glossaries into one SKOS thesaurus.")
    parser.add_argument("--version", action="version", version=f"glosskos {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in _commands():
        more = getattr(module, "TAKES_MORE", False)
        sub = commands.add_parser(name, help=module.HELP, description=module.HELP, add_help=not more)
        sub.set_defaults(run=module.run, takes_more=more, parser=sub)
        sub.add_argument("--debug", action="store_true", help="show the traceback of an error")
        if name == called:
            module.add_options(sub)
    if called and called not in commands.choices:
        parser.error(_unknown(called, list(commands.choices)))
    return parser


def _unknown(called: str, names: list[str]) -> str:
    """Say that there is no such command, and which it may have been."""
    import difflib

    near = difflib.get_close_matches(called, names, 2) or [name for name in names if name.startswith(called)]
    found = f"; nearest: {', '.join(near)}" if near else ""
    return f"no command is called {called!r}{found} (glosskos --help lists them)"

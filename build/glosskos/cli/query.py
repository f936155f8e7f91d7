"""``glosskos query``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glosskos.cli.options import add_data, interruptible, number, say
from glosskos.errors import GlosskosError

if TYPE_CHECKING:
    from glosskos.queries import ReadyQuery

ORDER = 70
HELP = "ask a ready-made query (without NAME: list them), or one of your own, here or at an endpoint"
TAKES_MORE = True  # each query's own parameters: --concept attrition
_FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "rdf", "jsonld")

_ABOUT = {
    "fr": {
        "tags": "étiquettes : ",
        "one": "au choix : ",
        "default": "par défaut : ",
        "more": "glosskos query NOM --lang fr --help : à quoi répond une requête, et ce qu'elle prend.",
    },
    "en": {
        "tags": "tags: ",
        "one": "one of: ",
        "default": "default: ",
        "more": "glosskos query NAME --help tells what one answers and takes.",
    },
}


class _Help(argparse.Action):
    """``query NAME --help`` tells of that query; without NAME, of the command."""

    def __init__(self, option_strings: Sequence[str], dest: str, **rest: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, help="show this help, or that of the query named")

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, *_: Any) -> None:
        if not getattr(namespace, "name", None):
            parser.print_help()
        else:
            try:
                print(_about(_query(namespace.name), namespace.lang or "en"), end="")
            except GlosskosError as error:
                parser.exit(2, "".join(f"glosskos query: {line}\n" for line in error.lines()))
        parser.exit()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.allow_abbrev = False  # `--da` may be a query's own parameter
    parser.usage = "glosskos query [NAME|FILE|-] [--PARAMETER VALUE …] [options]"
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="a ready-made query, a file with one, or - for the standard input"
    )
    parser.add_argument("--tag", help="list only the queries with this tag")
    parser.add_argument(
        "--format", choices=_FORMATS, default=None, help="form of the result (default: table; ttl for a graph)"
    )
    parser.add_argument("--explain", action="store_true", help="show the query, filled in, instead of asking it")
    parser.add_argument(
        "--lang",
        choices=("fr", "en"),
        help="language of the list and of --help (default: en); of the answer, where the query takes --language",
    )
    parser.add_argument("--endpoint", metavar="URL", help="ask a SPARQL endpoint instead")
    parser.add_argument("--graph", metavar="IRI", help="the endpoint's graph to ask (default: its default graph)")
    parser.add_argument(
        "--timeout", type=number, default=60, metavar="SECONDS", help="how long to wait for an endpoint (default: 60)"
    )
    add_data(parser)
    parser.add_argument("-h", "--help", action=_Help)


def run(options: argparse.Namespace) -> int:
    """Run the command; give its exit status."""
    values = _values(options.more)
    if options.name is None:
        if values:
            raise GlosskosError(f"--{next(iter(values))}: whose parameter? name the query first")
        print(_listed(options), end="")
        return 0
    from glosskos.queries import bind, filled, without_head, written

    query = _query(options.name)
    if options.lang and any(each.name == "language" for each in query.parameters):
        values.setdefault("language", options.lang)
    vocabulary = _Late(options)
    text = filled(query, bind(query, values, vocabulary.names, vocabulary.language))
    if options.explain:
        print(without_head(text).rstrip("\n"))
        return 0
    if options.endpoint:
        from glosskos.remote import Endpoint

        result = Endpoint(options.endpoint, timeout=options.timeout).query(text, options.graph)
    else:
        if options.graph:
            raise GlosskosError("--graph goes with --endpoint: here all is one graph")
        from glosskos.queries import evaluate

        with interruptible():
            result = evaluate(vocabulary.load().store, text)
    style = options.format or ("ttl" if result.form == "CONSTRUCT" else "table")
    sys.stdout.write(written(result, style, vocabulary.prefixes))
    if style == "table" and result.form != "ASK":
        say(f"{len(result)} {'triple' if result.form == 'CONSTRUCT' else 'row'}{'' if len(result) == 1 else 's'}")
    if not len(result) and result.form != "ASK":
        assumed = [
            f"--{each.name} {each.default}" for each in query.parameters if each.name not in ("language", *values)
        ]
        say(f"asked with the defaults {' '.join(assumed)}") if assumed else None
    return 0


class _Late:
    """The vocabulary of the call, loaded when a name must be looked up or the query is asked here."""

    def __init__(self, options: argparse.Namespace) -> None:
        from glosskos.queries import Names

        self._options = options
        self._loaded: Any = None
        self.names = Names(lambda: self.load().lookup)

    def load(self) -> Any:
        if self._loaded is None:
            from glosskos import load

            self._loaded = load(self._options.data, self._options.records)
        return self._loaded

    @property
    def language(self) -> str:
        """Of a file's labels; empty where the query's own default will do."""
        return "" if self._options.data is None or self._options.endpoint else str(self.load().language)

    @property
    def prefixes(self) -> dict[str, str]:
        """Its own where it was loaded, else those of the records."""
        from glosskos.namespaces import PREFIXES

        return dict(PREFIXES) if self._loaded is None else dict(self._loaded.prefixes)


def _values(more: Sequence[str]) -> dict[str, str]:
    """Read ``--name value`` and ``--name=value``, the parameters of whatever query was named."""
    found: dict[str, str] = {}
    rest = list(more)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--") or word == "--":
            raise GlosskosError(f"{word!r}: one query at a time; a name of several words wants quotes")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not rest:
                raise GlosskosError(f"--{name}: no value (the query's name comes before its parameters)")
            value = rest.pop(0)
        if name in found:
            raise GlosskosError(f"--{name}: given twice")
        found[name] = value
    return found


def _query(name: str) -> ReadyQuery:
    """Give the query that a name, a file or ``-`` stands for."""
    from glosskos.queries import query_file, ready_query

    if name == "-":
        return query_file(sys.stdin.read(), "standard input")
    path = Path(name)
    if path.suffix in (".rq", ".sparql") or "/" in name:
        try:
            return query_file(path.read_text(encoding="utf-8"), path.stem, str(path))
        except UnicodeDecodeError:
            raise GlosskosError(f"{path}: not UTF-8 text") from None
        except OSError as error:
            raise GlosskosError(f"{path}: cannot be read: {error.strerror or error}") from None
    return ready_query(name)


def _listed(options: argparse.Namespace) -> str:
    """List the ready-made queries by tag."""
    from glosskos.queries import ready_queries
    from glosskos.tables import table

    every = ready_queries().values()
    tags = sorted({tag for query in every for tag in query.tags})
    if options.tag and options.tag not in tags:
        raise GlosskosError(f"no query has the tag {options.tag!r}; tags are {', '.join(tags)}")
    rows = [
        {
            "tag": query.tags[0] if not options.tag else options.tag,
            "query": query.name,
            "takes": " ".join(f"--{parameter.name}" for parameter in query.parameters),
            "answers": query.summary.get(options.lang or "en", query.summary.get("en", "")),
        }
        for query in every
        if not options.tag or options.tag in query.tags
    ]
    rows.sort(key=lambda row: (row["tag"], row["query"]))
    if options.format not in (None, "table"):
        if options.format not in ("csv", "json", "md"):
            raise GlosskosError(f"the list of queries cannot be written as {options.format}; it can as csv, json, md")
        return table(rows, options.format)
    lines: list[str] = []
    width = max((len(row["query"]) for row in rows), default=0)
    for row in rows:
        if f"{row['tag']}" not in lines:
            lines += ["", row["tag"]] if lines else [row["tag"]]
        takes = f"  [{row['takes']}]" if row["takes"] else ""
        lines.append(f"  {row['query'].ljust(width)}  {row['answers']}{takes}")
    return "\n".join([*lines, "", _ABOUT[options.lang or "en"]["more"]]) + "\n"


def _about(query: ReadyQuery, language: str) -> str:
    """Tell what one query answers and takes."""
    import textwrap

    word = _ABOUT[language]

    def said(text: Mapping[str, str], otherwise: str) -> str:
        return text.get(language) or text.get("en", otherwise)

    lines = [f"{query.name}: {said(query.summary, 'a query')}"]
    if query.description:
        lines += ["", *textwrap.wrap(said(query.description, ""), 100)]
    if query.tags:
        lines += ["", f"{word['tags']}{', '.join(query.tags)}"]
    for parameter in query.parameters:
        default = "" if parameter.default is None else f" ({word['default']}{parameter.default})"
        choices = f" ({word['one']}{', '.join(parameter.choices)})" if parameter.choices else ""
        label = said(parameter.label, parameter.of)
        lines += ["", f"  --{parameter.name} {parameter.of.upper()}", f"      {label}{choices}{default}"]
    return "\n".join([*lines, ""])

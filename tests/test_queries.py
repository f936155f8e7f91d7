"""Ready-made queries: heads, tokens, values bound as terms, results in every form."""

from __future__ import annotations

import csv
import io
import json
import time
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glosskos.errors import GlosskosError
from glosskos.lookup import Lookup
from glosskos.queries import (
    GRAPH_FORMATS,
    ROW_FORMATS,
    Names,
    QueryRefused,
    QuerySyntaxError,
    Result,
    TooManyRows,
    bind,
    closed,
    evaluate,
    filled,
    native,
    query_file,
    query_graph,
    ready_query,
    store_of,
    without_head,
    written,
)
from glosskos.queries.tokens import has_keyword, replaced, variables
from glosskos.terms import iri, literal, value_of

HEAD = """#+ summary: What is narrower
#+ summary_fr: Ce qui est plus précis
#+ description: >-
#+   Two
#+   lines.
#+ tags: [hierarchy, concepts]
#+ params:
#+   - concept: {of: concept, en: the concept, fr: le concept}
#+ defaults:
#+   - concept: nps
#+   - n: 3
#+ enumerate:
#+   - n: [1, 2, 3]
"""
BODY = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
# ?_no_iri in a comment is no parameter
SELECT ?label WHERE { ?c skos:broader ?_concept_iri ; skos:prefLabel ?label FILTER(?_n_integer > 0 && "?_text" != '?_other_iri') }
ORDER BY STR(?label)
"""


@pytest.fixture(scope="module")
def names(thesaurus):
    return Names(lambda: Lookup(thesaurus))


@pytest.fixture(scope="module")
def store(thesaurus):
    return store_of(query_graph(thesaurus))


def test_a_head_says_what_a_query_answers_and_takes():
    query = query_file(HEAD + BODY, "narrower")
    assert (query.name, query.form, query.tags) == ("narrower", "SELECT", ("hierarchy", "concepts"))
    assert query.summary == {"en": "What is narrower", "fr": "Ce qui est plus précis"}
    assert query.description == {"en": "Two lines."}
    concept, n = query.parameters
    assert (concept.variable, concept.name, concept.type, concept.of) == ("_concept_iri", "concept", "iri", "concept")
    assert concept.label == {"en": "the concept", "fr": "le concept"}
    assert concept.default == "nps"
    assert (n.variable, n.type, n.default, n.choices) == ("_n_integer", "integer", "3", ("1", "2", "3"))
    assert without_head(query.text) == BODY


def test_a_query_needs_no_head():
    query = query_file("ASK { ?s ?p ?_value_fr }", "own")
    assert query.form == "ASK"
    assert [(each.name, each.type, each.default) for each in query.parameters] == [("value", "fr", None)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ summary: [\nASK {}", r"q\.rq:1: the head is no YAML"),
        ("#+ - a\n#+ - b\nASK {}", "no mapping"),
        ("#+ sumary: x\nASK {}", "unknown key in the head: sumary"),
        ("#+ summary: x\n", "no query"),
        ("#+ defaults:\n#+   - other: 1\nASK {}", "defaults speaks of other, which the query does not take"),
        ("#+ params: 3\nASK {}", "the head cannot be used"),
        ("SELECT * { ?_a_iri ?p ?_a_fr }", "the parameter 'a' has two types"),
    ],
)
def test_a_wrong_head_is_told_with_its_file(text, message):
    with pytest.raises(GlosskosError, match=message):
        query_file(text, "q", "q.rq")


def test_an_unknown_query_gets_the_nearest_names(tmp_path):
    (tmp_path / "concept-card.rq").write_text("ASK {}")
    with pytest.raises(GlosskosError, match="nearest: concept-card"):
        ready_query("concept-cards", tmp_path)
    for hostile in ("../concept-card", "concept-card.rq", "", "a b"):
        with pytest.raises(GlosskosError, match="no ready-made query"):
            ready_query(hostile, tmp_path)


def test_tokens_tell_variables_from_what_only_looks_like_them():
    text = """SELECT ?a $b { <http://x/?c#d> ex:p?e "?f" '?g' \"\"\"?h "quote" ?i\"\"\" . # ?j\n?k ex:service "a\\"?l" ; ?a '''?m' ' ''' }"""
    assert variables(text) == ["a", "b", "e", "k"]
    assert replaced("?a ?ab '?a' <?a> #?a\n$a", {"a": "<x>"}) == "<x> ?ab '?a' <?a> #?a\n<x>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT * { SERVICE <http://x> {} }", True),
        ("SELECT * { service silent ?s {} }", True),
        ("SELECT * {} #SERVICE", False),
        ("SELECT * { ?service ex:service 'SERVICE' . service:x <http://SERVICE/> '''\nSERVICE''' }", False),
        ("SELECT * { ?s ?p 'x'@service , _:service . ex:a.service ?p ?o }", False),
        ("SELECT*{SERVICE<http://x>{}}", True),
        ("SELECT * { ?s ?p ?o }SERVICE<x>{}", True),
    ],
)
def test_a_keyword_is_told_from_a_name(text, found):
    assert bool(has_keyword(text, "SERVICE")) is found


def test_values_are_looked_up_and_checked(names):
    query = query_file(HEAD + BODY, "narrower")
    base = "https://w3id.org/relation-client/concept/"
    assert bind(query, {}, names)["_concept_iri"] == f"<{base}net-promoter-score>"
    for name in ("churn", "attrition", "Taux d’attrition", f"{base}attrition", f"<{base}attrition>", "RC0001"):
        found = bind(query, {"concept": name}, names)["_concept_iri"]
        assert found.startswith(f"<{base}")
    assert bind(query, {"concept": "churn", "n": "12"}, names)["_n_integer"] == literal("12", datatype="xsd:integer")
    assert bind(query, {"concept": "urn:x:y"}, names)["_concept_iri"] == "<urn:x:y>"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"concept": "qqqq"}, "--concept: no concept is called 'qqqq'"),
        ({"n": "3.5"}, "--n: '3.5' is no whole number"),
        ({"n": "3 } DROP ALL"}, "is no whole number"),
        ({"other": "1"}, "narrower takes no parameter 'other'; it takes concept, n"),
        ({"concept": "http://x/> } #"}, "is no absolute IRI"),
        ({"concept": "http://x/ y"}, "is no absolute IRI"),
        ({"concept": "x\ud800"}, "surrogate"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(names, values, message):
    with pytest.raises(GlosskosError, match=message):
        bind(query_file(HEAD + BODY, "narrower"), values, names)


@pytest.mark.parametrize(
    ("variable", "of", "value", "term"),
    [
        ("_x_iri", "source", "Salesforce", "<https://w3id.org/relation-client/source/salesforce>"),
        ("_x_iri", "source", "le glossaire du crm", "<https://w3id.org/relation-client/source/salesforce>"),
        ("_x_iri", "theme", "fidélisation", "<https://w3id.org/relation-client/theme/fidelisation>"),
        ("_x_iri", "status", "truncated", "<https://w3id.org/glosskos/ns#truncated>"),
        ("_x", "text", 'say "hi"\n', '"say \\"hi\\"\\n"'),
        ("_x_fr", "text", "été", '"été"@fr'),
        ("_x_number", "number", "3.5", '"3.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("_x_xsd_date", "date", "2026-11-22", '"2026-11-22"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_each_type_of_value_becomes_its_term(names, variable, of, value, term):
    head = f"#+ params:\n#+   - x: {{of: {of}}}\n"
    query = query_file(f"{head}ASK {{ ?s ?p ?{variable} }}", "own")
    assert bind(query, {"x": value}, names) == {variable: term}


@pytest.mark.parametrize(
    ("variable", "of", "value", "message"),
    [
        ("_x_iri", "source", "nobody", "no source is called 'nobody'; they are 24pm"),
        ("_x_iri", "theme", "nothing", "no theme is called"),
        ("_x_iri", "status", "broken", "no status is called 'broken'; they are complete"),
        ("_x_iri", "graph", "nothing", "is no absolute IRI"),
        ("_x_number", "number", "much", "is no number"),
        ("_x_xsd_date", "date", "2026-13-01", "is no date such as"),
        ("_x_xsd_date", "date", "20261122", "is no date such as"),
        ("_x_zzz_date", "text", "x", "unknown prefix 'zzz'"),
        ("_x_nonsense", "text", "x", "is none that grlc knows"),
    ],
)
def test_each_type_refuses_what_it_cannot_be(names, variable, of, value, message):
    head = f"#+ params:\n#+   - x: {{of: {of}}}\n"
    with pytest.raises(GlosskosError, match=message):
        bind(query_file(f"{head}ASK {{ ?s ?p ?{variable} }}", "own"), {"x": value}, names)


def test_a_parameter_without_default_wants_a_value():
    with pytest.raises(GlosskosError, match="own needs a value: --x"):
        bind(query_file("ASK { ?s ?p ?_x }", "own"), {}, Names())


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), st.sampled_from(["_x", "_x_fr", "_x_iri"]))
def test_no_value_becomes_anything_but_one_term(value, variable):
    """An injection would change what the query means; here it finds the value itself and nothing else."""
    query = query_file(f"SELECT ?o WHERE {{ VALUES ?o {{ ?{variable} }} }}", "own")
    empty = store_of([])
    try:
        terms = bind(query, {"x": value}, Names())
    except GlosskosError:
        assert variable == "_x_iri"
        return
    (row,) = evaluate(empty, filled(query, terms)).rows
    assert row == (terms[variable],)
    assert value_of(row[0]) == (value if variable != "_x_iri" else value.strip().removeprefix("<").removesuffix(">"))


@pytest.mark.parametrize(
    "attempt",
    [
        '" } ; DROP ALL #',
        '"@fr . ?s ?p ?o } #',
        "\\",
        '\\" }',
        "\\u0022 } #",
        "?s",
        "\n}",
        "'''",
        '"""',
        "x> ?p ?o } #",
    ],
)
def test_injection_attempts(attempt, store):
    query = query_file("SELECT ?s WHERE { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?_label_fr }", "own")
    result = evaluate(store, filled(query, bind(query, {"label": attempt}, Names())))
    assert len(result) == 0


def test_evaluation(store):
    query = query_file(HEAD + BODY, "narrower")
    text = filled(
        query, {"_concept_iri": iri("https://w3id.org/relation-client/concept/net-promoter-score"), "_n_integer": "3"}
    )
    result = evaluate(store, text)
    assert [row["label"] for row in result] == [
        "NPS detractor", "NPS passive", "NPS promoter", "détracteur NPS", "passif NPS", "promoteur NPS",
    ]  # fmt: skip
    assert len(result) == 6 and bool(result)
    assert evaluate(store, "ASK {}").truth is True
    assert not evaluate(store, "ASK { <urn:a> <urn:b> <urn:c> }")
    described = evaluate(store, "DESCRIBE <https://w3id.org/relation-client/concept/attrition>")
    assert described.form == "CONSTRUCT" and len(described) > 10


def test_the_graph_that_is_asked_has_entailments_and_reasons(store):
    skos = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX gk: <https://w3id.org/glosskos/ns#> "
    assert evaluate(store, skos + "ASK { ?a skos:broaderTransitive/skos:broaderTransitive ?b }")
    assert evaluate(store, skos + "ASK { ?link a gk:Link ; <http://www.w3.org/2000/01/rdf-schema#comment> ?why }")


def test_what_a_query_may_not_do(store):
    with pytest.raises(QueryRefused, match="SERVICE is refused"):
        evaluate(store, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(TooManyRows, match="more than 5 rows"):
        evaluate(store, "SELECT * { ?s ?p ?o }", 5)
    with pytest.raises(TooManyRows):
        evaluate(store, "CONSTRUCT WHERE { ?s ?p ?o }", 5)
    assert len(evaluate(store, "SELECT * { ?s ?p ?o } LIMIT 5", 5)) == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT *\nWHERE { ?s ?p", r"at line 2, column \d+"),
        ("SELECT * WHERE { ?s nope:p ?o }", "not SPARQL 1.1"),
        ("DELETE WHERE { ?s ?p ?o }", "not SPARQL 1.1"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "not SPARQL 1.1"),
        ("LOAD <file:///etc/passwd>", "not SPARQL 1.1"),
        ("", "not SPARQL 1.1"),
    ],
)
def test_what_is_no_query_is_told_in_one_line(store, text, message):
    with pytest.raises(QuerySyntaxError, match=message) as error:
        evaluate(store, text)
    assert "\n" not in str(error.value) and len(str(error.value)) < 300


VALUES = """SELECT * { VALUES (?a ?b) {
  (<http://x/y> "a,b\\"c\\nd"@fr) (UNDEF 3) (true 2.5) ("<tag>\\t& \\u0001" "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>)
  ("é" "x"^^<http://x/type>) } }"""


def test_rows_in_the_standard_forms_read_back_as_the_reference_reads_its_own():
    """What we write is read by pyoxigraph's and rdflib's parsers as the terms that pyoxigraph gave."""
    from pyoxigraph import QueryResultsFormat, parse_query_results
    from rdflib.query import Result as RdflibResult

    store = store_of([])
    result = evaluate(store, VALUES)
    assert len(result) == 5
    for style, form in (
        ("json", QueryResultsFormat.JSON),
        ("xml", QueryResultsFormat.XML),
        ("tsv", QueryResultsFormat.TSV),
    ):
        found = parse_query_results(written(result, style).encode(), format=form)
        rows = [tuple(None if term is None else str(term) for term in row) for row in found]
        expected = (
            [tuple(term and term.replace("\\u0001", "\ufffd") for term in row) for row in result.rows]
            if style == "xml"
            else result.rows
        )
        assert rows == list(expected), style
    for style in ("json", "xml"):
        assert len(RdflibResult.parse(io.BytesIO(written(result, style).encode()), format=style).bindings) == 5
    theirs = store.query(VALUES).serialize(format=QueryResultsFormat.CSV).decode()
    assert written(result, "csv") == theirs
    theirs = store.query(VALUES).serialize(format=QueryResultsFormat.TSV).decode()
    assert written(result, "tsv") == theirs.replace("\x01", "\\u0001")  # both are Turtle


def test_answers_of_ask():
    yes = Result("ASK", truth=True)
    assert json.loads(written(yes, "json")) == {"head": {}, "boolean": True}
    assert ET.fromstring(written(yes, "xml"))[-1].text == "true"
    assert written(yes, "table") == written(yes, "md") == "true\n"
    assert list(yes) == []


def test_rows_for_people():
    result = Result(
        "SELECT",
        ("concept", "n", "label"),
        [("<http://x/y|z>", literal("1"), literal("a|b\nc", "fr")), (None, None, None)],
    )
    assert written(result, "table", {"x": "http://x/"}) == "concept  n  label\nx:y|z    1  a|b c\n\n"
    assert written(result, "md", {"x": "http://x/"}).splitlines() == [
        "| concept | n | label |",
        "| --- | --- | --- |",
        "| x:y\\|z | 1 | a\\|b c |",
        "|  |  |  |",
    ]
    assert written(Result("SELECT", ("a",)), "csv") == "a\r\n"
    assert written(Result("SELECT", ("a",)), "md") == "| a |\n| --- |\n"


def test_a_graph_has_every_form_of_a_graph_and_rows_too():
    from rdflib import Graph

    triples = [
        ("<http://x/s>", "<http://x/p>", literal("é", "fr")),
        ("<http://x/s>", "<http://x/p>", "_:b"),
        ("_:b", "<http://x/p>", literal("1", datatype="xsd:integer")),
    ]
    result = Result("CONSTRUCT", triples=triples)
    names = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "json": "json-ld"}
    for style, name in names.items():
        assert len(Graph().parse(data=written(result, style), format=name)) == 3, style
    rows = list(csv.reader(io.StringIO(written(result, "csv"))))
    assert rows[0] == ["subject", "predicate", "object"] and len(rows) == 4
    assert list(result)[2]["object"] == 1


def test_a_form_that_does_not_fit_is_refused():
    for result in (Result("SELECT", ("a",)), Result("ASK")):
        for style in GRAPH_FORMATS:
            with pytest.raises(GlosskosError, match=f"cannot be written as {style}; it can as"):
                written(result, style)
    with pytest.raises(GlosskosError, match="a graph cannot be written as xml"):
        written(Result("CONSTRUCT"), "xml")
    assert set(ROW_FORMATS) >= {"table", "csv", "tsv", "json", "md"}


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None), ("<http://x>", "http://x"), ("_:b", "_:b"), (literal("x", "fr"), "x"),
        (literal("3", datatype="xsd:integer"), 3), (literal("2.5", datatype="xsd:decimal"), 2.5), (literal("true", datatype="xsd:boolean"), True),
        (literal("many", datatype="xsd:integer"), "many"), (literal("maybe", datatype="xsd:boolean"), "maybe"),
    ],
)  # fmt: skip
def test_terms_as_plain_data(term, value):
    assert native(term) == value


def test_frames(monkeypatch):
    result = Result("SELECT", ("a", "n"), [(literal("x"), literal("1", datatype="xsd:integer"))])
    pandas = pytest.importorskip("pandas")
    assert result.to_pandas().to_dict("records") == [{"a": "x", "n": 1}]
    assert isinstance(result.to_pandas(), pandas.DataFrame)
    polars = pytest.importorskip("polars")
    assert isinstance(result.to_polars(), polars.DataFrame)
    assert result.to_polars().rows() == [("x", 1)]


def test_frames_where_they_are_not_installed(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    for give in (Result("SELECT").to_pandas, Result("SELECT").to_polars):
        with pytest.raises(GlosskosError, match="is not installed"):
            give()


def test_any_skos_file_is_closed_before_it_is_asked():
    skos = "http://www.w3.org/2004/02/skos/core#"
    triples = [("<urn:a>", f"<{skos}broader>", "<urn:b>"), ("<urn:b>", f"<{skos}broader>", "<urn:c>")]
    assert evaluate(store_of(closed(triples)), f"ASK {{ <urn:c> <{skos}narrowerTransitive> <urn:a> }}")


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX : <http://x/> SELECT * { SERVICE:a { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE <http://x> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.0SERVICE SILENT <http://x> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'x'@fr.SERVICE <http://x> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueservice <http://x> { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { ?s ?p :.SeRvIcE <http://x> { ?s ?p ?o } }",
        "SELECT * { FILTER(1<2)SERVICE#>\n<http://x> { ?s ?p ?o } }",
        "ASK { FILTER(?x<?y)SERVICE#>\nSILENT <http://x> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_in_spellings_that_only_a_parser_knows(store, text):
    with pytest.raises((QueryRefused, QuerySyntaxError)):
        evaluate(store, text)


def test_what_is_only_called_service_is_no_service(store):
    text = "PREFIX service: <http://service/> SELECT ?service { VALUES ?service { 'SERVICE' service:a } # service\n }"
    assert [row["service"] for row in evaluate(store, text)] == ["SERVICE", "http://service/a"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "SELECT * " + "{" * 20_000 + "}" * 20_000,
        "SELECT * { FILTER(" + "!" * 20_000 + "1) }",
        "SELECT * { FILTER(" + "str(" * 2_000 + "1" + ")" * 2_000 + ") }",
        "SELECT * { " + "FILTER EXISTS {" * 2_000 + "}" * 2_000 + " }",
        "SELECT * { ?s " + "/".join(["<a:p>"] * 20_000) + " ?o }",
        "SELECT * { {}" + " UNION {}" * 20_000 + " }",
        "SELECT (1" + "+1" * 20_000 + " AS ?x) {}",
        "SELECT * {" + "".join(f"?s{n} <a:b> ?s{n + 1} ." for n in range(20_000)) + "}",
    ],
)
def test_a_query_that_would_end_the_process_is_refused(store, text):
    with pytest.raises(QueryRefused, match=r"levels deep|patterns and operators"):
        evaluate(store, text)


def test_long_lists_of_values_are_no_depth(store):
    names = ",".join(f"<http://x/{n}.a;b>, 'a (b) + {n}', -{n}.5" for n in range(10_000))
    assert evaluate(store, f"ASK {{ FILTER(1 IN ({names})) }}").truth is False
    rows = " ".join(f"(-{n}.5 '(' <http://x/{n}>)" for n in range(10_000))
    assert len(evaluate(store, f"SELECT * {{ VALUES (?a ?b ?c) {{ {rows} }} }}")) == 10_000


def test_tokens_are_told_in_time_that_grows_with_the_text():
    def seconds(size):
        begun = time.process_time()
        has_keyword("a." * size, "SERVICE")
        return time.process_time() - begun

    assert seconds(40_000) < 12 * max(seconds(10_000), 0.001)


def test_rows_for_people_hold_no_command_to_a_terminal_and_may_have_no_column(store):
    assert written(evaluate(store, "SELECT ('a\\u001B[31mb\\u0007' AS ?x) {}"), "table") == "x\na�[31mb�\n"
    for style in ROW_FORMATS:
        written(evaluate(store, "SELECT * {}"), style)

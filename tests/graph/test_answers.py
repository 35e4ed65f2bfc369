import csv
import io
import json
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib

from eventgraph.errors import QueryError
from eventgraph.graph.answers import format_answer, safe_cell
from eventgraph.graph.query import Answer

from .graph_samples import NASTY

XSD = "http://www.w3.org/2001/XMLSchema#"
TRIPLE = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(NASTY))


def answer(*cells: str | int | float | date | None) -> Answer:
    terms = tuple(
        None
        if cell is None
        else ox.Literal(str(cell))
        if isinstance(cell, str)
        else ox.Literal(str(cell), datatype=ox.NamedNode(XSD + "integer"))
        for cell in cells
    )
    names = tuple("abcdefgh"[: len(cells)])
    return Answer(columns=names, rows=(cells,), terms=(terms,))


def test_a_table_never_sends_control_characters_to_a_terminal() -> None:
    table = format_answer(answer("\x1b[31mred\x07\r\nline\u202e", NASTY))
    assert all(c.isprintable() or c == "\n" for c in table)
    assert len(table.splitlines()) == 4


def test_a_table_lines_up_and_cuts_long_cells() -> None:
    table = format_answer(answer("日本", "x" * 100, 7, None))
    head, rule, row, count = table.splitlines()
    assert head.index("c") == row.index("7") + 2, "two wide characters stand on four columns"
    assert "…" in row and len(rule) < 90
    assert count == "(1 row)"


def test_formulas_are_disarmed_and_numbers_are_not() -> None:
    cells = ['=HYPERLINK("x")', "+1", "-1", "@x", "\t=1", "a=1", "", -5]
    (_, row) = csv.reader(io.StringIO(format_answer(answer(*cells), "csv")))
    assert row == ['\'=HYPERLINK("x")', "'+1", "'-1", "'@x", "'\t=1", "a=1", "", "-5"]
    text = "a\rb,c"
    (_, row) = csv.reader(io.StringIO(format_answer(answer(text, "d"), "csv"), newline=""))
    assert row == [text, "d"], "a carriage return alone ends no row"
    assert safe_cell(None) == "" and safe_cell(True) == "true"
    assert safe_cell(date(2020, 1, 2)) == "2020-01-02" and safe_cell(-0.5) == "-0.5"


def test_json_keeps_types_and_leaves_out_what_is_unknown() -> None:
    result = json.loads(format_answer(answer(NASTY, 3, None), "json"))
    assert result["head"]["vars"] == ["a", "b", "c"]
    assert result["results"]["bindings"] == [
        {
            "a": {"type": "literal", "value": NASTY},
            "b": {"type": "literal", "value": "3", "datatype": XSD + "integer"},
        }
    ]


def test_yes_and_no() -> None:
    assert json.loads(format_answer(Answer(truth=False), "json"))["boolean"] is False
    assert "yes" in format_answer(Answer(truth=True))
    assert format_answer(Answer(truth=True), "csv") == "answer\nyes\n"


def test_triples_in_every_format() -> None:
    found = Answer(triples=(TRIPLE,))
    graph = rdflib.Graph().parse(data=format_answer(found, "turtle"), format="turtle")
    assert [str(o) for o in graph.objects()] == [NASTY]
    assert json.loads(format_answer(found, "json"))["head"]["vars"][0] == "subject"
    assert "urn:a" in format_answer(found) and "urn:a" in format_answer(found, "csv")


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(QueryError, match="CONSTRUCT"):
        format_answer(answer("x"), "turtle")
    with pytest.raises(QueryError, match="use table, csv, json, turtle"):
        format_answer(answer("x"), "xml")


def test_no_rows() -> None:
    assert format_answer(Answer(columns=("a",))).endswith("(0 rows)\n")
    assert format_answer(Answer(columns=("a",)), "csv") == "a\n"


def test_a_table_fits_a_terminal_and_leaves_empty_columns_out() -> None:
    told = Answer(columns=("a", "b", "c"), rows=(("x" * 50, None, "y" * 30),))
    table = format_answer(told, "table", width=40)
    assert max(map(len, table.splitlines())) == 40
    assert table.splitlines()[0].split() == ["a", "c"]

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.model import Problem
from eventgraph.read.csv_rows import read_csv
from eventgraph.read.rows import Row

HEAD = "id,date,text\n"


def rows(data: str) -> list[Row | Problem]:
    return list(read_csv(io.BufferedReader(io.BytesIO(data.encode())), "in", {}))


def shown(data: str) -> list[str]:
    return [f"{r.where} {r.text if isinstance(r, Row) else '!'}" for r in rows(data)]


def test_a_row_with_more_cells_than_the_header_is_left_out_with_its_place() -> None:
    found = rows(HEAD + "1,2020-01-01,Rapat, kemarin\n2,2020-01-02,b\n")
    assert isinstance(found[0], Problem) and found[0].fatal and found[0].where == "in:2"
    assert "4 cells" in found[0].what and "3" in found[0].what and "quote" in str(found[0].cure)
    assert isinstance(found[1], Row) and found[1].text == "b"


def test_empty_cells_at_the_end_and_short_rows_are_no_matter() -> None:
    assert shown(HEAD + "1,2020-01-01,a,,\n2,2020-01-02\n") == ["in:2 a", "in:3 None"]


def test_a_cell_of_many_lines_is_fine() -> None:
    assert shown(HEAD + '1,2020-01-01,"a, b, c\n\nd\n"\n2,2020-01-02,b\n') == [
        "in:2 a, b, c\n\nd\n",
        "in:6 b",
    ]


@pytest.mark.parametrize(
    "rest",
    [
        "2,2020-01-02,b\n3,2020-01-03,c\n",
        '2,2020-01-02,"b"\n3,2020-01-03,"c"\n',
        '2,2020-01-02,b\n3,2020-01-03,"c"\n',
        '2,2020-01-02,b\n3,2020-01-03,c\n9,2020-01-04,"',
    ],
)
def test_an_unclosed_quote_loses_its_own_row_only(rest: str) -> None:
    found = shown(HEAD + '1,2020-01-01,"a\nmore of a\n' + rest)
    assert found[:3] == ["in:2 !", "in:4 b", "in:5 c"]


def test_an_unclosed_quote_that_another_row_closes_is_found() -> None:
    assert shown(HEAD + '1,2020-01-01,"a\n2,2020-01-02,b\n3,2020-01-03,c "\n4,2020-01-04,d\n') == [
        "in:2 !", "in:3 b", 'in:4 c "', "in:5 d",
    ]  # fmt: skip


def test_lines_of_a_broken_cell_are_no_articles() -> None:
    assert shown('title,text\nA,"one\nTwo, three\nHe said "no", and left\n') == ["in:2 !"]
    (problem,) = rows('text\n"one\ntwo\n')
    assert isinstance(problem, Problem) and "2-3" in problem.what and problem.cure


def test_a_quote_that_is_not_doubled_is_told() -> None:
    assert shown(HEAD + '1,2020-01-01,"He said "no" again"\n2,2020-01-02,b\n') == [
        "in:2 !",
        "in:3 b",
    ]


@given(st.lists(st.sampled_from(['"', ",", "1", "\n", "2,2020-01-01,x\n", "a"]), max_size=40))
def test_any_table_ends_and_names_lines_in_order(parts: list[str]) -> None:
    places = [int(row.where.split(":")[1]) for row in rows(HEAD + "".join(parts))]
    assert places == sorted(set(places))


def test_many_unclosed_quotes_take_linear_time() -> None:
    start = time.process_time()
    rows(HEAD + '1,2020-01-01,"a\n' * 20_000 + "2,2020-01-01,b\n" * 20_000)
    assert time.process_time() - start < 5


def test_blank_lines_before_the_header_are_counted() -> None:
    assert shown("\n\n" + HEAD + "1,2020-01-01,a\n") == ["in:4 a"]

import pickle

import pytest

from eventgraph import errors


@pytest.mark.parametrize("name", [n for n in errors.__all__ if n.endswith("Error")])
def test_every_error_is_of_the_family_and_crosses_a_process(name):
    error = getattr(errors, name)("it broke", where="a.txt:3", cure="mend it")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own value
    assert isinstance(error, errors.EventGraphError)
    assert str(again) == "a.txt:3: it broke; mend it"
    assert again.exit_code == error.exit_code


def test_hostile_text_stays_on_one_line_and_sends_no_escape_codes():
    error = errors.InputError("bad\nline\x1b[31m", where="x\r\ny")
    assert str(error) == "x y: bad line [31m"


def test_long_text_is_cut():
    assert len(errors.one_line("x" * 10_000)) == 300


def test_a_wrong_call_ends_with_2_and_wrong_data_with_1():
    assert errors.UsageError("x").exit_code == errors.QueryError("x").exit_code == 2
    assert errors.InputError("x").exit_code == errors.GraphError("x").exit_code == 1

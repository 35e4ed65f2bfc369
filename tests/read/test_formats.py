import io
from collections.abc import Mapping

import pytest

from eventgraph.errors import InputError
from eventgraph.model import Problem
from eventgraph.read import formats as room
from eventgraph.read.formats import FORMATS, Row, read_rows, read_stdin


def rows(format_: str, data: str | bytes, columns: Mapping[str, str] | None = None):
    raw = data.encode("utf-8") if isinstance(data, str) else data
    stream = io.BufferedReader(io.BytesIO(raw))
    return list(read_rows(stream, format_, "in", columns or {}))


def texts(found) -> list[object]:
    return [row.text if isinstance(row, Row) else f"! {row}" for row in found]


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_an_empty_file_is_an_error(format_: str) -> None:
    with pytest.raises(InputError, match="empty") as caught:
        rows(format_, b"")
    assert caught.value.cure


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_a_binary_file_is_an_error(format_: str) -> None:
    with pytest.raises(InputError, match="binary"):
        rows(format_, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_text_is_kept_as_it_is() -> None:
    (row,) = rows("text", "\ufeffJudul\r\n\r\n  Isi \n")
    assert row.text == "Judul\r\n\r\n  Isi \n"


def test_windows_1252_is_said_once() -> None:
    remark, row = rows("text", b"caf\xe9")
    assert isinstance(remark, Problem) and not remark.fatal and "1252" in remark.what
    assert row.text == "café"
    found = rows("jsonl", b'{"text": "caf\xe9"}\n{"text": "caf\xe9"}')
    assert [type(item) for item in found] == [Problem, Row, Row]
    assert found[0].where == "in:1"


PAGE = """<html lang="id"><head><meta charset="{charset}"><title>Menteri bertemu | Situs</title>
<meta property="og:site_name" content="Situs Contoh"><link rel="canonical"
href="https://situs.example/a/1"><meta property="article:published_time"
content="2035-03-04T10:00:00+07:00"></head><body><nav>Beranda</nav><article><h1>Menteri bertemu</h1>
<p>Menteri luar negeri bertemu dengan duta besar pada hari Senin untuk membahas dagang – katanya.
</p>
<p>Keduanya sepakat untuk melanjutkan perundingan pada bulan depan, kata juru bicara.</p>
</article></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_gives_text_title_day_site_and_address(charset: str) -> None:
    (row,) = rows("html", PAGE.format(charset=charset).encode(charset))
    assert "membahas dagang – katanya." in row.text and "Beranda" not in row.text
    assert (row.title, row.date) == ("Menteri bertemu", "2035-03-04")
    assert (row.source, row.url) == ("Situs Contoh", "https://situs.example/a/1")


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<p>", "<html><body><nav></nav>", "<" * 999]
)
def test_a_page_without_an_article_is_an_error(page: str) -> None:
    with pytest.raises(InputError, match=r"page") as caught:
        rows("html", page)
    assert caught.value.cure


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    found = rows("jsonl", '{"text": "a"}\n\n{"text": \n[1]\n"x"\n{"txet": "b"}\n{"text": "c"}')
    assert [item.where for item in found] == [f"in:{n}" for n in (1, 3, 4, 5, 6, 7)]
    assert texts(found)[0] == "a" and texts(found)[-1] == "c"
    problems = [item for item in found if isinstance(item, Problem)]
    assert len(problems) == 4 and all(p.fatal and p.cure for p in problems)
    assert "broken JSON" in problems[0].what and "txet" in str(problems[3].cure)


def test_json_that_is_nested_too_deep_or_too_big_is_a_problem() -> None:
    deep = "[" * 200_000
    found = rows("jsonl", f'{{"text": {deep}\n{{"text": "a", "n": {"9" * 9999}}}\n{{"text": "b"}}')
    assert [type(item) for item in found] == [Problem, Problem, Row]
    with pytest.raises(InputError, match="JSON"):
        rows("json", deep)


def test_a_line_in_no_encoding_is_a_problem() -> None:
    found = rows("jsonl", b'{"text": "\x81\xff"}\n{"text": "b"}')
    assert "neither" in found[0].what and found[1].text == "b"


def test_fields_have_usual_names_in_both_languages() -> None:
    (row,) = rows("jsonl", '{"Judul": "J", "isi_berita": "I", "Tanggal Terbit": 1, "Link": "u"}')
    assert (row.title, row.text, row.date, row.url) == ("J", "I", 1, "u")
    (row,) = rows("jsonl", '{"content": "C", "text": "T", "lang": "id", "publisher": "P"}')
    assert (row.text, row.language, row.source) == ("T", "id", "P")


def test_a_column_may_be_named() -> None:
    (row,) = rows("jsonl", '{"text": "T", "ringkasan": "R"}', {"text": "ringkasan"})
    assert row.text == "R"
    (problem,) = rows("jsonl", '{"text": "T"}', {"text": "ringkasan"})
    assert "ringkasan" in problem.what


@pytest.mark.parametrize("data", ['[{"text": "a"}, 1, {"text": "b"}]', '{"text": "a"}'])
def test_a_json_array_or_object(data: str) -> None:
    found = rows("json", data)
    assert found[0].text == "a" and found[0].where == "in:1"
    assert len(found) == 1 or (isinstance(found[1], Problem) and found[2].text == "b")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_with_any_sign_between(sign: str) -> None:
    data = (
        sign.join(["id", "judul", "teks"]) + "\r\n" + sign.join(["1", "J", '"baris\r\ndua, ""x"""'])
    )
    (row,) = rows("csv", "\ufeff" + data + "\r\n\r\n")
    assert (row.id, row.title, row.text, row.where) == ("1", "J", 'baris\r\ndua, "x"', "in:2")


def test_a_table_without_a_text_column_is_an_error_that_lists_its_columns() -> None:
    with pytest.raises(InputError, match="no column with the text") as caught:
        rows("csv", "id,foo\n1,a\n")
    assert "id, foo" in str(caught.value)


def test_rows_of_another_length_are_read_as_far_as_they_go() -> None:
    found = rows("csv", "title,text\nJ\nJ,T,\n,\n")
    assert [(row.text, row.where) for row in found] == [(None, "in:2"), ("T", "in:3")]


def test_a_long_field_is_read() -> None:
    (row,) = rows("csv", "text\n" + "x" * 500_000)
    assert len(row.text) == 500_000


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_a_file_without_end_is_an_error(monkeypatch, format_: str) -> None:
    monkeypatch.setattr(room, "LONGEST_FILE", 100)
    with pytest.raises(InputError, match="longer"):
        rows(format_, b"x" * 101)


@pytest.mark.parametrize(
    ("data", "found"),
    [('\n {"text": "a"}\n{"text": "b"}', ["a", "b"]), ("Judul\n{", ["Judul\n{"])],
)
def test_standard_input_is_json_lines_or_text(data: str, found: list[str]) -> None:
    stream = io.BufferedReader(io.BytesIO(data.encode()))
    assert texts(read_stdin(stream, "-", {})) == found
    assert not stream.closed

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.errors import InputError
from eventgraph.read import decode as room
from eventgraph.read.decode import decode, decode_lines

WORDS = "Menteri Erdoğan – “rapat”\r\nkedua"


def lines(data: bytes):
    return list(decode_lines(io.BufferedReader(io.BytesIO(data))))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8-sig"),
        (WORDS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16"),
        (WORDS.encode("utf-32"), "utf-32"),
    ],
)
def test_text_is_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.guessed) == (WORDS, encoding, False)
    assert "".join(line.text or "" for line in lines(data)) == WORDS
    assert [line.number for line in lines(data)] == [1, 2]


def test_windows_1252_is_read_and_said() -> None:
    data = "caf\xe9 \x93quoted\x94".encode("latin-1")
    found = decode(data)
    assert (found.text, found.encoding, found.guessed) == ("café “quoted”", "cp1252", True)


def test_only_the_wrong_line_is_a_guess() -> None:
    found = lines("één\n".encode() + b"caf\xe9\n" + "één".encode())
    assert [(line.text, line.guessed) for line in found] == [
        ("één\n", False),
        ("café\n", True),
        ("één", False),
    ]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 text", b"PK\x03\x04abc", b"a\x00b", bytes(range(32)) * 9]
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="binary"):
        decode(data)
    with pytest.raises(InputError, match="binary"):
        lines(data)


def test_half_of_a_utf_16_file_is_refused() -> None:
    with pytest.raises(InputError, match="utf-16"):
        decode("ab".encode("utf-16") + b"\xd8")


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(InputError, match="neither"):
        decode(b"caf\xe9 \x81")
    bad, good = lines(b"caf\xe9 \x81\ngood\n")
    assert bad.text is None and "neither" in str(bad.error)
    assert good.text == "good\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_without_end_is_passed_over(monkeypatch, encoding: str) -> None:
    monkeypatch.setattr(room, "LONGEST_LINE", 50)
    first, second, third = lines(("a\n" + "b" * 500 + "\nc\n").encode(encoding))
    assert (first.text, second.text, third.text) == ("a\n", None, "c\n")
    assert "longer" in str(second.error)
    assert third.number == 3


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decode(data).text.encode("utf-8")
    except InputError as error:
        assert error.cure
    try:
        for line in lines(data):
            assert (line.text is None) == (line.error is not None)
    except InputError as error:
        assert error.cure


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=200))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff") and not text.startswith(("%PDF-", "PK\x03\x04")):
        assert decode(text.encode("utf-8")).text == text

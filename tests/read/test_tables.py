import pytest

from eventgraph.errors import LexiconError
from eventgraph.lexicon import LANGUAGES, data_file
from eventgraph.model import MarkKind
from eventgraph.read.clean import find_marks
from eventgraph.read.dates import parse_date, published_in_text
from eventgraph.read.tables import Cleaner, cleaners, read_cleaners, read_reading, reading

EVERY = [(code, cleaner) for code in LANGUAGES for cleaner in cleaners(code)]
NAMES = [f"{code} {cleaner.name}" for code, cleaner in EVERY]


def marked(text: str, language: str, kind: MarkKind) -> list[str]:
    marks, _ = find_marks(text, language)
    return [text[m.start : m.end] for m in marks if m.kind == kind]


@pytest.mark.parametrize(("code", "cleaner"), EVERY, ids=NAMES)
def test_every_pattern_marks_its_example(code: str, cleaner: Cleaner) -> None:
    found = [m.group().strip() for m in cleaner.pattern.finditer(cleaner.example)]
    assert cleaner.marked in found
    assert any(cleaner.marked in words for words in marked(cleaner.example, code, cleaner.kind))


@pytest.mark.parametrize(("code", "cleaner"), EVERY, ids=NAMES)
def test_no_pattern_finds_anything_in_its_counter_example(code: str, cleaner: Cleaner) -> None:
    if cleaner.scope == "inline":
        assert not cleaner.pattern.search(cleaner.counter)
    assert not marked(cleaner.counter, code, cleaner.kind)


@pytest.mark.parametrize(("code", "cleaner"), EVERY, ids=NAMES)
def test_every_dateline_gives_its_place(code: str, cleaner: Cleaner) -> None:
    if cleaner.kind == MarkKind.DATELINE:
        _, place = find_marks(cleaner.example, code)
        assert (place and place.text) == cleaner.place


@pytest.mark.parametrize("form", reading().published, ids=lambda form: form.name)
def test_every_form_of_a_date_gives_its_day(form) -> None:
    assert published_in_text(form.example, "id") == parse_date(form.value)


def test_names_of_a_column_belong_to_one_field() -> None:
    names = [name for names in reading().columns.values() for name in names]
    assert len(names) == len(set(names))


MARK = """
[[mark]]
name = "x"
kind = "byline"
scope = "line"
pattern = '{pattern}'
example = "(ab)"
counter = "ab"
"""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("{pattern}", "("), "wrong pattern"),
        (('"line"', '"page"'), "scope"),
        (('"byline"', '"repeated"'), "kind"),
        (('counter = "ab"', ""), "counter"),
        (('counter = "ab"', 'counter = "ab"\nmarked = "zz"'), "marked"),
        (('counter = "ab"', 'counter = "ab"\nhint = "zz"'), "hint"),
        (('counter = "ab"', 'counter = "ab"\ncolour = "zz"'), "colour"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, change: tuple[str, str], says: str) -> None:
    table = tmp_path / "cleaning.toml"
    table.write_text(MARK.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError, match=says) as caught:
        read_cleaners(table)
    assert "cleaning.toml, mark 1 (x)" in str(caught.value)
    assert caught.value.cure


def test_a_missing_part_of_the_facts_is_named(tmp_path) -> None:
    table = tmp_path / "reading.toml"
    table.write_text("[columns]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="nulls"):
        read_reading(table)


@pytest.mark.parametrize("form", reading().full, ids=lambda form: form.name)
def test_a_full_day_is_found_in_its_example(form) -> None:
    match = form.pattern.search(form.example)
    assert match and parse_date(match["date"], "id") == parse_date(form.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"aktiviti"', '"Aktiviti"'), "capitals"),
        (('"aktiviti"', '"bahwa"'), "in both"),
        (("[near_words]", "[near_word]"), "missing"),
        (("[near_words]\nms = [", "[near_words]\nmalay = ["), "no list"),
    ],
)
def test_wrong_words_of_near_languages_are_named(
    tmp_path, change: tuple[str, str], says: str
) -> None:
    table = tmp_path / "reading.toml"
    text = data_file("reading.toml").read_text(encoding="utf-8")
    table.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError, match=says) as caught:
        read_reading(table)
    assert "near_words" in str(caught.value) and caught.value.cure

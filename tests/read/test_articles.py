import gzip
import hashlib
import io
import json
import os
import pickle
import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventgraph.errors import InputError, UsageError
from eventgraph.model import Article, MarkKind, Problem, text_hash
from eventgraph.read import count_articles, make_article, read_articles

BODY = (
    "Presiden kedua negara bertemu di Bogor pada hari Senin untuk membahas gencatan senjata, "
    "kata juru bicara kementerian luar negeri kepada para wartawan di istana."
)
ENGLISH = (
    "The presidents of both countries met in Oslo on Monday to discuss a ceasefire, a spokesman "
    "for the foreign ministry told reporters at the palace."
)
UNDATED = ("no publication date", "no column with the date")
SEEDS = Path(__file__).parents[2] / "seeds"


def read_all(*paths: str | Path, **options) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read_articles(paths, on_problem=problems.append, **options)), problems


def read(*paths: str | Path, **options) -> tuple[list[Article], list[Problem]]:
    """Read without the remarks on dates that are told for a whole file."""
    articles, problems = read_all(*paths, **options)
    return articles, [p for p in problems if not p.what.endswith(UNDATED) or p.fatal]


def jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_delivered_article() -> None:
    (article,), problems = read(SEEDS)
    raw = next(SEEDS.glob("*.txt")).read_bytes()
    assert article.text.encode("utf-8") == raw and not problems
    assert article.language == "id" and article.title
    assert (article.published, article.published_rule) == (date(2016, 12, 16), "text")
    assert article.dateline and article.dateline.text == "TOKYO"
    kinds = [mark.kind for mark in article.marks]
    assert kinds.count(MarkKind.LETTER) == 3 and kinds.count(MarkKind.REPEAT) == 4
    assert kinds.count(MarkKind.BYLINE) == 1 and len(kinds) == 9
    for mark in article.marks:
        if mark.of is not None:
            length = mark.end - mark.start
            assert article.text[mark.of : mark.of + length] == article.text[mark.start : mark.end]


def test_a_row_with_everything(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "news.jsonl",
        {"id": "x 1", "text": BODY + "\r\n", "title": "Dua\nPresiden", "date": "16/12/2016",
         "source": "Situs", "url": "https://situs.example/1", "lang": "id"},
    )  # fmt: skip
    (article,), problems = read(path)
    assert problems == []
    assert article == Article(
        id="x 1", text=BODY + "\r\n", language="id", title="Dua Presiden",
        published=date(2016, 12, 16), published_rule="metadata", source="Situs",
        url="https://situs.example/1", origin=f"{path}:1",
    )  # fmt: skip
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301


def test_ids_are_made_of_the_file_and_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    jsonl(
        tmp_path / "b.jsonl",
        {"text": BODY},
        {"text": ENGLISH, "id": "  "},
        {"text": BODY * 2, "id": 7},
    )
    articles, problems = read(tmp_path)
    assert problems == []
    names = [article.id for article in articles]
    assert names[0].startswith("a-") and names[1] == names[0].replace("a-", "b-")
    assert names[2].startswith("b-") and names[3] == "7" and len(set(names)) == 4
    assert names == [article.id for article in read(tmp_path)[0]]


def test_an_id_with_control_characters_is_replaced(tmp_path: Path) -> None:
    (article,), (remark,) = read(jsonl(tmp_path / "a.jsonl", {"text": BODY, "id": "a\x1b[31m"}))
    assert article.id.startswith("a-") and not remark.fatal
    assert str(remark).isprintable()


def test_the_same_article_again_is_a_remark_another_text_is_an_error(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl", {"id": 1, "text": BODY}, {"id": "1", "text": BODY},
        {"id": 1, "text": ENGLISH}, {"id": 2, "text": ENGLISH},
    )  # fmt: skip
    articles, (same, other) = read(path)
    assert [article.id for article in articles] == ["1", "2"]
    assert (same.fatal, other.fatal) == (False, True)
    assert same.what.startswith("left out: ") and not other.what.startswith("left out: ")
    assert same.where == f"{path}:2" and f"{path}:1" in same.what
    assert other.where == f"{path}:3" and f"{path}:1" in other.what


def test_the_order_of_the_paths_changes_nothing(tmp_path: Path) -> None:
    one = jsonl(tmp_path / "a.jsonl", {"id": 1, "text": BODY, "date": "2016-12-16"})
    two = jsonl(tmp_path / "b.jsonl", {"id": 1, "text": BODY, "date": "2018-12-16"})
    assert read(one, two) == read(two, one)
    assert read(two, one)[0][0].published == date(2016, 12, 16)


def test_other_languages_are_reported_and_left_out(tmp_path: Path) -> None:
    german = "Die Präsidenten beider Länder trafen sich am Montag in Wien zu einem Gespräch. "
    articles, problems = read(
        jsonl(tmp_path / "a.jsonl", {"text": german * 3}, {"text": "Rapat."}, {"text": ENGLISH})
    )
    assert [article.language for article in articles] == ["en"]
    assert ["German" in problems[0].what, problems[0].fatal] == [True, False]
    assert problems[0].what.startswith("left out: ")
    assert "too little" in problems[1].what and problems[1].fatal
    articles, _ = read(tmp_path / "a.jsonl", language="id")
    assert [article.language for article in articles] == ["id"] * 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "empty"), ("", "empty"), (" \n\xa0", "empty"), (7, "no string"),
        ([BODY], "no string"),
        ({"a": 1}, "no string"), (True, "no string"), (BODY + "\0", "zero"),
        (BODY + "\ud800", "surrogate"), ("x " * 600_000, "longest"),
    ],
)  # fmt: skip
def test_a_text_that_is_none_is_left_out(tmp_path: Path, text: object, says: str) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": text}, {"text": ENGLISH})
    (article,), (problem,) = read(path)
    assert article.text == ENGLISH
    assert problem.where == f"{path}:1" and says in problem.what and problem.fatal and problem.cure


@pytest.mark.parametrize("field", ["id", "title", "source", "url"])
def test_half_a_character_in_any_field_is_left_out(tmp_path: Path, field: str) -> None:
    articles, (problem,) = read(jsonl(tmp_path / "a.jsonl", {"text": BODY, field: "x\udfff"}))
    assert not articles and problem.fatal
    str(problem).encode("utf-8")


def test_a_date_that_is_none_is_a_remark(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"text": BODY, "date": "32/13/2016"},
        {"text": BODY + " ", "date": {"$date": [1]}},
        {"text": BODY + "  ", "date": None},
        {"text": BODY + "   ", "date": "NaN"},
        {"text": BODY + " (Jumat (16/12/2016))", "date": "soon"},
    )
    articles, problems = read(path)
    assert [article.published for article in articles] == [None] * 4 + [date(2016, 12, 16)]
    assert [article.published_rule for article in articles] == [None] * 4 + ["text"]
    assert [p.where.rpartition(":")[2] for p in problems] == ["1", "2", "5"]
    assert not any(p.fatal for p in problems)


def test_the_text_decides_between_day_and_month_of_a_date_in_numbers(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": f"{BODY} Kamis (4/9/2025).", "date": "9/4/2025"})
    (article,), problems = read(path)
    assert (article.published, article.published_rule) == (date(2025, 9, 4), "metadata")
    assert not problems


def test_articles_without_a_date_are_counted_for_each_file(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        {"text": BODY}, {"text": ENGLISH, "date": "2020-01-02"}, {"text": BODY * 2}, {"text": ""},
    )  # fmt: skip
    (tmp_path / "b.txt").write_text(f"{BODY} Jumat (16/12/2016).", encoding="utf-8")
    (tmp_path / "c.txt").write_text(BODY, encoding="utf-8")
    _, problems = read_all(tmp_path)
    remarks = [p for p in problems if not p.fatal]
    assert [(Path(p.where).name, p.what) for p in remarks] == [
        ("a.jsonl", "2 of 3 articles have no publication date"),
        ("c.txt", "1 of 1 articles has no publication date"),
    ]
    assert remarks[0].where == str(path) and all(p.cure for p in remarks)
    assert not any("date" in p.what for p in read_all(tmp_path, published=date(2019, 1, 1))[1])


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.json"])
def test_a_table_without_a_column_of_the_date_names_those_not_used(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    made = [{"id": n, "isi": BODY + " " * n, "rilis": "2020-01-02", "rubrik": "a"} for n in (1, 2)]
    if name == "a.csv":
        lines = [",".join(made[0]), *(",".join(f'"{v}"' for v in row.values()) for row in made)]
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        rows = "\n".join(map(json.dumps, made)) if name == "a.jsonl" else json.dumps(made)
        path.write_text(rows, encoding="utf-8")
    articles, problems = read_all(path)
    assert len(articles) == 2
    (remark,) = (p for p in problems if p.what.endswith("no column with the date"))
    assert not remark.fatal and remark.where == str(path)
    assert "rilis, rubrik" in str(remark.cure) and "--column date=NAME" in str(remark.cure)
    articles, problems = read_all(path, columns={"date": "rilis"})
    assert articles[0].published == date(2020, 1, 2) and not problems


def test_a_table_whose_columns_are_all_used_has_no_remark_on_columns(tmp_path: Path) -> None:
    _, problems = read_all(jsonl(tmp_path / "a.jsonl", {"text": BODY, "id": 1}))
    assert [p.what for p in problems] == ["1 of 1 articles has no publication date"]


def test_a_wrong_column_of_the_text_is_told_once_for_each_file(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl", {"isi": BODY}, {"isi": BODY}, {"isi": BODY, "nothere": ENGLISH}
    )
    articles, (problem,) = read(path, columns={"text": "nothere"})
    assert [article.text for article in articles] == [ENGLISH]
    assert problem.fatal and problem.where == str(path) and "isi" in str(problem.cure)
    assert problem.what == "no column 'nothere' with the text in 2 rows, first in 1"


def test_a_given_day_is_for_those_without(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": BODY}, {"text": ENGLISH, "date": "2020-01-02"})
    articles, _ = read(path, published=date(2019, 1, 1))
    assert [a.published for a in articles] == [date(2019, 1, 1), date(2020, 1, 2)]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "a b", "http://x/<b>", "http://[", "//x", "ftp://x"]
)
def test_only_an_address_of_the_web_is_kept(tmp_path: Path, url: str) -> None:
    (article,), (remark,) = read(jsonl(tmp_path / "a.jsonl", {"text": BODY, "url": url}))
    assert article.url is None and article.source is None and not remark.fatal


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Dua Presiden Bertemu\r\n\r\n{BODY}", "Dua Presiden Bertemu"),
        (f"\n Dua Presiden Bertemu\n{BODY}", "Dua Presiden Bertemu"),
        (f"Kedua presiden bertemu.\n{BODY}", None),
        (f"Monday, May 6, 2019\n{ENGLISH}", None),
        (f"Foto: Dua Presiden\n{BODY}", None),
        (BODY, None),
    ],
)
def test_the_first_line_is_the_title_when_it_looks_like_one(text: str, title: str | None) -> None:
    assert make_article(text).title == title


def test_the_host_is_the_source_when_none_is_given(tmp_path: Path) -> None:
    (article,), _ = read(jsonl(tmp_path / "a.jsonl", {"text": BODY, "url": "https://a.example/b"}))
    assert article.source == "a.example"


BAD = {
    "binary.txt": b"\x00\x01\x02" * 50,
    "broken.jsonl": b'{"text": \n',
    "cut.jsonl.gz": gzip.compress(b'{"text": "x"}\n' * 9999)[:-9],
    "empty.txt": b"",
    "line.txt": b"word " * 2_000_000,
    "nocolumn.csv": b"id,foo\n1,2\n",
    "page.html": b"<html><body></body></html>",
}


def test_every_bad_file_is_one_clear_line_and_the_good_one_is_read(tmp_path: Path) -> None:
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    start = time.process_time()
    (article,), problems = read(tmp_path, tmp_path / "missing.txt")
    assert time.process_time() - start < 20
    assert article.text == BODY
    fatal = {Path(p.where.split(":")[0]).name for p in problems if p.fatal}
    assert fatal == {*BAD, "missing.txt"}
    assert all(p.cure and str(p).isprintable() for p in problems if p.fatal)


def test_rows_before_the_end_of_a_cut_file_are_read(tmp_path: Path) -> None:
    data = b"".join(
        json.dumps({"text": f"{BODY} {os.urandom(40).hex()}"}).encode() + b"\n" for _ in range(900)
    )
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data)[:-2000])
    articles, problems = read(tmp_path)
    assert len(articles) > 100
    assert "damaged" in problems[-1].what


def test_a_name_of_a_file_cannot_forge_a_line(tmp_path: Path) -> None:
    (tmp_path / "a\nb\x1b[2J.txt").write_bytes(b"")
    _, (problem,) = read(tmp_path)
    assert str(problem).isprintable()


def test_standard_input(monkeypatch) -> None:
    data = io.BufferedReader(io.BytesIO(json.dumps({"text": BODY}).encode()))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=data))
    (article,), problems = read("-")
    assert article.id.startswith("stdin-") and article.origin == "-:1" and not problems


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "later.txt").write_text("", encoding="utf-8")
    found = read_articles([tmp_path / "a.txt", tmp_path / "later.txt"])
    next(found)
    (tmp_path / "later.txt").write_text(ENGLISH, encoding="utf-8")
    assert next(found).text == ENGLISH


def test_a_wrong_call_is_told_at_once() -> None:
    with pytest.raises(UsageError, match="txet"):
        read_articles([], columns={"txet": "a"})
    with pytest.raises(UsageError, match="tlh"):
        read_articles([], language="tlh")


def test_one_path_is_enough(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    assert [article.text for article in read_articles(str(tmp_path))] == [BODY]
    assert count_articles(str(tmp_path)) == 1


def test_problems_without_a_listener_print_nothing(tmp_path: Path, capfd) -> None:
    assert list(read_articles([tmp_path / "missing"])) == []
    assert capfd.readouterr() == ("", "")


def test_counting(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", {"text": BODY}, {"text": ENGLISH})
    (tmp_path / "b.csv").write_text('text\n"a\nb"\nc\n', encoding="utf-8")
    (tmp_path / "c.csv").write_text("foo\nc\n", encoding="utf-8")
    (tmp_path / "d.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "e.jsonl.gz").write_bytes(b"no")
    assert count_articles([tmp_path, tmp_path / "missing"]) == 5
    assert count_articles([tmp_path], columns={"text": "foo"}) == 4
    assert count_articles([tmp_path, "-"]) is None


def test_an_article_of_a_text_in_hand() -> None:
    article = make_article(f"TOKYO - {BODY}\n(ian)", published="16/12/2016", title="Dua Presiden")
    assert (article.language, article.published) == ("id", date(2016, 12, 16))
    assert article.dateline and article.dateline.text == "TOKYO"
    assert [m.kind for m in article.marks] == [MarkKind.DATELINE, MarkKind.BYLINE]
    assert article.id.startswith("text-") and article.id == make_article(article.text).id
    assert make_article("Rapat.", language="id", id="r").id == "r"
    assert make_article(ENGLISH, language="id").language == "id"


@pytest.mark.parametrize(
    "text", ["", "Rapat.", "a\ud800", "Der Präsident traf gestern in Wien ein. " * 3]
)
def test_a_text_in_hand_that_cannot_be_read(text: str) -> None:
    with pytest.raises(InputError) as caught:
        make_article(text)
    assert "\n" not in str(caught.value) and "left out" not in str(caught.value)


def test_an_empty_date_is_none_given() -> None:
    assert make_article(BODY, published="").published is None


def test_the_hash_of_a_text_is_that_of_its_bytes() -> None:
    assert text_hash("é") == hashlib.sha256(b"\xc3\xa9").hexdigest()
    assert make_article(BODY).id == f"text-{text_hash(BODY)[:8]}"


def test_a_text_in_hand_with_a_wrong_date_or_language() -> None:
    with pytest.raises(UsageError, match="date"):
        make_article(BODY, published="soon")
    with pytest.raises(UsageError, match="xx"):
        make_article(BODY, language="xx")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
FIELD = st.sampled_from(["id", "text", "title", "date", "source", "url", "language", "lang", "isi"])


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.dictionaries(FIELD, ANY | st.just(BODY), max_size=5), max_size=4))
def test_no_row_crashes_the_reading_and_all_can_be_written(
    tmp_path: Path, rows: list[dict]
) -> None:
    articles, problems = read(jsonl(tmp_path / "a.jsonl", *rows))
    assert len(articles) + sum(p.fatal or "left out" in p.what for p in problems) == max(
        len(rows), 1
    )
    for article in articles:
        repr(article).encode("utf-8")
        json.dumps([article.text, article.id, article.title], ensure_ascii=False).encode("utf-8")
    for problem in problems:
        str(problem).encode("utf-8")
        assert str(problem).isprintable()

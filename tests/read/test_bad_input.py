"""Texts that no newsroom writes: read and annotated, with their offsets, or left out and told."""

import json
import time
from pathlib import Path

import pytest

from eventgraph import read_articles
from eventgraph.annotate import annotate
from eventgraph.model import Article, Problem
from eventgraph.read.clean import clean
from eventgraph.read.language import stretches

STRANGE = {
    "200,000 characters without a blank": "a" * 200_000,
    "no blank after commas and stops": "Rusia,menyerang.Ukraina" * 400,
    "a sentence of 4,000 tokens": " ".join(["menteri"] * 4000) + ".",
    "control characters": "Menteri\x07 pergi\x1b[31m ke\x7f Oslo.\x85 Ia\v pulang\f besok.\x1c" * 9,
    "zero width": "Menteri\u200b luar\u200d negeri\u2060 bertemu\ufeff di \u202eBogor\u200e." * 9,
    "combining": "Menteri e\u0301\u0301\u0301 pergi a\u0308ke O\u0338slo.\u0301 " * 9,
    "only combining": "\u0301" * 5000,
    "beyond the first plane": "𝕏 Menteri 🇮🇩 pergi 👩‍👩‍👧 ke Oslo. " * 9,
    "Chinese": "俄罗斯军队周四袭击了乌克兰城市。" * 100,
    "Arabic": "هاجم الجيش الروسي مدينة أوكرانية يوم الخميس. " * 40,
    "shouting": "POLISI MENANGKAP DUA DEMONSTRAN DI DEPAN GEDUNG DPR!!! KAMI MENOLAK!! " * 9,
    "mixed case": "pOlIsI mEnAnGkAp DuA dEmOnStRaN dI dEpAn GeDuNg DpR. " * 9,
    "line ends": "Menteri pergi.\r\n\r\nIa pulang.\rBesok.\u2028Lusa.\u2029Kini.\x85Nanti." * 9,
    "quotes that never close": "“Menteri pergi. 'Ia pulang. \"Ia datang (dan [lalu. " * 9,
    "stops only": ". ! ? … " * 500,
}


def written(folder: Path, text: str) -> Path:
    path = folder / "news.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text, "date": "2024-05-06"}), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_text_keeps_its_offsets(tmp_path, name: str, language: str) -> None:
    text = STRANGE[name]
    problems: list[Problem] = []
    [article] = read_articles(
        [written(tmp_path, text)], language=language, on_problem=problems.append
    )
    assert article.text == text and not problems
    [(same, doc)] = annotate([article])
    assert same is article and doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text
    for name_found in doc.ents:
        assert text[name_found.start_char : name_found.end_char] == name_found.text


@pytest.mark.parametrize(
    ("text", "says"), [("", "empty"), (" \n\t\xa0 \r\n", "empty"), ("Menteri\0 pergi.", "zero")]
)
def test_a_text_with_nothing_to_read_is_left_out_and_told(tmp_path, text: str, says: str) -> None:
    problems: list[Problem] = []
    assert not list(read_articles([written(tmp_path, text)], on_problem=problems.append))
    [problem] = [problem for problem in problems if problem.fatal]
    assert says in problem.what and problem.cure and "\n" not in str(problem)


@pytest.mark.parametrize("text", ["", " ", "\n \t\n", "\u200b", "A", "."])
@pytest.mark.parametrize("language", ["id", "en"])
def test_next_to_nothing_can_be_annotated(text: str, language: str) -> None:
    [(_, doc)] = annotate([clean(Article(id="a", text=text, language=language))])
    assert doc.text == text


@pytest.mark.parametrize(
    ("name", "says"), [("Chinese", "Chinese"), ("Arabic", "Arabic"), ("only combining", "little")]
)
def test_another_script_is_named_or_too_little(tmp_path, name: str, says: str) -> None:
    problems: list[Problem] = []
    path = written(tmp_path, STRANGE[name])
    assert not list(read_articles([path], on_problem=problems.append))
    assert says in problems[0].what


def test_one_strange_article_does_not_touch_the_others(tmp_path) -> None:
    good = "Menteri luar negeri kedua negara bertemu di Bogor untuk membahas gencatan senjata."
    texts = ["", good, STRANGE["Arabic"], good + " Ia pulang.", "\0"]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    assert [article.text for article in read_articles([path])] == [good, good + " Ia pulang."]


def seconds(text: str) -> float:
    start = time.process_time()
    article = clean(Article(id="a", text=text, language="id"))
    stretches(article)
    list(annotate([article]))
    return time.process_time() - start


@pytest.mark.parametrize("piece", ["Rusia,menyerang.Ukraina", "menteri ", "Ia pulang.\n", "“A! "])
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    seconds("Menteri pergi.")  # loads what is loaded once
    once = seconds((piece * 4000)[:4000])
    # A quadratic step would take sixteen times as long.
    assert seconds((piece * 16000)[:16000]) < 9 * once + 0.2

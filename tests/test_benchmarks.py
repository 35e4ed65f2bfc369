"""The measuring functions count right on spans made by hand, and time what they say they do."""

from collections import Counter
from pathlib import Path

import pytest
from benchmarks import growth, heads, language
from benchmarks.heads import (
    Bar,
    count_names,
    count_political,
    count_tokens,
    f_score,
    find_shared,
    gold_names,
    measure_load,
    measure_speed,
    read_story,
    right_tags,
)
from training.pipelines.corpora import IGNORE, Sentence, Story

from eventgraph.annotate.labels import NER_TAGS, UPOS
from eventgraph.annotate.windows import split_words
from eventgraph.graph import Graph, validate

TEXT = "Rina Wati visits New Delhi"


def labelled(*tags, upos=None):
    numbers = tuple(NER_TAGS.index(tag) for tag in tags)
    return Sentence(tuple(split_words(TEXT)), ner=numbers, upos=upos)


SENTENCE = labelled("B-PER", "I-PER", "O", "B-LOC", "I-LOC")
GOLD = {(0, 9, "PER"), (17, 26, "LOC")}


def counted(*found):
    counts = Counter()
    count_names(counts, GOLD, set(found))
    return counts


def test_a_labelled_sentence_gives_its_names_by_characters():
    assert gold_names(SENTENCE) == GOLD


def test_names_count_when_kind_and_both_ends_are_right():
    assert f_score(counted(*GOLD)) == 1.0
    assert f_score(counted((0, 9, "PER"), (17, 26, "ORG"))) == pytest.approx(1 / 2)
    assert f_score(counted((0, 9, "PER"), (17, 20, "LOC"))) == pytest.approx(1 / 2)
    assert f_score(counted((0, 9, "PER"))) == pytest.approx(2 / 3)
    assert f_score(counted()) == 0.0


def test_a_state_counts_as_a_place():
    counts = counted((0, 9, "PER"), (17, 26, "GPE"))
    assert f_score(counts) == f_score(counts, "LOC") == 1.0
    assert f_score(counts, "ORG") == 0.0


def test_a_part_of_speech_is_right_at_the_offset_of_its_word():
    tags = [UPOS.index(tag) for tag in ("PROPN", "PROPN", "VERB")] + [IGNORE, UPOS.index("PROPN")]
    sentence = labelled("O", "O", "O", "O", "O", upos=tuple(tags))
    found = {0: "PROPN", 5: "NOUN", 10: "VERB", 17: "PROPN"}
    assert right_tags(sentence, found) == 2


def test_tokens_of_several_words_are_one_and_each_sentence_begins_anew():
    numbers = ("# text = a-b", "1-2", "1", "2", "3", "3.1", "", "1", "2", "")
    assert count_tokens(f"{number}\tx" if number else "\n" for number in numbers) == 4


def test_states_and_places_are_told_among_those_that_are_found():
    gold = [(0, 5, "GPE"), (6, 9, "GPE"), (10, 14, "FAC"), (20, 25, "LOC"), (30, 34, "DATE")]
    found = {(0, 5, "GPE"), (6, 9, "LOC"), (10, 14, "LOC"), (20, 24, "LOC"), (30, 34, "PER")}
    counts = Counter()
    count_political(counts, gold, found)
    assert counts == Counter(
        {"GPE gold": 2, "GPE found": 2, "GPE right": 1}
        | {"LOC gold": 2, "LOC found": 1, "LOC right": 1}
    )


def test_a_story_is_read_sentence_by_sentence():
    seen = []

    def read(text):
        seen.append(text)
        return {(0, 9, "PER")}, {}

    other = Sentence(tuple(split_words("So it goes")), upos=(0, 0, 0))
    counts = read_story(Story("s", "en", "", (SENTENCE, other)), read)
    assert seen == [TEXT, "So it goes"]
    assert (counts["all gold"], counts["all found"], counts["all hit"]) == (2, 1, 1)
    assert counts["upos"] == 0


@pytest.mark.parametrize(
    ("value", "most", "missed"),
    [(0.88, False, False), (0.87, False, True), (0.87, True, False), (0.88, True, True)],
)
def test_a_bar_is_missed_on_its_own_side(value, most, missed):
    bar = Bar(name="x", value=value, reach=0.88, most=most)
    assert bar.missed is missed
    assert ("MISSED" in str(bar)) is missed


def test_without_a_bar_nothing_is_missed():
    assert not Bar(name="x", value=0.0).missed


def test_speed_counts_all_but_the_first_article():
    texts = [("en", "A first one."), ("en", "Rina Wati visits New Delhi."), ("id", "Ia pergi.")]
    total = measure_speed(texts)
    assert total["words"] == 7
    assert 0 < total["tagger"] <= total["pipeline"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_loading_is_timed_in_a_fresh_process(monkeypatch):
    monkeypatch.setattr(heads, "LOADS", 1)
    runtime, seconds, used, resident, peak = measure_load()
    assert min(runtime, seconds, used) > 0
    assert 30 < resident <= peak


def test_the_data_sets_are_found_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENTGRAPH_SHARED", str(tmp_path))
    monkeypatch.delenv("EVENTGRAPH_NEWS", raising=False)
    assert find_shared() is None
    assert language.find_news() is None
    news = tmp_path / language.NEWS
    news.parent.mkdir(parents=True)
    news.touch()
    assert find_shared() == tmp_path / "data"
    assert language.find_news() == news


def test_without_data_the_bench_skips_loudly(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("EVENTGRAPH_SHARED", str(tmp_path))
    monkeypatch.setattr(heads, "loading", list)
    monkeypatch.setattr(heads, "sentences", lambda: [Bar(name="x", value=0.1, reach=0.9)])
    heads.main()
    told = capsys.readouterr()
    assert "SKIPPED LOUDLY" in told.err
    assert "1 of 1 missed" in told.out


def test_generated_articles_conform_and_are_the_same_for_the_same_number(tmp_path):
    articles = [growth.generated(number) for number in range(5)]
    assert articles == [growth.generated(number) for number in range(5)]
    assert sum(len(mentions) for _, mentions in articles) == 5 * growth.MENTIONS
    with Graph.open(tmp_path / "g", create=True) as graph:
        for article, mentions in articles:
            graph.add(article, mentions)
        assert validate(graph).conforms


def test_growth_adds_the_same_articles_to_an_empty_graph_and_to_a_filled_one(tmp_path, monkeypatch):
    monkeypatch.setattr(growth, "TIMES", 2)
    rows = list(growth.growth(tmp_path, 3, 2))
    ratios = [row for row in rows if "ratio" in row.name]
    assert [row.reach for row in ratios] == [growth.MOST_GROWTH, None]
    assert all(row.value > 0 for row in rows)
    stored = 3 + growth.TIMES * 2
    with Graph.open(tmp_path / "grown") as graph:
        assert list(graph.articles()) == sorted(growth.generated(n)[0].id for n in range(stored))
        assert dict(graph.load()) == dict(map(growth.generated, range(stored)))


def test_costs_are_told_for_one_article():
    costs = [growth.Cost(1.0, 2.0), growth.Cost(3.0, 6.0)]
    assert growth.mean(costs, 100) == growth.Cost(20.0, 40.0)

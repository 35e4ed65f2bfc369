from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.merge import neighbours as module
from eventgraph.merge.neighbours import neighbours
from eventgraph.model import Article

DAY = date(2023, 5, 12)
NAMES = ("Kyrylenko", "Trukhanov", "Zaluzhnyi", "Pavlohrad", "Kupiansk", "Vuhledar", "Bakhmut")


def article(name, text, day=DAY, language="id"):
    return Article(id=name, text=text, language=language, published=day)


def found(*articles, country_keys=None, day_keys=None):
    return neighbours(articles, country_keys or {}, day_keys or {})


def test_articles_that_share_rare_names_are_neighbours_whatever_their_language():
    one = article("b", "Gubernur Kyrylenko tiba di Kramatorsk.")
    two = article("a", "Governor Kyrylenko spoke in Kramatorsk.", language="en")
    three = article("c", "Wali Kota Trukhanov berada di Odesa.")
    [(pair, alike)] = found(one, two, three).items()
    assert pair == ("a", "b")
    assert 0.5 < alike <= 1


def test_articles_that_share_nothing_but_everyday_words_are_none():
    assert found(article("a", "Yang dan dengan."), article("b", "Yang dan dengan.")) == {}


def test_articles_with_acts_of_one_type_and_country_pair_are_neighbours():
    articles = article("a", "hujan turun"), article("b", "it rained")
    country_keys = {"a": ["ASSAULT:RUS:UKR"], "b": ["AID:RUS:UKR", "ASSAULT:RUS:UKR"]}
    assert found(*articles, country_keys=country_keys) == {("a", "b"): 0.0}


def test_articles_far_from_each_other_in_time_are_none():
    old = article("a", "Kyrylenko", DAY - timedelta(days=250))
    older = article("b", "Kyrylenko", DAY - timedelta(days=251))
    new = article("c", "Kyrylenko", DAY)
    assert set(found(old, older, new)) == {("a", "b"), ("a", "c")}


def test_but_for_those_with_acts_of_one_type_and_country_on_one_day():
    old = article("a", "Kyrylenko", DAY - timedelta(days=900))
    new = article("b", "Kyrylenko", DAY)
    day_keys = {"a": ["ASSAULT:UKR:2020-11-20"], "b": ["ASSAULT:UKR:2020-11-20"]}
    assert found(old, new) == {}
    assert set(found(old, new, day_keys=day_keys)) == {("a", "b")}


def test_an_article_without_a_date_may_lie_near_any_other():
    assert set(found(article("a", "Kyrylenko", None), article("b", "Kyrylenko"))) == {("a", "b")}


def test_nobody_is_a_neighbour_of_itself_and_one_article_has_none():
    assert found() == found(article("a", "Kyrylenko Kyrylenko")) == {}


@pytest.fixture
def compared(monkeypatch):
    """The number of comparisons that were made."""
    count = [0]
    cosine = module.cosine

    def counted(one, other):
        count[0] += 1
        return cosine(one, other)

    monkeypatch.setattr(module, "cosine", counted)
    return count


def test_each_article_looks_at_a_bounded_number_of_others(compared):
    alike = [article(f"{n:04}", "Kyrylenko di Kramatorsk.") for n in range(400)]
    pairs = found(*alike, country_keys={a.id: ["ASSAULT:RUS:UKR"] for a in alike})
    assert compared[0] <= 60 * len(alike)
    assert len(pairs) <= 20 * len(alike)


def test_of_those_that_share_a_name_a_bounded_number_is_thought_of(monkeypatch):
    count = [0]

    def near(one, other):
        count[0] += 1
        return True

    monkeypatch.setattr(module, "_in_time", near)
    found(*(article(f"{n:04}", "Kyrylenko") for n in range(400)))
    assert 0 < count[0] <= 80 * 400


def test_ten_times_the_articles_cost_ten_times_the_comparisons(compared):
    costs = []
    for size in (60, 600):
        compared[0] = 0
        found(*(article(f"{n:04}", f"Kyrylenko di Kota{n % 50} Nomor {n}") for n in range(size)))
        costs.append(compared[0])
    assert costs[0] > 0
    assert costs[1] <= 12 * costs[0]


def test_of_many_that_share_a_name_those_near_in_time_are_looked_at():
    days = [DAY + timedelta(days=n) for n in range(200)]
    several = [article(f"{n:03}", "Kyrylenko", day) for n, day in enumerate(days)]
    last = article("x", "Kyrylenko", days[-1] + timedelta(days=1))
    near = {pair[0] for pair in found(*several, last) if pair[1] == "x"}
    assert {f"{n:03}" for n in range(180, 200)} <= near
    assert "020" not in near


def test_hostile_texts_do_no_harm():
    texts = ["", "\ud800", "X" * 100_000, "Kyrylenko\x00" * 10, "ÀÁ\u202eÂÃ 9" * 50]
    pairs = found(*(article(f"{n}", text) for n, text in enumerate(texts)))
    assert all(0 <= alike <= 1 + 1e-9 for alike in pairs.values())


ARTICLES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(NAMES), max_size=4),
        st.none() | st.integers(0, 400),
        st.lists(st.sampled_from(["AID:RUS:UKR", "AID:UKR:"]), max_size=2),
    ),
    max_size=8,
)


@given(ARTICLES, st.randoms())
def test_the_order_of_the_articles_does_not_matter(rows, rng):
    articles = [
        article(f"{n}", " ".join(names), None if days is None else DAY + timedelta(days=days))
        for n, (names, days, _) in enumerate(rows)
    ]
    country_keys = {f"{n}": told for n, (_, _, told) in enumerate(rows)}
    pairs = neighbours(articles, country_keys, {})
    assert all(one < other for one, other in pairs)
    rng.shuffle(articles)
    assert neighbours(articles, country_keys, {}) == pairs

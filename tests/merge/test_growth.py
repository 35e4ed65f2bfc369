"""The work of merging grows with the number of articles; it is counted, never timed."""

from datetime import date, timedelta

import pytest

from eventgraph.merge import merge
from eventgraph.merge.similar import Model
from eventgraph.merge.unite import pairs
from eventgraph.model import EventType

from .samples import Told, acts, all_of, tell

VOWELS, CONSONANTS = "aiueo", "bdgklmnprst"


def name(number):
    """Give a made-up name that no other number has: `Bada`, `Badi`, …"""
    letters = ""
    for _ in range(3):
        number, vowel = divmod(number, len(VOWELS))
        number, consonant = divmod(number, len(CONSONANTS))
        letters += CONSONANTS[consonant] + VOWELS[vowel]
    return letters.capitalize()


def story(number, tellers=5):
    """Give the articles that tell of one shelling, with a governor of its own."""
    day = date(2014, 1, 1) + timedelta(days=10 * number)
    published = (day + timedelta(days=1)).isoformat()
    languages = {
        "id": "Pasukan Rusia [menembaki] {} di Ukraina, kata Gubernur {}.",
        "en": "Russian forces [shelled] {} in Ukraine, Governor {} said.",
    }
    actors = {"id": "pasukan Rusia", "en": "Russian forces"}
    for teller in range(tellers):
        language = ("id", "en")[teller % 2]
        line = languages[language].format(name(2 * number), name(2 * number + 1))
        yield tell(
            f"{number:04}-{teller}",
            language,
            published,
            Told(
                text=line,
                actor=actors[language],
                target=("Ukraina", "Ukraine")[teller % 2],
                day=day.isoformat(),
            ),
            f"{name(2 * number + 1)} {name(2 * number)}",
        )


def stories(count):
    return [article for number in range(count) for article in story(number)]


@pytest.fixture
def scored(monkeypatch):
    """The number of pairs of acts that were scored."""
    count, score = [0], Model.score

    def counted(self, one, other, alike):
        count[0] += 1
        return score(self, one, other, alike)

    monkeypatch.setattr(Model, "score", counted)
    return count


def test_ten_times_the_articles_cost_at_most_twelve_times_the_scored_pairs(scored):
    costs = []
    for size in (16, 160):
        scored[0] = 0
        told = stories(size)
        events = merge(*all_of(*told))
        costs.append(scored[0])
        assert len(events) == size, "every story is one event"
        assert all(len(event.articles) == 5 for event in events)
    assert costs[0] >= 16 * 10, "each story's articles were compared"
    assert costs[1] <= 12 * costs[0]


def test_an_act_is_compared_with_a_bounded_number_of_articles(scored):
    told = [
        tell(
            f"{n:04}",
            "id",
            "2023-05-12",
            Told(text=f"Rusia [menembaki] Kramatorsk, kata {name(n)}.", place="Kramatorsk"),
        )
        for n in range(300)
    ]
    merge(*all_of(*told))
    assert 0 < scored[0] <= 20 * len(told)


def test_an_article_of_very_many_acts_has_some_of_each_type_compared():
    kinds = EventType.ASSAULT, EventType.AID
    told = [
        tell(
            letter,
            "id",
            "2023-05-12",
            *(
                Told(
                    text=f"Rusia [menembaki] Kramatorsk {n}.", kind=kinds[n % 2], place="Kramatorsk"
                )
                for n in range(400)
            ),
        )
        for letter in "ab"
    ]
    found = list(pairs(acts(*told), [article for article, _ in told]))
    assert len(found) == len(kinds) * 64**2
    assert all(one < other for (one, other), _ in found)

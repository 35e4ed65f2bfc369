import json

import pytest

from eventgraph.errors import InputError
from eventgraph.evaluate import evaluate_list

COUNTRIES = [
    {"text": "Selandia Baru", "lang": "id", "iso2": "NZ"},
    {"text": "polisi Thailand", "lang": "id", "iso2": "TH"},
    {"text": "Kenyan police", "lang": "en", "iso2": "KE"},
    {"text": "Uni Soviet", "lang": "id", "iso2": "SUHH", "iso3": "SUN"},
    {"text": "Selat Malaka", "lang": "id", "iso2": None},
    {"text": "south", "lang": "en", "iso2": None},
]
PLACES = [
    {"text": "Kota Wamena", "lang": "id", "iso2": ["ID"], "lat": -4.1, "lon": 138.9, "tol_km": 30},
    {"text": "Nairobi", "lang": "en", "iso2": ["KE"], "lat": 0.0, "lon": 0.0, "tol_km": 10},
    {
        "text": "Laut Hitam",
        "lang": "id",
        "iso2": [None],
        "lat": 43.5,
        "lon": 34.0,
        "tol_km": 400,
    },
    {"text": "Zzzzz", "lang": "en", "iso2": ["KE"], "lat": 0.0, "lon": 0.0, "tol_km": 10},
]
DATES = [
    {"text": "Sabtu", "start": "2020-02-29", "end": "2020-02-29"},
    {"text": "sejak Sabtu", "start": "2020-02-29", "end": "2020-02-29", "open": "end"},
    {"text": "hingga Sabtu", "start": "2020-02-29", "end": "2020-02-29", "open": "start"},
    {"text": "lusa", "start": "2020-03-09", "end": "2020-03-09"},
    {
        "text": "Maret",
        "start": "2019-01-01",
        "end": "2019-12-31",
        "alt": [["2020-03-01", "2020-03-31"]],
    },
    {
        "text": "dua hari setelahnya",
        "ref": "2020-01-01",
        "start": "2020-01-03",
        "end": "2020-01-03",
    },
    {"text": "dua warga", "start": None, "end": None},
]


def written(tmp_path, items):
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    return path


def test_countries_are_right_by_code_and_negatives_stay_unanswered(tmp_path):
    found = evaluate_list("countries", written(tmp_path, COUNTRIES))
    assert found.as_dict() == {
        "items": 4,
        "answered": 4,
        "right": 4,
        "negatives": 2,
        "negatives_answered": 0,
    }
    assert evaluate_list("countries", written(tmp_path, COUNTRIES), "en").items == 1


def test_an_answered_negative_and_a_wrong_code_are_errors(tmp_path):
    items = [
        {"text": "Kenya", "lang": "en", "iso2": None},
        {"text": "Kenya", "lang": "en", "iso2": "UG"},
        {"text": "Nowhere", "lang": "en", "iso2": "UG"},
    ]
    found = evaluate_list("countries", written(tmp_path, items))
    assert (found.items, found.answered, found.right) == (2, 1, 0)
    assert (found.negatives, found.negatives_answered) == (1, 1)
    assert found.errors == (("Kenya", "", "KE"), ("Kenya", "UG", "KE"), ("Nowhere", "UG", ""))


def test_places_are_right_within_their_distance_and_country(tmp_path):
    found = evaluate_list("places", written(tmp_path, PLACES))
    assert (found.items, found.answered, found.right) == (4, 3, 2)
    assert [text for text, *_ in found.errors] == ["Nairobi", "Zzzzz"]


def test_dates_are_right_by_their_days_and_open_ends(tmp_path):
    items = [{"lang": "id", "anchor": "2020-03-06"} | item for item in DATES]
    found = evaluate_list("dates", written(tmp_path, items))
    assert (found.items, found.answered, found.right) == (6, 6, 5)
    assert [text for text, *_ in found.errors] == ["lusa"]  # it is 8 March
    assert (found.negatives, found.negatives_answered) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "item", "word"),
    [
        ("countries", {"text": "Kenya", "lang": "en"}, "iso2"),
        (
            "dates",
            {"text": "Sabtu", "lang": "id", "anchor": "soon", "start": None, "end": None},
            "item 1",
        ),
        ("places", PLACES[0] | {"lat": "north"}, "item 1"),
    ],
)
def test_a_broken_item_is_told(tmp_path, kind, item, word):
    with pytest.raises(InputError, match=word):
        evaluate_list(kind, written(tmp_path, [item]))


def test_a_list_without_items_is_told(tmp_path):
    with pytest.raises(InputError, match="no item"):
        evaluate_list("countries", written(tmp_path, COUNTRIES), "fr")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "language", "answered", "right"),
    [
        ("countries", None, 0.95, 0.95),
        ("places", None, 0.92, 0.95),
        ("dates", "id", 0.9, 0.9),
        ("dates", "en", 0.9, 0.9),
    ],
)
def test_the_bars_of_the_lists_are_reached(shared, kind, language, answered, right):
    found = evaluate_list(kind, shared / "eval" / "resolve" / f"{kind}.dev.jsonl", language)
    assert found.answered >= answered * found.items
    assert found.right >= right * (found.answered if kind == "places" else found.items)
    assert found.right >= 0.99 * found.answered or kind != "countries"
    assert found.negatives_answered == 0

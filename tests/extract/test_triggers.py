from importlib import import_module

import pytest

from eventgraph.annotate import pipeline
from eventgraph.extract.triggers import Forms, find_triggers
from eventgraph.lexicon import Trigger
from eventgraph.model import EventType
from tests.extract.samples import Reading


def entry(lemma, kind, **fields):
    return Trigger(lemma=lemma, type=EventType(kind), example=lemma, **fields)


@pytest.fixture
def table(monkeypatch):
    """Let a test read by a small table of its own."""

    def use(language, *entries):
        forms = Forms(language, entries)
        # By module: `eventgraph.extract` is also the name of a function.
        module = import_module("eventgraph.extract.triggers")
        monkeypatch.setattr(module, "_forms", lambda _: forms)

        def find(text, min_weight=0.4):
            doc = pipeline(language)(text)
            hits = find_triggers(doc[:], language, min_weight)
            return [(doc[h.start : h.end].text, h.entry.lemma) for h in hits]

        return find

    return use


def test_the_longest_form_wins(table):
    find = table(
        "en",
        entry("lay", "AID", active=("laid",)),
        entry("lay down arms", "RETREAT", active=("laid down arms",), weight=0.5),
    )
    assert find("They laid down arms.") == [("laid down arms", "lay down arms")]
    assert find("They laid down.") == [("laid", "lay")]


def test_of_forms_as_long_the_heavier_wins(table):
    find = table(
        "en",
        entry("light", "AID", active=("struck",), weight=0.5),
        entry("heavy", "ASSAULT", active=("struck",), weight=0.8),
    )
    assert find("They struck.") == [("struck", "heavy")]


def test_a_form_below_the_weight_is_left_out(table):
    find = table("en", entry("weak", "AID", active=("gave",), weight=0.3))
    assert find("They gave.") == []
    assert find("They gave.", min_weight=0.2) == [("gave", "weak")]


def test_a_long_form_below_the_weight_still_blocks_a_short_one(table):
    find = table(
        "en",
        entry("strike", "ASSAULT", active=("strike",)),
        entry("strike a pose", "ASSAULT", active=("strike a pose",), weight=0.1),
    )
    assert find("They strike a pose.") == []


@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        ({"next": ("fire",)}, "They cease their fire.", "They cease all the fire."),
        ({"near": ("army",)}, "The army did cease.", "The choir did cease."),
        ({"not_next": ("song",)}, "They cease all the song.", "They cease the song."),
        ({"not_near": ("choir",)}, "The army did cease.", "The choir did cease."),
        ({"not_before": ("the",)}, "The others can cease.", "The cease came."),
        ({"near": ("red army",)}, "The red army did cease.", "The army in red did cease."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_conditions_decide_what_a_word_means(table, condition, yes, no):
    find = table("en", entry("cease", "RETREAT", active=("cease",), **condition))
    assert find(yes) == [("cease", "cease")]
    assert find(no) == []


def test_a_word_is_no_condition_of_itself(table):
    find = table("en", entry("cease", "RETREAT", active=("cease",), near=("cease",)))
    assert find("They cease.") == []


def test_punctuation_between_words_does_not_count_for_next(table):
    find = table("en", entry("cease", "RETREAT", active=("cease",), next=("fire",)))
    assert find("They cease, “fire” or not.") == [("cease", "cease")]


def test_half_of_a_hyphenated_word_is_no_trigger(table):
    find = table("id", entry("serang", "ASSAULT", active=("serang",)))
    assert find("Mereka serang kota.") == [("serang", "serang")]
    assert find("Mereka serang-tangkis kota.") == []


def test_a_hyphen_is_read_however_the_tokenizer_cuts_it(table):
    find = table("en", entry("cease-fire", "RETREAT", noun=("cease-fire",)))
    assert find("A cease-fire began.") == [("cease-fire", "cease-fire")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tentara menyerangnya kemarin.", "menyerangnya"),
        ("Seranglah kota itu.", "Seranglah"),
        ("Serangannya ke kota gagal.", "Serangannya"),
        ("Serangan-serangan itu gagal.", "Serangan-serangan"),
        ("SERANGAN itu gagal.", "SERANGAN"),
    ],
)
def test_clitics_plurals_and_capitals_are_seen_through(text, word):
    found = [w for w, kind in Reading("id", text).triggers() if kind == "ASSAULT"]
    assert found == [word]


def test_a_light_verb_that_is_an_act_elsewhere_counts_only_without_a_noun_behind_it(table):
    find = table(
        "en",
        entry("hold", "COERCE", active=("held",)),
        entry("talks", "CONSULT", noun=("talks",)),
    )
    assert find("They held talks.") == [("talks", "talks")]
    assert find("They held him.") == [("held", "hold")]
    assert find("They held him there for days after the talks.") == [
        ("held", "hold"),
        ("talks", "talks"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Menteri itu melakukan pembicaraan dengan utusan.", ["pembicaraan"]),
        ("id", "Tentara melancarkan serangan ke desa.", ["serangan"]),
        ("id", "Serangan dilancarkan tentara ke desa.", ["Serangan"]),
        ("en", "The army launched an attack on rebels.", ["attack"]),
        ("en", "The envoys reached a deal.", ["deal"]),
    ],
)
def test_a_light_verb_gives_way_to_its_noun(language, text, expected):
    assert [word for word, _ in Reading(language, text).triggers()] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Serangan itu menewaskan dua tentara.", ["Serangan"]),
        ("id", "Dua demonstran tewas kemarin.", ["tewas"]),
        ("en", "The attack killed two soldiers.", ["attack"]),
        ("en", "Two protesters were killed yesterday.", ["killed"]),
    ],
)
def test_a_casualty_word_counts_only_without_an_attack_word(language, text, expected):
    assert [word for word, _ in Reading(language, text).triggers()] == expected


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("en", "Soldiers attack the town.", "active"),
        ("en", "They will attack.", "active"),
        ("en", "The attack failed.", "noun"),
        ("en", "Israeli attacks on rebels went on.", "noun"),
        ("en", "The town was attacked.", "passive"),
        ("en", "The town attacked by rebels burned.", "passive"),
        ("en", "They are attacking the town.", "active"),
        ("id", "Tentara menyerang kota.", "active"),
        ("id", "Kota diserang tentara.", "passive"),
        ("id", "Serangan itu gagal.", "noun"),
        ("id", "Mundurnya tentara disambut warga.", "noun"),
    ],
)
def test_noun_active_and_passive_are_told_apart(language, text, form):
    assert Reading(language, text).forms()[0][1] == form


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("text", ["", " ", ".", "\n\n", "-", "123 456", "\u200b"])
def test_a_text_without_words_has_no_trigger(language, text):
    doc = pipeline(language)(text)
    assert [hit for s in doc.sents for hit in find_triggers(s, language)] == []

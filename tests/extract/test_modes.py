import pytest

from eventgraph.annotate import pipeline
from eventgraph.annotate.pipelines import LANGUAGES as STRETCHES
from eventgraph.extract.modes import with_modes
from eventgraph.lexicon import LANGUAGES, mode_words
from eventgraph.model import EventType, Mention, Span
from tests.extract.samples import events


def told(text, kind, word, sentence=None):
    """An act of the text, its sentence the whole text when none is given."""
    sentence = sentence or text

    def at(words):
        start = text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    return Mention(article="a", sentence=at(sentence), trigger=at(word), type=EventType(kind))


def modes(language, text, *acts):
    doc = pipeline(language).make_doc(text)
    return [m.mode for m in with_modes([told(text, *act) for act in acts], doc)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_the_table_tells_its_mode(language):
    for entry in mode_words(language):
        for form in entry.trigger + entry.otherwise:
            assert modes(language, form, (entry.type, form)) == [entry.mode], form
        for form in entry.near + entry.after:
            assert modes(language, f"qqq {form}", (entry.type, "qqq")) == [entry.mode], form


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_tell_a_mode_from_before_do_so_and_those_of_what_is_asked_do_not(language):
    for entry in mode_words(language):
        for forms, mode in ((entry.near, entry.mode), (entry.after, None)):
            for form in forms:
                assert modes(language, f"{form} qqq", (entry.type, "qqq")) == [mode], form


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_of_the_table_tell_their_modes_beside_a_word_of_their_own(language):
    for entry in mode_words(language):
        example = entry.example.lower()
        forms = entry.trigger + entry.near + entry.after + entry.otherwise
        form = max((f for f in forms if f in example), key=len)
        if form in entry.after:
            example, form = f"qqq {form}", "qqq"
        assert modes(language, example, (entry.type, form)) == [entry.mode], entry.example


@pytest.mark.parametrize(
    ("language", "text", "kind", "word", "mode"),
    [
        ("en", "They talked in Oslo.", "CONSULT", "talked", None),
        ("en", "They talked over the phone in Oslo.", "CONSULT", "talked", "phone"),
        ("en", "An air-strike hit it.", "ASSAULT", "strike", "aerial"),
        ("en", "Dockers began a hunger strike.", "PROTEST", "strike", "hunger"),
        ("en", "Warplanes bombed it.", "ASSAULT", "bombed", "aerial"),
        ("en", "Somebody bombed it.", "ASSAULT", "bombed", "explosives"),
        ("en", "They shot down two drones.", "ASSAULT", "shot down", None),
        ("en", "They rejected the claim that troops withdrew.", "REJECT", "rejected", None),
        ("en", "After talks they demanded weapons.", "REQUEST", "demanded", "assist"),
        ("en", "At talks in Oslo they demanded it.", "REQUEST", "demanded", None),
        ("en", "He agreed to aid.", "AGREE", "agreed", None),
        ("id", "Mereka berbicara lewat telepon.", "CONSULT", "berbicara", "phone"),
        ("id", "Serangan-serangan udara menewaskan.", "ASSAULT", "menewaskan", "aerial"),
        ("id", "Kunjungannya singkat.", "CONSULT", "Kunjungannya", "visit"),
        ("id", "Mereka mengerahkan pasukannya.", "MOBILIZE", "mengerahkan", "troops"),
        ("id", "Ia menolak tuduhan itu.", "REJECT", "menolak", None),
    ],
)
def test_the_words_on_and_beside_the_trigger_tell_the_mode(language, text, kind, word, mode):
    assert modes(language, text, (kind, word)) == [mode]


def test_a_word_behind_the_end_of_the_clause_is_of_something_else():
    near = "They killed five with rockets."
    assert modes("en", near, ("ASSAULT", "killed")) == ["heavy-weapons"]
    for wall in ("; they had", " while others fired", " after others fired"):
        text = f"They killed five{wall} rockets."
        assert modes("en", text, ("ASSAULT", "killed")) == [None], text


def test_a_word_too_far_away_tells_nothing():
    near = "They killed one two three four five six seven with rockets."
    far = "They killed one two three four five six seven eight nine with rockets."
    assert modes("en", near, ("ASSAULT", "killed")) == ["heavy-weapons"]
    assert modes("en", far, ("ASSAULT", "killed")) == [None]


def test_a_word_counts_for_the_nearest_act_of_its_type():
    text = "Airstrikes killed five and gunmen wounded two."
    both = [("ASSAULT", "killed"), ("ASSAULT", "wounded")]
    assert modes("en", text, *both) == ["aerial", "firearms"]
    text = "Airstrikes killed five and wounded two."
    assert modes("en", text, *both) == ["aerial", None]
    assert modes("en", text, ("PROTEST", "killed"), ("ASSAULT", "wounded")) == [None, "aerial"]


def test_the_words_are_those_of_the_language_and_sentence_of_the_act():
    first, second = "Mereka bertemu.", "They met by telephone."
    text = f"{first} {second}"
    for code, mode in (("en", "phone"), ("id", None)):
        doc = pipeline("id").make_doc(text)
        doc.user_data[STRETCHES] = [(0, len(first) + 1, "id"), (len(first) + 1, len(text), code)]
        acts = [
            told(text, "CONSULT", "bertemu", first),
            told(text, "CONSULT", "met", second),
        ]
        assert [m.mode for m in with_modes(acts, doc)] == [None, mode]


def test_nothing_but_the_mode_changes():
    text = "They talked over the phone."
    act = told(text, "CONSULT", "talked")
    [found] = with_modes([act], pipeline("en").make_doc(text))
    assert found.mode == "phone"
    assert found.id == act.id
    assert with_modes([], pipeline("en").make_doc("")) == ()


def test_a_repeated_paragraph_has_the_mode_of_its_first_telling():
    from eventgraph.read import make_article

    line = "Polisi menangkap dua demonstran di Jakarta pada Kamis pagi, kata seorang saksi mata."
    text = f"{line}\n\n{line}"
    marks = make_article(text, language="id").marks
    found = [m for m in events("id", text, marks=marks) if m.type is EventType.COERCE]
    assert len(found) == 2
    assert [m.mode for m in found] == ["arrest", "arrest"]

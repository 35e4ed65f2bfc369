import pytest

from eventgraph.annotate import pipeline
from eventgraph.annotate.pipelines import LANGUAGES
from eventgraph.extract.talks import asked_in_talks
from eventgraph.model import Argument, EventType, Mention, Role, Span


def told(text, kind, word, target=None, sentence=None):
    """An act of the text, its sentence the whole text when none is given."""
    sentence = sentence or text

    def at(words):
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    return Mention(
        article="a",
        sentence=Span(**at(sentence)),
        trigger=Span(**at(word)),
        type=kind,
        targets=(Argument(role=Role.TARGET, **at(target)),) if target else (),
    )


def targets(language, text, *mentions):
    found = asked_in_talks(mentions, pipeline(language).make_doc(text))
    assert [m.id for m in found] == [m.id for m in mentions]
    return [[argument.text for argument in m.targets] for m in found]


ASKED, TALKS = EventType.REQUEST, EventType.CONSULT


@pytest.mark.parametrize(
    ("language", "text", "asked", "talks"),
    [
        ("id", "Budi mengusulkan jeda selama rapat dengan Erdogan.", "mengusulkan", "rapat"),
        ("id", "Budi meminta jeda saat bertemu Erdogan.", "meminta", "bertemu"),
        ("en", "Lund proposed a truce during talks with Erdogan.", "proposed", "talks"),
        ("en", "Lund urged a truce when she met Erdogan.", "urged", "met"),
    ],
)
def test_what_is_asked_for_in_talks_is_asked_of_those_talked_with(language, text, asked, talks):
    request, consult = told(text, ASKED, asked), told(text, TALKS, talks, "Erdogan")
    assert targets(language, text, request, consult) == [["Erdogan"], ["Erdogan"]]
    assert targets(language, text, consult, request) == [["Erdogan"], ["Erdogan"]]


def test_the_argument_is_that_of_the_talks_and_nothing_else_changes():
    text = "Lund proposed a truce during talks with Erdogan."
    request, consult = told(text, ASKED, "proposed"), told(text, TALKS, "talks", "Erdogan")
    asked, talks = asked_in_talks([request, consult], pipeline("en").make_doc(text))
    assert talks == consult
    assert asked == told(text, ASKED, "proposed", "Erdogan")


def test_an_addressee_that_is_told_stays():
    text = "Lund urged Iran to stop during talks with Erdogan."
    request, consult = told(text, ASKED, "urged", "Iran"), told(text, TALKS, "talks", "Erdogan")
    assert targets("en", text, request, consult) == [["Iran"], ["Erdogan"]]


def test_talks_without_a_word_for_during_say_nothing():
    text = "Lund proposed talks with Erdogan."
    request, consult = told(text, ASKED, "proposed"), told(text, TALKS, "talks", "Erdogan")
    assert targets("en", text, request, consult) == [[], ["Erdogan"]]


def test_talks_before_the_request_say_nothing():
    text = "Talks with Erdogan ended during the week and Lund proposed a truce."
    request, consult = told(text, ASKED, "proposed"), told(text, TALKS, "Talks", "Erdogan")
    assert targets("en", text, consult, request) == [["Erdogan"], []]


def test_talks_with_nobody_say_nothing():
    text = "Lund proposed a truce during talks."
    assert targets("en", text, told(text, ASKED, "proposed"), told(text, TALKS, "talks")) == [
        [],
        [],
    ]


def test_talks_of_another_sentence_say_nothing():
    first, second = "Lund proposed a truce during the storm.", "Then she met Erdogan."
    text = f"{first} {second}"
    request = told(text, ASKED, "proposed", sentence=first)
    consult = told(text, TALKS, "met", "Erdogan", sentence=second)
    assert targets("en", text, request, consult) == [[], ["Erdogan"]]


@pytest.mark.parametrize(("code", "expected"), [("en", ["Erdogan"]), ("id", [])])
def test_the_words_are_those_of_the_language_of_the_sentence(code, expected):
    first, second = "Ia pulang.", "Lund proposed a truce while talks with Erdogan went on."
    text = f"{first} {second}"
    doc = pipeline("id").make_doc(text)
    doc.user_data[LANGUAGES] = [(0, len(first) + 1, "id"), (len(first) + 1, len(text), code)]
    request = told(text, ASKED, "proposed", sentence=second)
    consult = told(text, TALKS, "talks", "Erdogan", sentence=second)
    asked, _ = asked_in_talks([request, consult], doc)
    assert [argument.text for argument in asked.targets] == expected


@pytest.mark.parametrize("kind", [k for k in EventType if k is not EventType.REQUEST])
def test_only_requests_are_asked_of_somebody(kind):
    text = "Lund did something during talks with Erdogan."
    other, consult = told(text, kind, "did"), told(text, TALKS, "talks", "Erdogan")
    assert targets("en", text, other, consult) == [[], ["Erdogan"]]


@pytest.mark.parametrize("kind", [k for k in EventType if k is not EventType.CONSULT])
def test_only_talks_lend_those_they_are_held_with(kind):
    text = "Lund proposed a truce during a strike on Mosul."
    request, other = told(text, ASKED, "proposed"), told(text, kind, "strike", "Mosul")
    assert targets("en", text, request, other) == [[], ["Mosul"]]


def test_nothing_told_gives_nothing():
    assert asked_in_talks([], pipeline("en").make_doc("")) == []

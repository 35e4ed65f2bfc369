import pytest

from eventgraph import extract
from eventgraph.annotate import pipeline
from eventgraph.extract.subjects import with_subjects
from eventgraph.model import Argument, EventType, Mention, Role, Span

HELD = {
    "id": "Putin mengatakan ia mengusulkan perundingan selama melakukan pembicaraan via telepon "
    "dengan Presiden Turki Recep Tayyip Erdogan.",
    "en": "Putin proposed a truce while holding talks with Turkish President Recep Tayyip Erdogan.",
}


@pytest.mark.parametrize("language", sorted(HELD))
def test_talks_that_someone_held_have_the_subject_of_the_act_before(language):
    told = extract(HELD[language], language=language, published="2016-12-16")
    [talks] = [m for m in told if m.trigger.text in ("pembicaraan", "talks")]
    assert [a.name for a in talks.actors] == ["Vladimir Putin"]
    assert [a.name for a in talks.targets] == ["Recep Tayyip Erdoğan"]
    for actor in talks.actors:
        assert HELD[language][actor.start : actor.end] == actor.text


def act(text, sentence, word, kind, **more):
    start = text.index(word)
    span = Span(start=start, end=start + len(word), text=word)
    return Mention(article="a", sentence=sentence, trigger=span, type=kind, **more)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Rebels attacked Lima, then held talks with ministers.", True),
        ("Rebels attacked Lima before talks with ministers.", False),
    ],
)
def test_only_talks_behind_a_verb_share_a_subject(text, filled):
    doc = pipeline("en")(text)
    sentence = Span(start=0, end=len(text), text=text)
    rebels = Argument(role=Role.ACTOR, text="Rebels", start=0, end=6)
    at = text.index("ministers")
    ministers = Argument(role=Role.TARGET, text="ministers", start=at, end=at + 9)
    attack = act(text, sentence, "attacked", EventType.ASSAULT, actors=(rebels,))
    talks = act(text, sentence, "talks", EventType.CONSULT, targets=(ministers,))
    kept, found = with_subjects([attack, talks], doc)
    assert kept == attack
    assert found.actors == ((rebels,) if filled else ())

from dataclasses import FrozenInstanceError, replace
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.annotate import annotate
from eventgraph.annotate.encoder import Encoder, shipped_encoder
from eventgraph.annotate.labels import ROLE_TAGS, ROLES, STATUSES, TRIGGER_TAGS, TYPES
from eventgraph.annotate.tagger import reading_of
from eventgraph.extract.acts import Act, Weights, find_acts
from eventgraph.extract.triggers import Found, find_triggers
from eventgraph.lexicon import Trigger
from eventgraph.model import Article, EventType

TEXTS = {
    "en": "Rebels attacked soldiers in Lima on Monday. Two ministers met the king in Oslo.",
    "id": "Pemberontak menyerang tentara di Lima pada Senin. Dua menteri bertemu raja di Oslo.",
}
SILENT = {"en": "The weather is fine.", "id": "Cuaca hari ini cerah."}
ALONE = Weights(known=0.0, keep=0.0)


def read(language, text):
    """Give a `Doc`, what the encoder says of it and the triggers of the lexicon."""
    [(_, doc)] = annotate([Article(id="a", text=text, language=language)])
    hits = [hit for sentence in doc.sents for hit in find_triggers(sentence, language)]
    return doc, reading_of(doc), hits


def acts_of(language, text, weights=None):
    return find_acts(*read(language, text), weights)


def told(acts, text):
    return [(act.type, text[act.start : act.end]) for act in acts]


def entry(kind, weight=1.0):
    return Trigger(lemma="any", type=EventType(kind), noun=("any",), weight=weight, example="any")


def parts(act, role, text):
    return [text[part.start : part.end] for part in act.parts if part.role == role]


class Silent:
    """An engine that must not be asked."""

    def roles(self, *_):
        raise AssertionError("the role head was asked although there is no act")


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_acts_of_a_text_are_found_with_their_parts(language):
    text = TEXTS[language]
    attack, meeting = acts_of(language, text)
    trigger = {"en": ("attacked", "met"), "id": ("menyerang", "bertemu")}[language]
    assert told([attack, meeting], text) == [("ASSAULT", trigger[0]), ("CONSULT", trigger[1])]
    assert parts(attack, "place", text) == ["Lima"]
    assert parts(meeting, "place", text) == ["Oslo"]
    assert parts(attack, "actor", text)[0].lower() in {"rebels", "pemberontak"}
    assert attack.status == "actual"
    assert attack.hit.entry.type is EventType.ASSAULT


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_the_lexicon_raises_the_chance_of_a_trigger_it_knows(language):
    doc, reading, hits = read(language, TEXTS[language])
    without = {(a.start, a.type): a.chance for a in find_acts(doc, reading, [])}
    known = [act for act in find_acts(doc, reading, hits) if act.hit]
    assert len(known) == 2
    for act in known:
        assert act.chance > without.get((act.start, act.type), 0)


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_without_hits_the_encoder_stands_alone(language):
    doc, reading, _ = read(language, TEXTS[language])
    found = find_acts(doc, reading, [], ALONE)
    assert len(found) == 2
    for act in found:
        word = reading.starts.tolist().index(act.start)
        column = TRIGGER_TAGS.index(f"B-{act.type}")
        assert act.hit is None
        raw = np.exp(reading.triggers[word, column].astype(np.float64))
        assert act.chance == pytest.approx(ALONE.calibrated(raw), abs=2e-3)


def test_calibrated_chances_keep_their_order_and_stay_chances():
    raw = np.linspace(0, 1, 50)
    trusted = Weights().calibrated(raw)
    assert (np.diff(trusted) >= 0).all()
    assert ((trusted > 0) & (trusted < 1)).all()
    assert trusted[-2] < raw[-2]  # the encoder is surer than it is right


@pytest.mark.parametrize("language", sorted(SILENT))
def test_a_sentence_without_kept_states_gives_no_act(language):
    doc, reading, _ = read(language, SILENT[language])
    assert (reading.row == -1).all()
    hit = Found(1, 2, entry("ASSAULT"), "noun")
    encoder = Encoder(Silent(), None)
    assert find_acts(doc, reading, [hit], Weights(known=50.0), encoder) == []


def test_a_silent_sentence_between_others_is_passed_over():
    text = f"{TEXTS['en']} {SILENT['en']} {TEXTS['en']}"
    words = [word for _, word in told(acts_of("en", text), text)]
    assert words == ["attacked", "met", "attacked", "met"]


def test_what_the_lexicon_is_sure_of_outweighs_the_encoder():
    text = TEXTS["en"]
    doc, reading, _ = read("en", text)
    soldiers = next(token.i for token in doc if token.text == "soldiers")
    hit = Found(soldiers, soldiers + 1, entry("PROTEST"), "noun")
    [act] = [a for a in find_acts(doc, reading, [hit], Weights(known=50.0)) if a.hit]
    assert told([act], text) == [("PROTEST", "soldiers")]
    assert act.hit is hit
    weak = replace(hit, entry=entry("PROTEST", weight=0.0))
    assert not [a for a in find_acts(doc, reading, [weak], Weights(known=50.0)) if a.hit]


def test_a_phrase_of_the_lexicon_is_one_trigger():
    text = TEXTS["en"]
    doc, reading, _ = read("en", text)
    first = next(token.i for token in doc if token.text == "soldiers")
    hit = Found(first, first + 3, entry("PROTEST"), "noun")
    found = find_acts(doc, reading, [hit], Weights(known=50.0))
    assert ("PROTEST", "soldiers in Lima") in told(found, text)


def test_a_hit_of_another_type_does_not_agree():
    text = TEXTS["en"]
    doc, reading, _ = read("en", text)
    attacked = next(token.i for token in doc if token.text == "attacked")
    hit = Found(attacked, attacked + 1, entry("PROTEST", weight=0.0), "active")
    found = find_acts(doc, reading, [hit])
    assert found[0].type == "ASSAULT"
    assert found[0].hit is None


def test_the_weights_of_no_trigger_hold_acts_back():
    doc, reading, hits = read("en", TEXTS["en"])
    assert find_acts(doc, reading, hits, Weights(keep=50.0)) == []
    chances = [find_acts(doc, reading, hits, Weights(keep=k))[0].chance for k in (0.0, 0.5, 1.0)]
    assert chances == sorted(chances, reverse=True)
    assert len(set(chances)) == 3


def test_weights_do_not_change_and_lean_on_the_lexicon():
    weights = Weights()
    assert weights.known > weights.keep >= 0
    with pytest.raises(FrozenInstanceError):
        weights.known = 1.0


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_chances_are_chances_and_the_status_is_the_likeliest(language):
    for act in acts_of(language, TEXTS[language]):
        assert 0 < act.chance <= 1
        assert sum(act.statuses) == pytest.approx(1)
        assert act.status == STATUSES[int(np.argmax(act.statuses))]
        assert all(0 < part.chance <= 1 for part in act.parts)


def many(count):
    """Give a text of sentences of several lengths, each of which tells one act."""
    ends = ("", " in Lima", " in Lima on Monday", " near the old port of Lima last week")
    return " ".join(f"Rebels attacked soldiers{ends[n % len(ends)]}." for n in range(count))


def alike(act):
    """Give what of an act is no sum of floats."""
    return act.start, act.end, act.type, act.status, [(p.role, p.start, p.end) for p in act.parts]


def test_more_acts_than_fit_together_come_out_as_in_one_group(monkeypatch):
    # By module: `eventgraph.extract` is also the name of a function.
    room = import_module("eventgraph.extract.acts")
    sizes = []
    engine = shipped_encoder().engine
    whole = type(engine).roles

    def counted(self, states, *rest):
        sizes.append(len(states))
        return whole(self, states, *rest)

    monkeypatch.setattr(type(engine), "roles", counted)
    read_once = read("en", many(65))
    found = find_acts(*read_once)
    assert len(found) == 65
    assert sizes == [64, 1]
    for together in (1000, 7, 1):
        monkeypatch.setattr(room, "_TOGETHER", together)
        again = find_acts(*read_once)
        assert [alike(act) for act in again] == [alike(act) for act in found]
        for one, other in zip(found, again, strict=True):
            assert other.statuses == pytest.approx(one.statuses, abs=1e-4)
            chances = [part.chance for part in one.parts]
            assert [part.chance for part in other.parts] == pytest.approx(chances, abs=1e-4)


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_an_article_gives_the_same_acts_alone_and_after_others(language):
    alone = acts_of(language, TEXTS[language])
    for other in (many(9), SILENT["en"], "!"):
        articles = [
            Article(id="b", text=other, language="en"),
            Article(id="a", text=TEXTS[language], language=language),
        ]
        docs = [doc for _, doc in annotate(articles)]
        hits = [h for s in docs[1].sents for h in find_triggers(s, language)]
        find_acts(docs[0], reading_of(docs[0]), [])
        assert find_acts(docs[1], reading_of(docs[1]), hits) == alone


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "\u200b\ufeff", "\x00", "😀", "e\u0301"])
def test_a_text_without_words_has_no_act(language, text):
    assert acts_of(language, text) == []


def test_a_hit_on_what_was_not_read_is_passed_over():
    text = f"   {TEXTS['en']}"
    doc, reading, hits = read("en", text)
    assert doc[0].is_space
    stray = Found(0, 1, entry("PROTEST"), "noun")
    assert find_acts(doc, reading, [stray, *hits], Weights(known=50.0)) == find_acts(
        doc, reading, hits, Weights(known=50.0)
    )


def test_arguments_are_sought_only_near_the_trigger_of_a_sentence_without_end():
    far = "and the rain fell " * 60
    text = f"Peru {far} rebels attacked soldiers {far} Chile"
    doc, reading, hits = read("en", text)
    for act in find_acts(doc, reading, hits):
        for part in act.parts:
            between = text[min(act.start, part.start) : max(act.end, part.end)]
            assert len(between.split()) <= 90, between


WORDS = (
    *("Rebels", "attacked", "soldiers", "in", "Lima", "on", "Monday", "menyerang", "tentara"),
    *("U.S.", "gencatan", "senjata", "talks", "with", "Kim", "Jong-un", "kata", "PBB", "said"),
    *("\n", ",", ".", "“", "\u200b", "e\u0301", "😀", "\u00ad", "\t", "\x00", "(", "'s", "nya"),
)


@settings(max_examples=80)
@given(
    words=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", ""])), max_size=40),
    language=st.sampled_from(sorted(TEXTS)),
)
def test_parts_lie_inside_the_text_and_acts_in_order(words, language):
    text = "".join(word + glue for word, glue in words)
    found = acts_of(language, text, Weights(keep=0.0))
    assert [a.start for a in found] == sorted({a.start for a in found})
    for act in found:
        assert isinstance(act, Act)
        assert act.type in TYPES
        assert 0 <= act.start < act.end <= len(text)
        assert text[act.start : act.end].strip() == text[act.start : act.end]
        for part in act.parts:
            assert part.role in ROLES
            assert 0 <= part.start < part.end <= len(text)
    assert len(ROLE_TAGS) == 1 + 2 * len(ROLES)

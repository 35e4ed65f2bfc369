from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.lexicon import cues, role_nouns, triggers, word_lists
from eventgraph.model import Mark, MarkKind, Role
from tests.extract.samples import events

MAX_TOKENS = 250


def told(mention):
    return mention.type.value, mention.trigger.text


def spans(mention):
    """Give all that a mention points at."""
    arguments = (*mention.actors, *mention.targets, *mention.places)
    return [
        mention.sentence,
        mention.trigger,
        *arguments,
        *(x for x in (mention.date, mention.source) if x),
    ]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("text", ["", " ", "\n", ".", "()", "“", "1 2 3", "\u200b\ufeff", "-" * 99])
def test_a_text_without_acts_has_no_mention(language, text):
    assert events(language, text) == ()


def test_a_mention_holds_evidence_roles_and_rule():
    text = "  The fog lifted.\nRebels attacked soldiers in Lima on 3 May 2016."
    [mention] = [m for m in events("en", text) if m.type.value == "ASSAULT"]
    assert mention.article == "a"
    assert mention.sentence.text == text.split("\n")[1]
    assert [a.text for a in mention.actors] == ["Rebels"]
    assert [a.text for a in mention.targets] == ["soldiers"]
    assert [a.text for a in mention.places] == ["Lima"]
    assert [a.role for a in (*mention.actors, *mention.places)] == [Role.ACTOR, Role.PLACE]
    assert mention.date.text == "3 May 2016"
    assert mention.rule == "lexicon:attack/active"
    assert 0 < mention.confidence <= 1
    assert mention.actors[0].name is None, "resolve says who is meant, not extract"


def test_mentions_are_in_the_order_of_their_triggers():
    text = "The king threatened to attack rebels. Later the king apologised to the rebels."
    starts = [m.trigger.start for m in events("en", text)]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_a_higher_limit_leaves_out_weaker_finds():
    from eventgraph.annotate import annotate
    from eventgraph.extract import extract_events
    from eventgraph.model import Article

    article = Article(id="a", text="Rebels attacked soldiers.", language="en")
    [(_, doc)] = annotate([article])
    assert len(extract_events(doc, article)) == 1
    assert extract_events(doc, article, min_confidence=1.0) == ()


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "The army attacked rebels, an envoy said on Monday.", None),
        ("en", "The army attacked rebels on Sunday, an envoy said on Monday.", "Sunday"),
        ("id", "Tentara menyerang pemberontak, kata utusan itu pada Senin.", None),
        ("id", "Tentara menyerang pemberontak pada Minggu, kata utusan itu, Senin.", "Minggu"),
        ("id", "Tentara menyerang pemberontak, kata utusan itu, Senin (12/12/2016).", None),
    ],
)
def test_the_date_of_the_telling_is_not_the_date_of_the_act(language, text, when):
    [mention] = events(language, text)
    assert (when in mention.date.text) if when else mention.date is None


def test_the_nearest_date_is_the_date_of_an_act():
    text = "On Sunday rebels shot soldiers and the army arrested activists on Tuesday."
    assert [m.date.text.removeprefix("on ") for m in events("en", text)][-1] == "Tuesday"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "An envoy said that rebels attacked soldiers."),
        ("id", "Utusan itu mengatakan pemberontak menyerang tentara."),
    ],
)
def test_the_one_who_says_so_is_the_source(language, text):
    [mention] = events(language, text)
    assert mention.source.text.lower() in {"envoy", "utusan"}


def test_who_does_a_speech_act_is_no_source_of_it():
    [mention] = events("en", "The king said he condemned rebels.")
    assert mention.source is None or mention.source.text != mention.actors[0].text


def test_the_outlet_goes_with_the_source():
    text = "Tentara menyerang pemberontak, kata utusan itu dikutip dari Reuters."
    [mention] = events("id", text)
    assert mention.source.text == "utusan"
    assert mention.source.via == "Reuters"


@pytest.mark.parametrize("kind", [k for k in MarkKind if k is not MarkKind.REPEAT])
def test_what_is_set_apart_is_not_coded(kind):
    text = "Rebels attacked soldiers.\nPolice arrested activists."
    mark = Mark(start=0, end=text.index("\n"), kind=kind)
    assert [told(m) for m in events("en", text, marks=(mark,))] == [("COERCE", "arrested")]


def test_a_mark_in_the_middle_of_a_line_hides_only_itself():
    text = "Rebels attacked soldiers. (ian) Police arrested activists."
    start = text.index("(ian)")
    mark = Mark(start=start, end=start + len("(ian)"), kind=MarkKind.BYLINE)
    assert [told(m)[0] for m in events("en", text, marks=(mark,))] == ["ASSAULT", "COERCE"]


def test_a_repeated_paragraph_names_the_mention_it_repeats():
    line = "Rebels attacked soldiers."
    text = f"{line}\nThe fog lifted.\n{line}"
    start = text.rindex(line)
    mark = Mark(start=start, end=len(text), kind=MarkKind.REPEAT, of=0)
    first, second = events("en", text, marks=(mark,))
    assert first.repeat_of is None
    assert second.repeat_of == f"a#char={first.trigger.start},{first.trigger.end}"


def test_a_sentence_without_end_is_read_in_pieces():
    words = ("the rebels and the soldiers slept and " * 150) + "rebels attacked soldiers"
    [mention] = events("en", words)
    assert mention.trigger.text == "attacked"
    assert len(mention.sentence.text.split()) <= MAX_TOKENS
    assert words[mention.sentence.start : mention.sentence.end] == mention.sentence.text


def test_an_act_at_every_piece_of_a_long_sentence_is_found_once():
    words = "rebels attacked soldiers and " * 300
    found = events("en", words)
    assert len(found) >= 299
    assert len({m.trigger.start for m in found}) == len(found)


def salad(language):
    """Give texts of the words of the tables, names, dates and signs, in any order."""
    forms = {f for t in triggers(language) for f in (*t.active, *t.passive, *t.noun)}
    listed = {w for words in word_lists(language).values() for w in words}
    nouns = {n.form for n in role_nouns(language)}
    status = {c.form for c in cues(language)}
    names = ["Lima", "Putin", "Kim Jong-un", "al-Assad", "PBB", "UN", "Indonesia", "Depok", "İzmir"]
    dates = ["Senin", "Monday", "3 Mei 2016", "3 May 2016", "kemarin", "yesterday", "(16/12/2016)"]
    signs = [".", ",", "(", ")", "“", "”", '"', "-", ":", "\n", "\r\n", "?", "’s", "'", "𝔘", "é"]
    groups = [sorted(forms), sorted(listed), sorted(nouns), sorted(status), names, dates, signs]
    word = st.one_of([st.sampled_from(group) for group in groups])
    cased = st.one_of(word, word, word.map(str.title))
    glue = st.sampled_from([" ", " ", " ", " ", "", "\n", "  ", "\u00a0"])
    pieces = st.lists(st.tuples(cased, glue), min_size=20, max_size=60)
    return pieces.map(lambda parts: "".join(w + g for w, g in parts))


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_offset_points_at_its_words(language):
    seen = 0

    @given(text=salad(language), cut=st.integers(0, 80))
    @settings(max_examples=150, deadline=None)
    def holds(text, cut):
        nonlocal seen
        mark = Mark(start=cut, end=cut + 20, kind=MarkKind.CAPTION)
        found = events(language, text, marks=(mark,), published=date(2016, 12, 16))
        assert found == events(language, text, marks=(mark,), published=date(2016, 12, 16))
        seen += len(found)
        for mention in found:
            for span in spans(mention):
                assert text[span.start : span.end] == span.text != ""
            inside = mention.sentence
            for argument in spans(mention)[1:]:
                assert inside.start <= argument.start < argument.end <= inside.end
        triggers_found = [(m.trigger.start, m.trigger.end) for m in found]
        assert triggers_found == sorted(triggers_found)
        assert all(a[1] <= b[0] for a, b in pairwise(triggers_found))

    holds()
    assert seen > 300, "the law was looked at on too few mentions"

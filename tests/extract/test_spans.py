import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.annotate import pipeline
from eventgraph.extract.spans import Edges

NOUNS = {"kota", "pasukan", "demonstran", "rebels", "governor", "talks", "truce", "polisi", "city"}


def document(language, text, names=()):
    """A text with its names, and parts of speech given by hand."""
    doc = pipeline(language).make_doc(text)
    starts = [text.index(name) for name in names]
    spans = [
        doc.char_span(start, start + len(name), label="ORG")
        for start, name in zip(starts, names, strict=True)
    ]
    assert None not in spans
    doc.set_ents(spans)
    for token in doc:
        named = token.ent_type_ and token.is_title
        token.pos_ = "NOUN" if token.lower_ in NOUNS else "PROPN" if named else "X"
    return doc


def mended(language, text, stretch, names=()):
    doc = document(language, text, names)
    start = text.index(stretch)
    start, end = Edges(doc, language).mended(start, start + len(stretch))
    return text[start:end]


@pytest.mark.parametrize(
    ("language", "text", "name", "stretch"),
    [
        ("en", "Then Vladimir Putin came.", "Vladimir Putin", "Putin"),
        ("en", "Then Vladimir Putin came.", "Vladimir Putin", "Vladimir"),
        ("en", "The United Nations Security Council met.", "United Nations Security Council", "Na"),
        ("id", "Lalu Retno Lestari Marsudi datang.", "Retno Lestari Marsudi", "Lestari"),
        ("id", "Lalu Partai Buruh bersidang.", "Partai Buruh", "Buruh"),
    ],
)
def test_a_cut_name_is_widened(language, text, name, stretch):
    assert mended(language, text, stretch, [name]) == name


@pytest.mark.parametrize(
    ("language", "text", "name", "stretch", "expected"),
    [
        ("en", "He left Ankara, Turkey.", "Ankara, Turkey", "Turkey", "Turkey"),
        ("en", "He left Ankara, Turkey.", "Ankara, Turkey", "Ankara", "Ankara"),
        ("en", "The Arab League (AL) met.", "Arab League (AL)", "League", "Arab League"),
        ("en", "The Arab League (AL) met.", "Arab League (AL)", "AL", "AL"),
        ("en", "Then Iran and North Korea met.", "Iran and North Korea", "Korea", "North Korea"),
        ("id", "Lalu Iran dan Korea Utara bertemu.", "Iran dan Korea Utara", "Iran", "Iran"),
        (
            "id",
            "Lalu Iran serta Korea Utara diam.",
            "Iran serta Korea Utara",
            "Utara",
            "Korea Utara",
        ),
        ("id", "Ia ke Kota Basra, Irak.", "Kota Basra, Irak", "Basra", "Kota Basra"),
    ],
)
def test_a_name_is_never_widened_over_a_comma_a_bracket_or_an_and(
    language, text, name, stretch, expected
):
    assert mended(language, text, stretch, [name]) == expected


def test_a_stretch_over_two_names_is_widened_at_both_ends():
    text = "Then Vladimir Putin and Recep Erdogan met."
    names = ["Vladimir Putin", "Recep Erdogan"]
    assert mended("en", text, "Putin and Recep", names) == "Vladimir Putin and Recep Erdogan"


@pytest.mark.parametrize(
    ("text", "stretch", "expected"),
    [
        ("Then the U.S. left.", "U", "U.S."),
        ("Then the U.S. left.", "S", "U.S."),
        ("Then the U.S. left.", "the U", "U.S."),
        ("Then the rebels left.", "rebel", "rebels"),
    ],
)
def test_a_cut_word_is_widened(text, stretch, expected):
    assert mended("en", text, stretch, ["U.S."] if "U.S." in text else []) == expected


@pytest.mark.parametrize(
    ("text", "stretch"), [("Perundingan AS-Rusia gagal.", "AS"), ("Dua kubu-kubu itu.", "kubu")]
)
def test_one_side_of_a_hyphen_stands_for_itself(text, stretch):
    assert mended("id", text, stretch) == stretch


@pytest.mark.parametrize(
    ("language", "text", "names", "stretch", "expected"),
    [
        ("en", "They met in Ankara today.", ["Ankara"], "in Ankara", "Ankara"),
        ("en", "They met in Ankara today.", ["Ankara"], "Ankara today", "Ankara today"),
        ("en", "He fought against the rebels there.", [], "against the rebels", "rebels"),
        ("en", "The two rebels left.", [], "The two rebels", "rebels"),
        ("en", "He saw Turkey's talks.", ["Turkey"], "Turkey's", "Turkey"),
        ("en", "He saw Turkey’s talks.", ["Turkey"], "Turkey’s", "Turkey"),
        ("en", "He saw the rebels' talks.", [], "the rebels'", "rebels"),
        ("en", "He saw Turkey's talks.", ["Turkey"], "Turkey's talks", "Turkey's talks"),
        ("en", "He saw (Turkey) and left.", ["Turkey"], "(Turkey) and", "Turkey"),
        ("id", "Ia pergi ke kota itu.", [], "kota itu", "kota"),
        ("id", "Ia pergi ke kota itu.", [], "ke kota itu.", "kota"),
        ("id", "Ia diserang oleh pasukan tersebut.", [], "oleh pasukan tersebut", "pasukan"),
        ("id", "Ia bicara kepada para demonstran.", [], "kepada para demonstran", "demonstran"),
        ("id", "Ia di Ankara.", ["Ankara"], "di Ankara", "Ankara"),
    ],
)
def test_what_cannot_begin_or_end_an_argument_comes_off(language, text, names, stretch, expected):
    assert mended(language, text, stretch, names) == expected


@pytest.mark.parametrize(
    ("language", "text", "names", "stretch"),
    [
        ("en", "Then Vladimir Putin came.", ["Vladimir Putin"], "Vladimir Putin"),
        ("en", "The governor of Basra left.", ["Basra"], "governor of Basra"),
        ("en", "Then Iran and Iraq met.", ["Iran", "Iraq"], "Iran and Iraq"),
        ("id", "Ia ditahan pihak berwenang.", [], "pihak berwenang"),
        ("id", "Ia kecewa pada pihak itu.", [], "pihak"),
        ("id", "Lalu Iran dan Irak bertemu.", ["Iran", "Irak"], "Iran dan Irak"),
    ],
)
def test_a_right_stretch_stays_as_it_is(language, text, names, stretch):
    assert mended(language, text, stretch, names) == stretch


@pytest.mark.parametrize(
    ("language", "text", "stretch"),
    [
        ("en", "Against the two of them.", "the"),
        ("en", "Against the two of them.", "Against the two of"),
        ("en", "They said 'no' to all.", "'"),
        ("id", "Oleh para itu dan ini.", "Oleh para itu dan ini."),
        ("id", "Ia, dan ia.", ","),
    ],
)
def test_nothing_becomes_empty(language, text, stretch):
    assert mended(language, text, stretch)


@pytest.mark.parametrize(
    ("language", "text", "stretch"),
    [("en", 'They said "the" again.', '"the'), ("id", "Ia (para itu) pergi.", "(para itu)")],
)
def test_of_a_stretch_with_a_word_no_mere_mark_is_left(language, text, stretch):
    assert any(sign.isalnum() for sign in mended(language, text, stretch))


WORDS = ["Putin", "U.S.", "the", "kota", "itu", "dan", "and", ",", "(", ")", "'s", "di", "in", '"']
WORDS += ["AS-Rusia", "rebels'", "pihak", "\n", "…", "…kota", "10.5", "中国"]


@st.composite
def stretches(draw):
    """A document with some names, and a stretch of it that begins and ends with no blank."""
    language = draw(st.sampled_from(["en", "id"]))
    text = draw(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
        | st.text(min_size=1, max_size=40)
    )
    doc = pipeline(language).make_doc(text)
    seen = [at for at, sign in enumerate(text) if not sign.isspace()]
    if not seen:
        return None
    for token in doc:
        token.pos_ = draw(st.sampled_from(["NOUN", "PROPN", "X"]))
    cuts = sorted(draw(st.sets(st.integers(0, len(doc)), max_size=6)))
    doc.set_ents(
        [
            doc.char_span(doc[a].idx, doc[b - 1].idx + len(doc[b - 1]), label="ORG")
            for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        ]
    )
    first, last = sorted((draw(st.sampled_from(seen)), draw(st.sampled_from(seen))))
    return language, doc, first, last + 1


@given(stretches())
def test_the_result_lies_in_the_text_and_is_never_empty(case):
    if case is None:
        return
    language, doc, start, end = case
    first, last = Edges(doc, language).mended(start, end)
    assert 0 <= first < last <= len(doc.text)
    assert doc.text[first:last].strip()

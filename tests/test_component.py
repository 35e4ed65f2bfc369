import json
import subprocess
import sys
from datetime import date

import pytest
import spacy
from spacy import displacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, DocBin, Span

from eventgraph import component, extract
from eventgraph.component import SPANS
from eventgraph.errors import UsageError

ID = "Rusia menyerang Ukraina pada Kamis."
EN = "Russia attacked Ukraine on Thursday."
LONGER = (
    "President Vladimir Putin met Recep Tayyip Erdogan in Moscow on Thursday. "
    "Russian troops attacked Aleppo and the United Nations condemned the attack."
)
GERMAN = "Der Präsident hat gestern den Minister getroffen und lange gesprochen."


def pipeline(host="id", **config):
    nlp = spacy.blank(host)
    nlp.add_pipe("eventgraph", config=config)
    return nlp


def labels(doc):
    return [(span.text, span.label_) for span in doc.spans[SPANS]]


@pytest.mark.parametrize("host", ["id", "en", "xx"])
@pytest.mark.parametrize("text", [LONGER, LONGER + "\n\n" + ID, f"{ID} {ID} {EN}"])
def test_any_pipeline_finds_what_extract_finds(host, text):
    found = pipeline(host, published="2022-02-25")(text)._.events
    assert found == extract(text, published="2022-02-25")
    assert found
    assert [m.trigger.start for m in found] == sorted(m.trigger.start for m in found)


@pytest.mark.parametrize(("host", "text"), [("id", ID), ("en", EN)])
def test_the_language_of_the_pipeline_counts_for_short_texts(host, text):
    assert pipeline(host)(text)._.events == extract(text, language=host) != ()


def test_a_language_in_the_config_decides():
    assert pipeline("id", language="en")(ID)._.events == extract(ID, language="en") == ()
    assert pipeline("xx", language="id")("AS serang Iran.")._.events


def test_it_stands_among_other_parts_of_a_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("eventgraph")
    nlp.add_pipe("sentencizer", first=True)
    doc = nlp(LONGER)
    assert len(list(doc.sents)) == 2
    assert doc._.events == extract(LONGER)
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_spans_are_labelled_triggers_and_arguments():
    doc = pipeline()(ID)
    assert labels(doc) == [("menyerang", "ASSAULT"), ("Rusia", "ACTOR"), ("Ukraina", "TARGET")]


def test_an_argument_of_several_acts_is_one_span():
    doc = pipeline("en")("Russia attacked Ukraine and threatened Poland on Thursday.")
    assert [m.actors[0].text for m in doc._.events] == ["Russia", "Russia"]
    assert labels(doc).count(("Russia", "ACTOR")) == 1


def test_a_span_tells_its_event_when_it_is_the_trigger():
    doc = pipeline()(ID)
    [mention] = doc._.events
    told = [span._.event for span in doc.spans[SPANS]]
    assert told == [mention, None, None]
    assert doc[1:2]._.event == mention
    assert doc[1:3]._.event is None


def test_spans_are_widened_to_the_tokens_of_the_host():
    nlp = pipeline()
    nlp.tokenizer = Tokenizer(nlp.vocab)  # splits at spaces only
    doc = nlp("“Rusia (menyerang) Ukraina.”")
    assert labels(doc) == [("(menyerang)", "ASSAULT"), ("“Rusia", "ACTOR"), ("Ukraina.”", "TARGET")]
    assert [m.trigger.text for m in doc._.events] == ["menyerang"]
    assert doc[1:2]._.event == doc._.events[0]


@pytest.mark.parametrize(
    ("host", "text"),
    [
        *((host, text) for host in ("id", "xx") for text in ("", " \n ", "Hi", GERMAN)),
        ("xx", "AS serang Iran."),
        ("id", ID + "\0"),
        ("de", GERMAN),
    ],
)
def test_a_text_that_is_not_read_has_no_events(host, text):
    doc = pipeline(host)(text)
    assert doc._.events == ()
    assert list(doc.spans[SPANS]) == []


def test_a_doc_that_the_component_did_not_see_has_no_events():
    doc = spacy.blank("id")(ID)
    assert doc._.events == ()
    assert doc[1:2]._.event is None
    assert doc._.published is None


def day_of(doc):
    return doc._.events[0].date.value


def test_without_a_publication_date_no_weekday_is_guessed():
    assert day_of(pipeline()(ID)) is None


def test_the_date_of_a_doc_goes_before_that_of_the_context_and_the_config():
    nlp = pipeline(published="2022-02-25")
    context = {"published": "2023-01-05"}
    doc = nlp.make_doc(ID)
    doc._.published = date(2024, 3, 8)
    dated = [(ID, None), (ID, {}), (ID, context), (doc, context)]
    given = list(nlp.pipe(dated, as_tuples=True))
    assert [c for _, c in given] == [None, {}, context, context]
    days = ["2022-02-24", "2022-02-24", "2023-01-05", "2024-03-07"]
    assert [day_of(d) for d, _ in given] == days
    assert [d._.published for d, _ in given] == [None, None, "2023-01-05", "2024-03-08"]


def test_a_date_that_is_none_is_told():
    doc = pipeline().make_doc(ID)
    doc._.published = "kemarin"
    with pytest.raises(UsageError, match="'kemarin' is no date"):
        pipeline()(doc)


def test_min_confidence_leaves_out_weaker_finds():
    assert pipeline("en", min_confidence=1.0)(LONGER)._.events == ()
    [limit, *_] = sorted(m.confidence for m in extract(LONGER))[1:]
    found = pipeline("en", min_confidence=limit)(LONGER)._.events
    assert found == extract(LONGER, min_confidence=limit)
    assert 0 < len(found) < len(extract(LONGER))


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"language": "de"}, "'de' is not read; use one of en, id"),
        ({"published": "kemarin"}, "'kemarin' is no date"),
        ({"min_confidence": 50}, "give one from 0 to 1"),
    ],
)
def test_a_wrong_config_is_refused_with_the_cure(config, said):
    with pytest.raises(UsageError, match=said):
        pipeline(**config)


def test_many_processes_give_what_one_gives():
    nlp = pipeline(published="2022-02-25")
    texts = [(ID, {"published": "2023-01-06"}), ("", None), (LONGER, None), (GERMAN, None)] * 2
    one = [doc for doc, _ in nlp.pipe(texts, as_tuples=True)]
    two = [doc for doc, _ in nlp.pipe(texts, as_tuples=True, n_process=2)]
    assert [d._.events for d in two] == [d._.events for d in one]
    assert [labels(d) for d in two] == [labels(d) for d in one]
    assert day_of(two[0]) == "2023-01-05"


def test_docs_keep_their_events_as_bytes():
    nlp = pipeline("en", published="2022-02-25")
    doc = nlp(LONGER)
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [from_bin] = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    for again in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), from_bin):
        assert again._.events == doc._.events
        assert labels(again) == labels(doc)
        assert [s._.event for s in again.spans[SPANS]] == [s._.event for s in doc.spans[SPANS]]


def test_what_a_doc_keeps_is_plain():
    nlp = pipeline()
    doc = nlp.make_doc(ID)
    doc._.published = date(2022, 2, 25)
    data = nlp(doc).user_data
    assert json.loads(json.dumps(data)) == data


def test_a_saved_pipeline_loads_again_in_a_program_that_does_not_name_us(tmp_path):
    nlp = pipeline(published="2022-02-25", min_confidence=0.25)
    nlp.to_disk(tmp_path / "nlp")
    code = (
        "import sys, spacy; doc = spacy.load(sys.argv[1])(sys.argv[2]);"
        "print([(m.type.value, m.date.value) for m in doc._.events])"
    )
    command = [sys.executable, "-c", code, tmp_path / "nlp", ID]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.strip() == str([(m.type.value, m.date.value) for m in nlp(ID)._.events])
    again = spacy.load(tmp_path / "nlp")
    assert again.get_pipe_config("eventgraph") == nlp.get_pipe_config("eventgraph")


def test_displacy_draws_the_spans_and_escapes_the_text():
    doc = pipeline()("Rusia <script>alert(1)</script> menyerang Ukraina & Polandia, Kamis.")
    page = displacy.render(doc, style="span", options={"spans_key": SPANS}, jupyter=False)
    assert "ASSAULT" in page
    assert "ACTOR" in page
    assert "<script" not in page
    assert "&lt;" in page
    assert "&amp;" in page


def test_extensions_are_added_once_and_never_take_a_name_of_another_package():
    component._extend(Doc, "events", getter=component._events)
    Span.set_extension("of_another_package", getter=len)
    try:
        with pytest.raises(ValueError, match="of_another_package"):
            component._extend(Span, "of_another_package", getter=component._event)
    finally:
        Span.remove_extension("of_another_package")

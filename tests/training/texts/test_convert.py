import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.texts.convert import Text, TextError, main, read_file

from eventgraph.annotate.labels import STATUSES, TYPES

GOOD = """\
# en-1 | en | 2020-05-06 | wire agency
- Arland and Belmont sign truce

@t AGREE sign ; a=Arland ; a=Belmont
- ARVILLE - Arland will free prisoners on Friday, its envoy Ana Roe said.
@ CONCEDE free ; planned ; a=Arland ~ Republic of Arland / IGO ; p=~ Port Roe / IGO \
; d=Friday > 2020-05-08 ; s=Ana Roe
+ Envoys of Arland met envoys of Belmont, and Arland signed.
@ AGREE signed ; a=Arland#2 ; t=Belmont ; same=t
@ CONSULT met ; a=Arland ; t=Belmont
# id-1 | id | 2020-05-07 | portal
- Arland menyerang Belmont
@ ASSAULT menyerang ; a=Arland ; t=Belmont
"""


def read(tmp_path, text):
    path = tmp_path / "texts.txt"
    path.write_text(text, encoding="utf-8")
    return list(read_file(path))


def spans(mention):
    return [mention["trigger"], *mention["actors"], *mention["targets"], *mention["places"]]


def test_a_file_becomes_texts_with_mentions_at_the_right_offsets(tmp_path):
    first, second = read(tmp_path, GOOD)
    assert isinstance(first, Text)
    assert (first.name, first.language, first.date, first.style) == (
        "en-1",
        "en",
        "2020-05-06",
        "wire agency",
    )
    assert first.text.split("\n")[0] == "Arland and Belmont sign truce"
    assert first.text.count("\n") == 1  # `+` goes on in the line
    assert [m["s"] for m in first.mentions] == [1, 2, 3, 3]
    assert [m["n"] for m in first.mentions] == [1, 2, 3, 4]
    for text in (first, second):
        for mention in text.mentions:
            start, end = text.sentences[mention["s"] - 1]
            for span in spans(mention):
                if span["start"] is not None:
                    assert text.text[span["start"] : span["end"]] == span["text"]
                    assert start <= span["start"] < span["end"] <= end


def test_fields_say_what_they_say(tmp_path):
    first, _ = read(tmp_path, GOOD)
    sign, free, signed, met = first.mentions
    assert (free["status"], sign["status"]) == ("planned", "actual")
    assert (free["actors"][0]["name"], free["actors"][0]["country"]) == (
        "Republic of Arland",
        "IGO",
    )
    assert free["places"] == [
        {"text": "", "start": None, "end": None, "name": "Port Roe", "country": "IGO"}
    ]
    assert free["date"] == {"text": "Friday", "value": "2020-05-08"}
    assert free["source"] == "Ana Roe"
    assert (signed["same_as"], met["same_as"]) == (1, None)


def test_the_nearest_occurrence_is_meant_and_a_number_chooses(tmp_path):
    first, _ = read(tmp_path, GOOD)
    *_, signed, met = first.mentions
    line = first.text
    assert signed["actors"][0]["start"] == line.rindex("Arland")
    assert met["actors"][0]["start"] < met["trigger"]["start"]


def test_two_acts_of_one_word_and_type_take_one_place_each(tmp_path):
    [text] = read(
        tmp_path,
        "# x | en | 2020-01-01 | s\n- They met Ana and met Ben\n@ CONSULT met\n@ CONSULT met\n",
    )
    assert [m["trigger"]["start"] for m in text.mentions] == [5, 17]


MISTAKES = {
    "- ": "the sentence is empty",
    "+": "the sentence is empty",
    "@ aid help": "is not '@ TYPE trigger' with one of the types",
    "@ HELP help": "is not '@ TYPE trigger' with one of the types",
    "@ AID": "is not '@ TYPE trigger' with one of the types",
    "@ AID hel": "'hel' is not in the sentence as whole words",
    "@ AID help#2": "'help#2' is not in the sentence as whole words",
    "@ AID help#0": "'help#0' is not in the sentence as whole words",
    "@ AID help ; perhaps": "'perhaps' is no status; they are actual, planned",
    "@ AID help ; same=x": "no act above has the label 'x'",
    "@ AID help ; d=today > soon": "'soon' is no date value",
    "@ AID help ; d=today > 2020-1-1": "'2020-1-1' is no date value",
    "@ AID help ; d=tomorrow": "'tomorrow' is not in the sentence",
    "@ AID help ; s=Ben": "'Ben' is not in the sentence",
    "@ AID help ; a=Ben": "'Ben' is not in the sentence",
    "@ AID help ; a=Ana ~ Ana Roe / Arland": "'Arland' is no country code of three letters",
    "@ AID help ; t=": "an argument without text needs a name after ~",
    "@ AID help ; p=~ / IDN": "an argument without text needs a name after ~",
    "@ AID help ; who=Ana": "'who' is no field; they are a, t, p, d, s, same",
    "Ana sends help": "a line begins with #, -, + or @",
    "# y | en | 2020-01-01": "a text begins with '# name | en or id | date | house style'",
    "# y | fr | 2020-01-01 | s": "a text begins with '# name | en or id | date | house style'",
    "# y | en | 2020-13-01 | s": "'2020-13-01' is no date",
}


@pytest.mark.parametrize(("line", "message"), MISTAKES.items(), ids=range(len(MISTAKES)))
def test_every_mistake_is_told_with_its_line(tmp_path, line, message):
    head = "# x | en | 2020-01-01 | s\n- Ana sends help today\n"
    *_, mistake = [f for f in read(tmp_path, head + line + "\n") if isinstance(f, TextError)]
    assert str(mistake).startswith("texts.txt:3: ")
    assert message in str(mistake)


def test_lines_without_a_text_or_a_sentence_are_mistakes(tmp_path):
    found = read(tmp_path, "- Ana sends help\n# x | en | 2020-01-01 | s\n@ AID help\n")
    mistakes = [str(f) for f in found if isinstance(f, TextError)]
    assert mistakes == [
        "texts.txt:1: the text has no '#' line",
        "texts.txt:3: an act needs a sentence above it",
    ]


def test_a_mistake_takes_nothing_else_with_it(tmp_path):
    wrong = "@ AID help ; a=Nobody\n@ AID help ; a=Ana\n"
    found = read(tmp_path, "# x | en | 2020-01-01 | s\n- Ana sends help\n" + wrong)
    [text] = [f for f in found if isinstance(f, Text)]
    assert [m["actors"][0]["text"] for m in text.mentions] == ["Ana"]


def test_a_text_with_a_wrong_head_does_not_flow_into_the_one_above(tmp_path):
    two = "# x | en | 2020-01-01 | s\n- Ana sends help\n# y | en | no date | s\n- Ben sleeps\n"
    found = read(tmp_path, two + "# z | en | 2020-01-01 | s\n- Cleo waits\n")
    assert [f.text for f in found if isinstance(f, Text)] == ["Ana sends help", "Cleo waits"]
    assert [str(f) for f in found if isinstance(f, TextError)] == [
        "texts.txt:3: 'no date' is no date"
    ]


WORDS = st.lists(st.text("abcAé-'.,", min_size=1, max_size=4), min_size=1, max_size=8)


@st.composite
def act(draw):
    words = draw(WORDS)
    picked = draw(st.lists(st.sampled_from(words), min_size=3, max_size=3))
    return words, draw(st.sampled_from(TYPES)), draw(st.sampled_from(STATUSES)), picked


@given(st.lists(st.tuples(st.sampled_from("-+"), act()), min_size=1, max_size=5))
def test_offsets_always_point_at_their_own_words(tmp_path_factory, told):
    lines = ["# x | id | 2020-01-01 | s"]
    for mark, (words, kind, status, (trigger, actor, date)) in told:
        lines += [f"{mark} {' '.join(words)}"]
        lines += [f"@ {kind} {trigger} ; {status} ; a={actor} ; d={date} ; s={actor}"]
    found = read(tmp_path_factory.mktemp("texts"), "\n".join(lines))
    [text] = [f for f in found if isinstance(f, Text)]
    mistakes = [f for f in found if isinstance(f, TextError)]
    assert len(text.mentions) + len(mistakes) == len(told)
    assert all("as whole words" in str(mistake) for mistake in mistakes)
    assert [text.text[a:b] for a, b in text.sentences] == [" ".join(w) for _, (w, *_) in told]
    for mention in text.mentions:
        start, end = text.sentences[mention["s"] - 1]
        for span in spans(mention):
            assert text.text[span["start"] : span["end"]] == span["text"]
            assert start <= span["start"] < span["end"] <= end
        assert mention["date"]["text"] in text.text[start:end]


def test_the_documents_and_mentions_are_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("training.texts.convert._HERE", tmp_path)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "one.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["convert", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert not stopped.value.code
    assert "2 texts, 4 sentences, 5 acts, 0 mistakes" in capsys.readouterr().out

    def rows(name):
        lines = (tmp_path / "out" / name).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    documents = {row["id"]: row for row in rows("texts.docs.jsonl")}
    assert list(documents) == ["en-1", "id-1"]
    for mention in rows("texts.gold.jsonl"):
        start, end = mention["trigger"]["start"], mention["trigger"]["end"]
        assert documents[mention["doc"]]["text"][start:end] == mention["trigger"]["text"]


def test_checking_tells_mistakes_and_fails(tmp_path, monkeypatch, capsys):
    path = tmp_path / "bad.txt"
    path.write_text("# x | en | 2020-01-01 | s\n- Ana waits\n@ AID help\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["convert", "--check", str(path)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code
    assert "bad.txt:3: 'help' is not in the sentence" in capsys.readouterr().out

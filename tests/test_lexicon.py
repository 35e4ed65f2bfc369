import pytest

from eventgraph.errors import LexiconError
from eventgraph.lexicon import (
    LANGUAGES,
    cues,
    mode_words,
    read_cues,
    read_mode_words,
    read_role_nouns,
    read_triggers,
    read_word_lists,
    role_nouns,
    triggers,
    word_lists,
)
from eventgraph.model import MODES, EventType
from tests.conftest import ROOT

GOOD = """
[[trigger]]
lemma = "serang"
type = "ASSAULT"
active = ["menyerang"]
example = "Pasukan itu menyerang desa."
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_each_language_load_and_cover_every_type(language):
    assert {t.type for t in triggers(language)} == set(EventType)
    assert len(role_nouns(language)) > 300
    assert cues(language)
    assert word_lists(language)["light_verbs"]


def test_both_languages_have_the_same_lists():
    assert set(word_lists("id")) == set(word_lists("en"))
    assert set(word_lists("id", "sentences")) == set(word_lists("en", "sentences"))


def test_every_word_list_is_asked_for_by_the_code():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    # Resolving reads every list as common words, and this one is there for that alone.
    unread = set(word_lists("en")) - {"openers", "not_names"}
    for name in sorted(unread):
        if f'"{name}"' in code or f'"{name.removesuffix("_prepositions")}"' in code:
            unread.discard(name)
    assert not unread, "remove the lists that no code reads"


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_open_a_sentence_are_no_names(language):
    from eventgraph.resolve.words import words_of

    opener = {"en": "because", "id": "namun"}[language]
    assert opener in word_lists(language)["openers"]
    assert opener in words_of(language).common


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('"ASSAULT"', '"ATTACK"'), "'ATTACK' is unknown; use one of AGREE"),
        (('["menyerang"]', '["Menyerang"]'), "has capitals"),
        (('["menyerang"]', "[]"), "has no form"),
        (("menyerang desa", "datang ke desa"), "holds none of its forms"),
        (('lemma = "serang"', 'lemma = "serang"\nwieght = 1'), "unknown key 'wieght'"),
        (('lemma = "serang"', 'lemma = "serang"\nweight = 7'), "a number from 0 to 1"),
        (('["menyerang"]', '["menyerang", "menyerang"]'), "stands twice"),
        (("[[trigger]]", "[[trigger]"), "correct the TOML syntax"),
        (('["menyerang"]', '"menyerang"'), "no list of words"),
    ],
)
def test_a_wrong_trigger_names_file_entry_and_cure(tmp_path, change, complaint):
    path = tmp_path / "triggers.toml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_triggers(path)
    assert "triggers.toml" in str(caught.value)
    assert complaint in str(caught.value)
    assert caught.value.cure


def test_a_good_trigger_is_read(tmp_path):
    path = tmp_path / "triggers.toml"
    path.write_text(GOOD, encoding="utf-8")
    [trigger] = read_triggers(path)
    assert trigger.active == ("menyerang",)
    assert trigger.type is EventType.ASSAULT


def test_a_role_noun_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "roles.toml"
    path.write_text('[[role]]\nform = "polisi"\nen = "police"\n' * 2, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"roles\.toml, role 2 \(polisi\)"):
        read_role_nouns(path)


def test_a_cue_with_an_unknown_status_is_refused(tmp_path):
    path = tmp_path / "cues.toml"
    path.write_text('[[cue]]\nform = "akan"\nstatus = "future"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="'future' is unknown"):
        read_cues(path)


MODE = """
[[mode]]
type = "ASSAULT"
mode = "aerial"
near = ["air strike"]
otherwise = ["bombed"]
example = "An air strike hit the depot."
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_modes_tells_every_mode_with_many_words(language):
    words = mode_words(language)
    told = {(entry.type, entry.mode) for entry in words if entry.mode is not None}
    assert told == {(kind, mode) for kind, modes in MODES.items() for mode in modes}
    forms = [f for e in words for f in e.trigger + e.near + e.after + e.otherwise]
    assert len(forms) > 1500
    assert word_lists(language, "clauses")["walls"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('"aerial"', '"visit"'), "'visit' is unknown; use one of abduct"),
        (('"ASSAULT"', '"AGREE"'), "'AGREE' is unknown; use one of CONSULT"),
        (('["air strike"]', '["Air strike"]'), "has capitals"),
        (('["bombed"]', '["air strike"]'), "'air strike' stands twice"),
        (('["bombed"]', '"bombed"'), "no list of words"),
        (("An air strike", "A storm"), "holds none of its forms"),
        (("otherwise", "other"), "unknown key 'other'"),
        (('example = "An air strike hit the depot."', ""), "'example' is missing"),
    ],
)
def test_a_wrong_entry_for_a_mode_names_file_entry_and_cure(tmp_path, change, complaint):
    path = tmp_path / "modes.toml"
    path.write_text(MODE.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_mode_words(path)
    assert "modes.toml, mode 1" in str(caught.value)
    assert complaint in str(caught.value)
    assert caught.value.cure


def test_a_form_stands_once_for_a_type_and_may_stand_for_another(tmp_path):
    path = tmp_path / "modes.toml"
    path.write_text(MODE + MODE.replace("aerial", "drone"), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"mode 2 \(drone\): 'air strike' stands twice"):
        read_mode_words(path)
    other = MODE.replace("ASSAULT", "MOBILIZE").replace("aerial", "weapons")
    path.write_text(MODE + other, encoding="utf-8")
    assert [e.mode for e in read_mode_words(path)] == ["aerial", "weapons"]


def test_an_entry_without_a_mode_says_that_none_is_meant(tmp_path):
    path = tmp_path / "modes.toml"
    path.write_text(MODE.replace('mode = "aerial"\n', ""), encoding="utf-8")
    [entry] = read_mode_words(path)
    assert (entry.type, entry.mode, entry.near) == (EventType.ASSAULT, None, ("air strike",))


def test_a_word_list_with_a_word_twice_is_refused(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text('a = ["x", "x"]\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="'x' stands twice in a"):
        read_word_lists(path)


def test_a_missing_table_names_the_cure(tmp_path):
    with pytest.raises(LexiconError, match="reinstall"):
        read_word_lists(tmp_path / "none.toml")

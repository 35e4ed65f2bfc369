import pytest

from tests.extract.samples import Reading


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "Rebels attacked the town.", "actual"),
        ("en", "Rebels will attack the town.", "planned"),
        ("en", "Rebels plan to attack the town.", "planned"),
        ("en", "Rebels did not attack the town.", "negated"),
        ("en", "Rebels didn't attack the town.", "negated"),
        ("en", "Rebels never attacked the town.", "negated"),
        ("en", "Rebels might attack the town.", "hypothetical"),
        ("en", "If rebels attack, people will run.", "hypothetical"),
        ("id", "Pemberontak menyerang kota.", "actual"),
        ("id", "Pemberontak akan membebaskan raja.", "planned"),
        ("id", "Pemberontak berencana menyerang kota.", "planned"),
        ("id", "Pemberontak tidak menyerang kota.", "negated"),
        ("id", "Pemberontak belum menyerang kota.", "negated"),
        ("id", "Pemberontak bisa menyerang kota.", "hypothetical"),
        ("id", "Jika pemberontak menyerang, warga akan lari.", "hypothetical"),
    ],
)
def test_a_cue_before_an_act_decides_its_status(language, text, status):
    assert Reading(language, text).statuses() == [status]


def test_a_cue_reaches_only_its_own_act():
    text = "Rebels attacked the army but the army did not attack the rebels at any time."
    assert Reading("en", text).statuses() == ["actual", "negated"]
    text = "Pemberontak menyerang tentara tetapi tentara tidak menyerang pemberontak."
    assert Reading("id", text).statuses() == ["actual", "negated"]


def test_the_nearest_cue_wins():
    assert Reading("en", "Rebels will not attack the town.").statuses() == ["negated"]
    assert Reading("id", "Pemberontak tidak akan membebaskan raja.").statuses() == ["negated"]
    text = "Pemberontak berencana tidak membebaskan raja."
    assert Reading("id", text).statuses() == ["negated"]


@pytest.mark.parametrize(
    ("language", "text", "statuses"),
    [
        ("en", "The UN urged rebels to release activists.", ["actual", "hypothetical"]),
        ("en", "The king proposed talks.", ["actual", "hypothetical"]),
        ("en", "The king agreed to release activists.", ["actual", "planned"]),
        ("en", "The king threatened to attack.", ["actual", "hypothetical"]),
        ("id", "Raja menyerukan gencatan senjata.", ["actual", "hypothetical"]),
        ("id", "Raja sepakat membebaskan para aktivis.", ["actual", "planned"]),
        ("id", "Raja mengancam menyerang pemberontak.", ["actual", "hypothetical"]),
    ],
)
def test_an_inner_act_takes_the_status_of_the_act_around_it(language, text, statuses):
    assert Reading(language, text).statuses() == statuses


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The king proposed that during talks with rebels."),
        ("id", "Raja mengusulkan hal itu lagi saat perundingan dengan pemberontak."),
    ],
)
def test_a_talk_during_which_something_was_proposed_took_place(language, text):
    assert Reading(language, text).statuses()[-1] == "actual"


def test_a_cue_that_is_the_act_itself_says_nothing_of_it():
    assert Reading("en", "The king denied it.").statuses() == ["actual"]
    assert Reading("id", "Raja membantah hal itu.").statuses() == ["actual"]


def test_an_act_that_is_denied_did_not_happen():
    assert Reading("en", "The king denied attacking rebels.").statuses() == ["actual", "negated"]
    text = "Raja membantah telah menyerang pemberontak."
    assert Reading("id", text).statuses() == ["actual", "negated"]

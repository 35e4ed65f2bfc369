import pytest

from tests.extract.samples import Reading


@pytest.mark.parametrize(
    ("language", "text", "actors", "targets"),
    [
        ("en", "Rebels attacked soldiers.", ["Rebels"], ["soldiers"]),
        ("en", "Soldiers were attacked by rebels.", ["rebels"], ["Soldiers"]),
        ("en", "Soldiers were attacked.", [], ["Soldiers"]),
        ("en", "The attack by rebels on soldiers failed.", ["rebels"], ["soldiers"]),
        ("en", "Rebels launched an attack on soldiers.", ["Rebels"], ["soldiers"]),
        ("en", "Israel's attack on rebels failed.", ["Israel"], ["rebels"]),
        ("en", "The arrest of activists by police went on.", ["police"], ["activists"]),
        ("en", "Rebels who fled had attacked soldiers.", ["Rebels"], ["soldiers"]),
        ("id", "Pemberontak menyerang tentara.", ["Pemberontak"], ["tentara"]),
        ("id", "Tentara diserang oleh pemberontak.", ["pemberontak"], ["Tentara"]),
        ("id", "Tentara diserang pemberontak.", ["pemberontak"], ["Tentara"]),
        ("id", "Tentara diserang.", [], ["Tentara"]),
        ("id", "Serangan pemberontak terhadap tentara gagal.", ["pemberontak"], ["tentara"]),
        ("id", "Serangan oleh pemberontak gagal.", ["pemberontak"], []),
        ("id", "Pemberontak yang menyerang tentara kabur.", ["Pemberontak"], ["tentara"]),
        ("id", "Penangkapan aktivis oleh polisi berlanjut.", ["polisi"], ["aktivis"]),
    ],
)
def test_subject_and_object_change_places_with_the_form(language, text, actors, targets):
    assert Reading(language, text).roles()[:2] == (actors, targets)


@pytest.mark.parametrize(
    ("language", "text", "actors", "targets"),
    [
        ("en", "The king and the envoy met.", ["king", "envoy"], []),
        ("en", "The king met the envoy.", ["king"], ["envoy"]),
        ("en", "The talks between the king and rebels ended.", ["king", "rebels"], []),
        ("en", "The king held talks with the envoy.", ["king"], ["envoy"]),
        ("id", "Raja dan utusan itu bertemu.", ["Raja", "utusan"], []),
        ("id", "Raja bertemu dengan utusan itu.", ["Raja"], ["utusan"]),
        ("id", "Perundingan antara raja dan pemberontak usai.", ["raja", "pemberontak"], []),
        ("id", "Raja melakukan pembicaraan dengan utusan itu.", ["Raja"], ["utusan"]),
    ],
)
def test_both_sides_of_a_symmetric_act_are_actors_if_joined(language, text, actors, targets):
    assert Reading(language, text).roles()[:2] == (actors, targets)


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("en", "Rebels attacked soldiers in Lima.", ["Lima"]),
        ("en", "Rebels attacked soldiers near Lima and Quito.", ["Lima", "Quito"]),
        ("en", "Rebels attacked soldiers of Peru.", []),
        ("id", "Pemberontak menyerang tentara di Quito.", ["Quito"]),
        ("id", "Pemberontak menyerang tentara di Depok, Jawa Barat.", ["Depok", "Jawa Barat"]),
        (
            "id",
            "Kemarin polisi kembali menangkap beberapa warga di Depok, Jawa Barat, Indonesia.",
            ["Depok", "Jawa Barat", "Indonesia"],
        ),
    ],
)
def test_places_stand_behind_their_preposition_with_the_wider_ones(language, text, places):
    assert Reading(language, text).roles()[2] == places


def test_a_town_that_is_taken_is_the_place():
    assert Reading("en", "The army attacked Aleppo again last night.").roles() == (
        ["army"],
        [],
        ["Aleppo"],
    )
    assert Reading("id", "Pemberontak menyerang Aleppo lagi kemarin.").roles() == (
        ["Pemberontak"],
        [],
        ["Aleppo"],
    )


def test_arguments_are_not_taken_across_a_clause():
    text = "Rebels attacked because the envoy insulted the king."
    assert Reading("en", text).roles()[:2] == (["Rebels"], [])
    text = "Pemberontak menyerang karena utusan itu menghina raja."
    assert Reading("id", text).roles()[:2] == (["Pemberontak"], [])


def test_nobody_is_actor_and_target_of_one_act():
    for text in ("Rebels attacked rebels.", "Rebels attacked.", "The attack of rebels on rebels."):
        reading = Reading("en", text)
        actors, targets, _ = reading.roles()
        assert len(actors) + len(targets) <= len(reading.phrases)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The UN urged rebels to release activists."),
        ("id", "PBB mendesak pemberontak membebaskan para aktivis."),
    ],
)
def test_the_one_who_is_asked_does_the_inner_act(language, text):
    reading = Reading(language, text)
    asked, inner = reading.roles(0), reading.roles(1)
    assert asked[1] == inner[0] != []
    assert inner[1] == [reading.names()[-1]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The king threatened to attack the rebels."),
        ("id", "Raja mengancam menyerang pemberontak."),
    ],
)
def test_the_one_who_threatens_does_the_inner_act(language, text):
    actors, targets, _ = Reading(language, text).roles(1)
    assert [w.lower() for w in actors] in (["king"], ["raja"])
    assert targets in (["rebels"], ["pemberontak"])


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("en", "The king proposed a truce in talks with rebels.", "rebels"),
        ("id", "Raja mengusulkan hal itu saat perundingan dengan pemberontak.", "pemberontak"),
    ],
)
def test_what_is_asked_in_a_talk_is_asked_of_the_counterpart(language, text, other):
    assert Reading(language, text).roles(0)[1] == [other]


def test_who_promises_to_suffer_an_act_is_not_its_actor():
    assert Reading("id", "Raja berjanji dipenjara.").roles(1)[:2] == ([], ["Raja"])


def test_an_act_without_phrases_has_no_roles():
    assert Reading("en", "It was said that attacking is wrong.").roles()[2] == []
    assert Reading("id", "Diserang.").roles() == ([], [], [])

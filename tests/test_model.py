from hypothesis import given
from hypothesis import strategies as st

from eventgraph.model import Argument, Participant, Place, Role

NAMES = st.text(max_size=9)
COUNTRIES = st.none() | st.sampled_from(["RUS", "UKR", "IGO"])


def argument(name, country=None, role=Role.ACTOR, text="Rusia"):
    return Argument(
        role=role, text=text, start=0, end=len(text), name=name, country=country, rule="by hand"
    )


@given(NAMES, COUNTRIES)
def test_an_argument_has_the_key_of_the_participant_and_the_place_that_it_means(name, country):
    key = argument(name, country).key
    assert key == Participant(name=name, country=country).key
    assert key == Place(name=name, country=country).key


def test_an_argument_that_is_not_resolved_has_no_key():
    assert argument(None).key is None
    assert argument(None, "RUS").key is None


def test_the_key_is_of_who_is_meant_and_not_of_the_words_or_the_role():
    assert argument("Russia", "RUS").key == argument("RUSSIA", "RUS", Role.TARGET, "Moskow").key
    assert argument("", "RUS").key is not None


def test_one_name_in_two_countries_is_two_keys():
    keys = {argument("Georgia", country).key for country in (None, "GEO", "USA")}
    assert len(keys) == 3

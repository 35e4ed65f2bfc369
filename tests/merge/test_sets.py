from hypothesis import given
from hypothesis import strategies as st

from eventgraph.merge.sets import DisjointSets


def test_each_begins_alone_and_a_set_is_known_by_its_smallest_member():
    sets = DisjointSets("abc")
    assert [sets.find(name) for name in "abc"] == ["a", "b", "c"]
    sets.join("c", "b")
    assert [sets.find(name) for name in "abc"] == ["a", "b", "b"]
    sets.join("c", "a")
    assert [sets.find(name) for name in "abc"] == ["a", "a", "a"]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12), st.randoms())
def test_sets_are_the_same_in_whatever_order_their_members_are_joined(pairs, rng):
    shuffled = [pair[::-1] for pair in pairs]
    rng.shuffle(shuffled)
    found = []
    for several in (pairs, shuffled):
        sets = DisjointSets(range(9))
        for one, other in several:
            sets.join(one, other)
            assert sets.find(one) == sets.find(other) <= min(one, other)
        found.append([sets.find(number) for number in range(9)])
    assert found[0] == found[1]

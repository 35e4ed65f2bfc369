from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.view.layout import arrange


def overlap(sizes, places, a, b):
    return all(
        abs(places[a][axis] - places[b][axis]) < (sizes[a][axis] + sizes[b][axis]) / 2
        for axis in (0, 1)
    )


def ring(count):
    return [(n, (n + 1) % count) for n in range(count)]


def test_nothing_to_place():
    assert arrange([], []) == ()


def test_one_node_stands_in_the_middle():
    assert arrange([(80, 30)], []) == ((0, 0),)


def test_same_input_same_places():
    sizes = [(100, 40)] * 30
    assert arrange(sizes, ring(30)) == arrange(sizes, ring(30))
    assert arrange(sizes, ring(30)) != arrange(sizes, ring(30), seed=1)


def test_places_are_pinned():
    # Whole numbers that do not depend on the processor: a change here moves every page.
    assert arrange([(100, 40), (28, 28), (100, 40)], [(0, 1), (1, 2)]) == (
        (-79, -23),
        (-1, 3),
        (79, 23),
    )


def test_neighbours_stand_nearer_than_others():
    star = [(0, n) for n in range(1, 9)]
    places = arrange([(30, 30)] * 18, star + [(9, n) for n in range(10, 18)])

    def gap(a, b):
        return sum((places[a][axis] - places[b][axis]) ** 2 for axis in (0, 1)) ** 0.5

    inside = [gap(0, n) for n in range(1, 9)]
    outside = [gap(0, n) for n in range(10, 18)]
    assert max(inside) < sum(outside) / len(outside)


def test_many_groups_do_not_overlap():
    sizes = [(90, 40)] * 400
    places = arrange(sizes, [(n, n + 1) for n in range(0, 400, 2)])
    assert len(set(places)) == 400
    assert not any(overlap(sizes, places, a, b) for a in range(0, 400, 7) for b in range(a))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_boxes_do_not_overlap(data):
    sizes = data.draw(st.lists(st.tuples(st.integers(10, 160), st.integers(10, 60)), max_size=14))
    node = st.integers(0, max(0, len(sizes) - 1))
    edges = data.draw(st.lists(st.tuples(node, node), max_size=20)) if sizes else []
    places = arrange(sizes, edges)
    assert len(places) == len(sizes)
    assert not any(overlap(sizes, places, a, b) for a in range(len(sizes)) for b in range(a))

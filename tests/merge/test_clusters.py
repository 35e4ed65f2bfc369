from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from eventgraph.merge.clusters import Clusters


def grouped(clusters):
    return sorted(sorted(members) for members in clusters.members.values())


def linked(articles, scores, least=0.5, apart=()):
    clusters = Clusters(list(articles), apart)
    clusters.link(scores, least)
    return grouped(clusters)


def test_the_surest_pair_goes_first_and_the_mean_decides_on_the_next():
    scores = {(0, 1): 0.6, (1, 2): 0.9, (0, 2): 0.3}
    assert linked("abc", scores) == [[0], [1, 2]]
    assert linked("abc", scores | {(0, 2): 0.4}) == [[0, 1, 2]]


def test_the_mean_is_over_the_pairs_that_were_scored():
    assert linked("abc", {(0, 1): 0.6, (1, 2): 0.9}) == [[0, 1, 2]]


def test_the_limit_itself_unites():
    assert linked("ab", {(0, 1): 0.5}) == [[0, 1]]
    assert linked("ab", {(0, 1): 0.4999}) == [[0], [1]]


def test_groups_that_share_an_article_stay_apart():
    # 1 and 2 are of one article: the surer of the two goes with 0.
    assert linked("abb", {(0, 1): 0.8, (0, 2): 0.9}) == [[0, 2], [1]]


def test_of_equal_means_the_smaller_numbers_go_first():
    assert linked("abb", {(0, 1): 0.8, (0, 2): 0.8}) == [[0, 1], [2]]
    assert linked("aabb", dict.fromkeys([(0, 2), (0, 3), (1, 2), (1, 3)], 0.8)) == [[0, 2], [1, 3]]


def test_a_pair_that_contradicts_keeps_groups_apart_however_sure_the_others_are():
    scores = dict.fromkeys(combinations(range(5), 2), 0.99)
    assert linked("abcde", scores) == [[0, 1, 2, 3, 4]]
    found = linked("abcde", scores | {(0, 4): 0.0})
    assert not any({0, 4} <= set(group) for group in found)


def test_what_a_person_keeps_apart_is_not_united_by_way_of_others():
    scores = dict.fromkeys(combinations(range(3), 2), 0.99)
    assert linked("abc", scores, apart=[(0, 2)]) == [[0, 1], [2]]


def test_a_group_inherits_from_whom_its_members_are_kept_apart():
    clusters = Clusters(list("abcde"), [(1, 3), (2, 4)])
    assert clusters.join(0, 1)
    assert not clusters.join(0, 3)
    assert clusters.join(3, 4)
    assert not clusters.join(2, 3)
    assert clusters.join(2, 0)
    assert not clusters.join(1, 4)
    assert grouped(clusters) == [[0, 1, 2], [3, 4]]


def test_acts_that_are_one_may_be_joined_again():
    clusters = Clusters(["a", "a"])
    assert clusters.join(1, 0)
    assert clusters.join(0, 1)
    assert clusters.find(1) == clusters.find(0) == 0


class Walked(list):
    """A list that counts the steps of those who walk through it."""

    steps = 0

    def __iter__(self):
        for item in super().__iter__():
            Walked.steps += 1
            yield item


def test_joining_walks_through_no_growing_group():
    """A group of a thousand equal acts costs about a thousand steps, not half a million."""
    count, Walked.steps = 1000, 0
    clusters = Clusters([str(n) for n in range(count + 1)], [(0, count)])
    clusters.members = {n: Walked(members) for n, members in clusters.members.items()}
    assert all(clusters.join(0, n) for n in range(1, count))
    assert not clusters.join(0, count)
    assert Walked.steps <= 2 * count


PAIRS = st.lists(st.sampled_from("abcdef"), min_size=2, max_size=9).flatmap(
    lambda articles: st.tuples(
        st.just(articles),
        st.dictionaries(
            st.sampled_from(list(combinations(range(len(articles)), 2))),
            st.integers(0, 16).map(lambda n: n / 16),
        ).map(lambda found: {p: s for p, s in found.items() if articles[p[0]] != articles[p[1]]}),
        st.lists(st.sampled_from(list(combinations(range(len(articles)), 2))), max_size=3),
    )
)


@given(PAIRS)
def test_groups_are_whole_and_keep_all_rules(given_pairs):
    articles, scores, apart = given_pairs
    groups = linked(articles, scores, apart=apart)
    assert sorted(n for group in groups for n in group) == list(range(len(articles)))
    for group in groups:
        assert len({articles[n] for n in group}) == len(group)
        assert not any(set(pair) <= set(group) for pair in apart)
        assert not any(scores.get(pair) == 0 for pair in combinations(group, 2))


@given(PAIRS)
def test_no_two_groups_are_left_that_ought_to_be_one(given_pairs):
    articles, scores, _ = given_pairs
    groups = linked(articles, scores)
    for one, other in combinations(groups, 2):
        between = [s for (a, b), s in scores.items() if {a, b} & set(one) and {a, b} & set(other)]
        shared = {articles[n] for n in one} & {articles[n] for n in other}
        if between and not shared and 0 not in between:
            assert sum(between) / len(between) < 0.5 + 1e-9


@given(PAIRS, st.randoms())
def test_the_order_of_the_scores_does_not_matter(given_pairs, rng):
    articles, scores, apart = given_pairs
    shuffled = list(scores.items())
    rng.shuffle(shuffled)
    assert linked(articles, dict(shuffled), apart=apart[::-1]) == linked(
        articles, scores, apart=apart
    )

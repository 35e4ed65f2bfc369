import json
import math
import zipfile
from collections import Counter
from dataclasses import fields, replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.corefer import corefer
from eventgraph.corefer.features import NAMES
from eventgraph.corefer.link import Judge, groups, in_blocks, pairs, shipped_judge
from eventgraph.errors import ModelError
from eventgraph.pipeline import read_mentions
from tests.corefer.samples import ARTICLES, HIDDEN, MIDDLE, Act, judge, reading_of, sure, told

LIMIT = 64
ALWAYS, NEVER = sure(20), sure(-20)

# Chances of all pairs of some things, in the order in which pairs are made.
CHANCES = st.integers(0, 9).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(
            st.integers(0, 64).map(lambda n: n / 64),
            min_size=math.comb(count, 2),
            max_size=math.comb(count, 2),
        ).map(lambda found: np.array(found, np.float32)),
    )
)


def between(one, other, count, chances):
    """Give the mean chance between two groups."""
    table = dict(zip(combinations(range(count), 2), chances.tolist(), strict=True))
    return np.mean([table[min(i, j), max(i, j)] for i in one for j in other])


def links(mentions):
    """Give which mention each one is the same act as, by their numbers."""
    number = {mention.id: n for n, mention in enumerate(mentions)}
    return {n: number[m.same_as] for n, m in enumerate(mentions) if m.same_as}


# groups


@given(CHANCES)
def test_every_thing_is_in_one_group_and_groups_are_in_order(given_chances):
    count, chances = given_chances
    found = groups(count, chances)
    assert sorted(n for group in found for n in group) == list(range(count))
    assert all(group == sorted(group) and group for group in found)
    assert found == sorted(found)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, LIMIT])
def test_chances_of_one_unite_all_and_of_none_nobody(count):
    pairs_of = math.comb(count, 2)
    assert groups(count, np.ones(pairs_of)) == ([list(range(count))] if count else [])
    assert groups(count, np.zeros(pairs_of)) == [[n] for n in range(count)]


@given(CHANCES, st.integers(1, 64))
def test_no_two_groups_that_are_left_ought_to_be_one(given_chances, limit):
    (count, chances), joined = given_chances, limit / 64
    for one, other in combinations(groups(count, chances, joined), 2):
        assert between(one, other, count, chances) < joined


@given(CHANCES, st.integers(1, 64), st.integers(1, 64))
def test_who_asks_for_more_gets_parts_of_the_same_groups(given_chances, one, other):
    count, chances = given_chances
    low, high = sorted((one / 64, other / 64))
    wide = groups(count, chances, low)
    for group in groups(count, chances, high):
        assert any(set(group) <= set(larger) for larger in wide)


@given(st.lists(st.integers(0, 4), max_size=14))
def test_groups_that_are_plain_are_found_in_any_order(label):
    chances = np.array([0.9 if a == b else 0.1 for a, b in combinations(label, 2)], np.float32)
    found = groups(len(label), chances)
    assert [[label[n] for n in group] for group in found] == [
        [label[group[0]]] * Counter(label)[label[group[0]]] for group in found
    ]
    assert len(found) == len(set(label))


def test_one_likely_pair_does_not_drag_a_third_along():
    # 0 and 1 are one act and so are 1 and 2, it seems, but 0 and 2 are surely not.
    assert groups(3, np.array([0.9, 0.0, 0.6])) == [[0, 1], [2]]
    assert groups(3, np.array([0.9, 0.5, 0.6])) == [[0, 1, 2]]


def test_the_limit_itself_unites():
    assert groups(2, np.array([0.5]), joined=0.5) == [[0, 1]]
    assert groups(2, np.array([0.49]), joined=0.5) == [[0], [1]]


# blocks and pairs


@given(ARTICLES, st.integers(1, 30))
def test_every_telling_is_in_one_block_of_its_type(acts, copies):
    _, mentions = told(*acts * copies)
    blocks = list(in_blocks(mentions))
    assert sorted(m.id for block in blocks for m in block) == sorted(m.id for m in mentions)
    for block in blocks:
        assert len({m.type for m in block}) == 1
        assert 0 < len(block) <= LIMIT
        assert block == sorted(block, key=lambda m: m.trigger.start)


def test_pairs_come_in_order_and_know_what_stands_between():
    _, mentions = told(Act(), Act(verb="membom"), Act(verb="serangan"))
    found = list(pairs(mentions, None, MIDDLE))
    assert [(p.first.mention, p.second.mention) for p in found] == list(combinations(mentions, 2))
    assert [p.between for p in found] == [0, 1, 0]
    assert {p.of_type for p in found} == {3}
    assert list(pairs(mentions[:1], None, MIDDLE)) == []


def test_work_grows_with_the_number_of_mentions_and_no_faster():
    _, mentions = told(*[Act()] * (10 * LIMIT))
    blocks = list(in_blocks(mentions))
    assert [len(block) for block in blocks] == [LIMIT] * 10
    made = sum(1 for block in blocks[:2] for _ in pairs(block, None, MIDDLE))
    assert made == 2 * math.comb(LIMIT, 2)


def test_beyond_the_limit_a_new_block_begins():
    _, mentions = told(*[Act()] * (LIMIT + 2))
    found = links(corefer(mentions, judge=ALWAYS))
    assert found == dict.fromkeys(range(1, LIMIT), 0) | {LIMIT + 1: LIMIT}


# corefer


@given(ARTICLES)
def test_a_judge_who_is_sure_unites_all_of_a_type_or_nobody(acts):
    _, mentions = told(*acts)
    first = {}
    for number, mention in enumerate(mentions):
        first.setdefault(mention.type, number)
    wanted = {n: first[m.type] for n, m in enumerate(mentions) if first[m.type] != n}
    assert links(corefer(mentions, judge=ALWAYS)) == wanted
    assert corefer(mentions, judge=NEVER) == mentions


@given(ARTICLES, st.integers(0, 20))
def test_nothing_but_the_link_changes_and_it_leads_to_the_first_telling(acts, seed):
    text, mentions = told(*acts)
    found = corefer(mentions, reading_of(text), judge(seed))
    assert tuple(replace(m, same_as=None) for m in found) == mentions
    by_id = {m.id: m for m in found}
    for mention in found:
        if mention.same_as:
            first = by_id[mention.same_as]
            assert first.same_as is None
            assert first.type is mention.type
            assert first.trigger.start < mention.trigger.start


@given(ARTICLES, st.integers(0, 20))
def test_asked_twice_it_says_the_same(acts, seed):
    text, mentions = told(*acts)
    once = corefer(mentions, reading_of(text), judge(seed))
    assert corefer(once, reading_of(text), judge(seed)) == once
    assert corefer(mentions, reading_of(text), judge(seed)) == once


@given(ARTICLES, st.integers(0, 20))
def test_what_is_said_of_one_type_does_not_depend_on_the_others(acts, seed):
    text, mentions = told(*acts)
    found = corefer(mentions, reading_of(text), judge(seed))
    for kind in {m.type for m in mentions}:
        alone = corefer([m for m in mentions if m.type is kind], reading_of(text), judge(seed))
        assert alone == tuple(m for m in found if m.type is kind)


@given(ARTICLES, ARTICLES)
def test_what_is_said_of_an_article_does_not_depend_on_its_name_or_on_others(acts, others):
    text, mentions = told(*acts)
    alone = links(corefer(mentions, reading_of(text), judge()))
    other, more = told(*others, article="z")
    corefer(more, reading_of(other), judge())
    _, renamed = told(*acts, article="an article with another name")
    assert links(corefer(renamed, reading_of(text), judge())) == alone


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_copies_in_repeated_paragraphs_stay_as_they_are(copied):
    _, mentions = told(*[Act()] * (len(copied) + 1))
    first = mentions[0]
    given_mentions = [first] + [
        replace(m, repeat_of=first.id) if copy else m
        for m, copy in zip(mentions[1:], copied, strict=True)
    ]
    found = corefer(given_mentions, judge=ALWAYS)
    for before, after in zip(given_mentions[1:], found[1:], strict=True):
        if before.repeat_of:
            assert after == before
        else:
            assert after.same_as == first.id


def test_of_no_mention_and_of_one_there_is_nothing_to_say():
    _, (mention,) = told(Act())
    assert corefer(()) == ()
    assert corefer([mention]) == (mention,)


# the judge


def test_chances_are_chances_and_those_of_several_networks_their_mean():
    text, mentions = told(Act(), Act(actor="Turki"), Act(verb="serangan"), Act(target=None))
    some = list(pairs(mentions, reading_of(text), MIDDLE))
    both = judge(networks=2)
    chances = both.chances(some)
    assert chances.shape == (6,)
    assert ((chances > 0) & (chances < 1)).all()
    assert len(set(chances.tolist())) > 1
    whole = ("names", "middle", "mean", "scale")
    alone = [
        Judge(
            **{
                field.name: value if field.name in whole else value[n : n + 1]
                for field in fields(both)
                for value in [getattr(both, field.name)]
            }
        ).chances(some)
        for n in range(2)
    ]
    assert chances == pytest.approx((alone[0] + alone[1]) / 2, abs=1e-6)


def test_a_pair_gets_the_same_chance_alone_and_among_others():
    text, mentions = told(*[Act(), Act(actor="Turki"), Act(verb="serangan")] * 4)
    some = list(pairs(mentions, reading_of(text), MIDDLE))
    together = judge().chances(some)
    assert together == pytest.approx([judge().chances([p])[0] for p in some], abs=1e-6)


def test_without_pairs_there_are_no_chances():
    assert judge().chances([]).shape == (0,)


def test_without_a_reading_a_pair_is_judged_all_the_same():
    _, mentions = told(Act(), Act(verb="serangan"))
    [chance] = judge().chances(list(pairs(mentions, None, MIDDLE)))
    assert 0 < chance < 1


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "weights.npz"
    judge().save(path)
    return path


def test_weights_that_are_written_and_read_are_the_same(file, tmp_path):
    read = Judge.load(file)
    for field in fields(Judge):
        one, other = getattr(judge(), field.name), getattr(read, field.name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)
    again = tmp_path / "again.npz"
    read.save(again)
    assert again.read_bytes() == file.read_bytes()


def refused(path):
    """Give the one line with which a file is refused."""
    with pytest.raises(ModelError) as caught:
        Judge.load(path)
    [line] = str(caught.value).splitlines()
    assert str(path) in line
    return line


@pytest.mark.parametrize(
    "names", [NAMES[:-1], NAMES[::-1], (*NAMES, "one more"), ("another", *NAMES[1:])]
)
def test_weights_for_other_features_are_refused_with_the_cure(tmp_path, names):
    path = tmp_path / "weights.npz"
    replace(judge(), names=np.array(names)).save(path)
    line = refused(path)
    assert "for other features" in line
    assert "training/coreference/README.md" in line


def test_a_missing_file_is_refused_with_the_cure(tmp_path):
    assert "install eventgraph-kg again" in refused(tmp_path / "none.npz")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\n\nno weights\n" * 9, id="text"),
        pytest.param(lambda data: data[: len(data) // 2], id="half"),
        pytest.param(lambda data: data[:-1], id="without its last byte"),
        pytest.param(lambda data: data[:3000] + b"\0\1\2\3" * 9 + data[3036:], id="changed"),
    ],
)
def test_a_damaged_file_is_refused_with_the_cure(file, damage):
    file.write_bytes(damage(file.read_bytes()))
    assert "install eventgraph-kg again" in refused(file)


def test_a_file_without_all_weights_is_refused_with_the_cure(file):
    with np.load(file) as arrays:
        left = {name: arrays[name] for name in arrays if name != "second_bias"}
    np.savez(file, **left)
    line = refused(file)
    assert "second_bias" in line
    assert "install eventgraph-kg again" in line


def test_a_file_that_asks_to_run_code_is_refused(file):
    with np.load(file) as arrays:
        held = dict(arrays)
    np.savez(file, **held | {"middle": np.array([object()], dtype=object)})
    assert "install eventgraph-kg again" in refused(file)


def test_a_single_array_is_no_file_of_weights(tmp_path):
    path = tmp_path / "weights.npz"
    with path.open("wb") as out:
        np.save(out, np.zeros(3))
    assert "install eventgraph-kg again" in refused(path)


def test_the_shipped_weights_are_for_the_encoder_and_loaded_once():
    shipped = shipped_judge()
    assert shipped is shipped_judge()
    assert tuple(shipped.names) == NAMES
    assert shipped.middle.shape == (384,)
    assert len(shipped.second) > 1
    assert all(np.isfinite(getattr(shipped, f.name)).all() for f in fields(Judge)[1:])


def test_the_file_of_weights_holds_nothing_that_must_be_run(file):
    with zipfile.ZipFile(file) as held:
        assert sorted(held.namelist()) == sorted(f"{f.name}.npy" for f in fields(Judge))
    assert len(Judge.load(file).middle) == HIDDEN


# the whole path


def test_articles_read_beside_each_other_are_judged_as_if_alone(tmp_path):
    texts = {
        "a": "Rusia menyerang Aleppo pada Kamis. Serangan Rusia ke Aleppo itu menewaskan warga. ",
        "b": "Turki mengecam Israel pada Senin. Kecaman Turki itu disampaikan Hakan Fidan. ",
    }

    def found(*order):
        path = tmp_path / f"{''.join(order)}.jsonl"
        rows = ({"id": i, "text": texts[i], "date": "2022-02-25"} for i in order)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return {article.id: told for article, told in read_mentions([path], language="id")}

    both = found("a", "b")
    assert any(m.same_as for told in both.values() for m in told)
    assert found("b", "a") == both
    assert found("a") | found("b") == both

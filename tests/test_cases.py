"""
Text in, mentions out: the tables in `tests/cases/<language>/*.toml`.

A line of a case reads `TYPE status trigger: actors > targets @ places # date < source`;
what is not known is left out. A bug gets a case first.
"""

import tomllib
from datetime import date

import pytest

from eventgraph import extract
from tests.conftest import ROOT

CASES = [
    pytest.param(path.parent.name, case, id=f"{path.parent.name}/{path.stem}/{number}")
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
]


def line(mention):
    told = f"{mention.type} {mention.status} {mention.trigger.text}:"
    for sign, names in (
        ("", [a.name or a.text for a in mention.actors]),
        (">", [a.name or a.text for a in mention.targets]),
        ("@", [a.name or a.text for a in mention.places]),
        ("#", [mention.date.value] if mention.date and mention.date.value else []),
        ("<", [mention.source.name or mention.source.text] if mention.source else []),
    ):
        if names:
            told += f" {sign} {', '.join(names)}".replace("  ", " ")
    return told


def test_there_are_cases_for_both_languages():
    assert {p.values[0] for p in CASES} == {"id", "en"}


@pytest.mark.parametrize(("language", "case"), CASES)
def test_a_text_gives_the_mentions_of_its_case(language, case):
    published = case.get("published", date(2016, 12, 16))
    found = extract(case["text"], language=language, published=published)
    assert [line(m) for m in found] == case["mentions"]

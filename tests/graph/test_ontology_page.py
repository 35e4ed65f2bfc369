from pathlib import Path

import pytest

from eventgraph.graph import ontology_page
from eventgraph.graph import vocabulary as v

DOCS = Path(__file__).parents[2] / "docs" / "ontology.md"


def test_the_document_is_what_the_ontology_says() -> None:
    # Made with: eventgraph ontology > docs/ontology.md
    assert DOCS.read_text(encoding="utf-8") == ontology_page("en")


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_class_and_property_stands_in_it_with_status_and_version(language: str) -> None:
    lines = ontology_page(language).splitlines()
    for name in (*v.Class, *v.Property):
        short = f"| `eg:{name.removeprefix(v.NS)}` |"
        (line,) = (line for line in lines if line.startswith(short))
        assert line.endswith(("| stable 1 |", "| testing 1 |")), line
        assert all(cell.strip() for cell in line.split("|")[2:4]), line


def test_both_languages_tell_of_the_same_names_in_their_own_words() -> None:
    english, indonesian = ontology_page("en"), ontology_page("id")
    assert "peristiwa" in indonesian and "peristiwa" not in english.split("## Scheme")[0]
    names = [[line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
             for page in (english, indonesian)]  # fmt: skip
    assert names[0] == names[1]


def test_types_have_their_codes() -> None:
    (line,) = (x for x in ontology_page().splitlines() if x.startswith("| `eg:ASSAULT` |"))
    assert "eg:quad-4" in line and "-9" in line

import pytest

from eventgraph.errors import LexiconError
from eventgraph.lexicon import LANGUAGES
from eventgraph.temporal.grammar import grammar, read_grammar

GOOD = 'order = "dmy"\n[month]\nmei = 5\n[[pattern]]\nkind = "month"\nform = "month"\n'


def test_the_shipped_grammars_load():
    for language in LANGUAGES:
        assert grammar(language).phrases and grammar(language).starts


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (('"dmy"', '"ymd"'), "order"),
        (('form = "month"', 'form = "moon"'), "moon"),
        (('form = "month"', 'form = "month?"'), "empty"),
        (('kind = "month"', 'kind = "aeon"'), "aeon"),
        (("mei = 5", "mei = []"), "mei"),
        (("[month]\nmei", "month = 3\n[other]\nmei"), "month"),
        (("mei = 5", "mei = "), "TOML"),
    ],
)
def test_a_wrong_entry_is_told(tmp_path, change, word):
    path = tmp_path / "dates.toml"
    path.write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_grammar(path)
    assert "dates.toml" in str(caught.value) and word in str(caught.value)
    path.write_text(GOOD, encoding="utf-8")
    assert read_grammar(path).starts

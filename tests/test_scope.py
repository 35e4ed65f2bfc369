import pytest

from eventgraph import extract
from eventgraph.scope import in_scope


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Acme Inc. agreed to buy Bolt Ltd. Acme held talks with Bolt in spring."),
        ("id", "Garuda Jaya menyerang sejak awal. Garuda Jaya bertemu Elang Raya di final."),
    ],
)
def test_an_article_about_something_else_tells_no_event(language, text):
    assert extract(text, language=language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Acme Inc. agreed to buy Bolt Ltd. The government rejected the deal."),
        ("id", "Pemerintah mengecam serangan itu. Garuda Jaya bertemu Elang Raya di final."),
        ("id", "Mereka berdemonstrasi di jalan."),
    ],
)
def test_one_political_act_keeps_all_of_the_article(language, text):
    assert extract(text, language=language)


def test_nothing_in_nothing_out():
    assert in_scope(()) == ()

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventgraph.errors import InputError
from eventgraph.model import Article
from eventgraph.read import language as room
from eventgraph.read.language import language_code, language_name, stretches, tell_language

INDONESIAN = (
    "Menteri luar negeri kedua negara bertemu di Bogor untuk membahas gencatan senjata, "
    "kata juru bicara kementerian kepada wartawan pada hari Senin."
)
ENGLISH = (
    "The foreign ministers of both countries met in Oslo to discuss a ceasefire, a spokesman "
    "for the ministry told reporters on Monday."
)
MALAY = (
    "Polis menahan dua lelaki yang disyaki terbabit dalam kes kecurian kereta di Kuala Lumpur "
    "semalam. Ketua Polis Daerah berkata siasatan dijalankan kerana aduan orang awam, dan "
    "kedua-dua suspek direman selama empat hari bagi membantu siasatan."
)
MALAY_TITLE = "Polis tahan dua lelaki disyaki curi kereta kerana aduan orang awam"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (INDONESIAN, "id"),
        (ENGLISH, "en"),
        ("Die Außenminister beider Länder trafen sich gestern in Wien zu Gesprächen.", "de"),
        ("ロシアの大統領は東京で記者会見を行い、停戦を呼びかけたと報じられた。" * 3, "ja"),
    ],
)
def test_the_text_tells_its_language(text: str, code: str) -> None:
    assert tell_language(text) == code
    assert tell_language(text.upper()) == code


NEAR = [
    line.split("\t")
    for line in (Path(__file__).parent / "near_languages.tsv").read_text("utf-8").splitlines()
]
"""24 Malay sentences and as many Indonesian ones on the same matters."""


def test_malay_is_told_by_its_own_words_whatever_the_title() -> None:
    assert tell_language(MALAY, MALAY_TITLE) == "ms"
    assert tell_language(MALAY, "Polisi menangkap tiga demonstran di depan gedung DPR") == "ms"
    assert tell_language(f"{MALAY_TITLE}\n{MALAY}") == "ms"


def test_without_own_words_malay_needs_two_witnesses() -> None:
    text = "Mahkamah Rayuan menolak permohonan bekas ketua jabatan itu untuk menangguhkan hukuman."
    assert tell_language(text, "Mahkamah Rayuan tolak permohonan bekas ketua jabatan") == "ms"
    assert tell_language(text, "Polisi menangkap tiga demonstran di depan gedung DPR") == "id"


@pytest.mark.parametrize(("code", "fewest"), [("ms", 22), ("id", 23)])
def test_single_sentences_of_malay_and_indonesian_are_told_apart(code: str, fewest: int) -> None:
    sentences = [text for known, text in NEAR if known == code]
    assert len(sentences) == 24
    assert sum(tell_language(text) == code for text in sentences) >= fewest


@pytest.mark.parametrize("code", ["ms", "id"])
def test_paragraphs_of_three_sentences_leave_no_doubt(code: str) -> None:
    sentences = [text for known, text in NEAR if known == code]
    for at in range(0, 24, 3):
        assert tell_language(" ".join(sentences[at : at + 3])) == code


def test_a_claim_decides_between_near_languages_only() -> None:
    assert tell_language(MALAY, MALAY_TITLE, "id") == "id"
    assert tell_language(MALAY, MALAY_TITLE, "en") == "ms"
    assert tell_language(INDONESIAN, None, "ms") == "ms"
    assert tell_language(ENGLISH, None, "id") == "en"


def test_too_little_text_is_as_claimed() -> None:
    assert tell_language("Rapat.") is None
    assert tell_language("Rapat.", None, "id") == "id"
    assert tell_language("1 2 3 4 5 " * 100) is None
    assert tell_language("Ministers met in Geneva.", None, "id") == "id"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ministers met in Geneva on Friday.", "en"),
        ("Para menteri bertemu di Jenewa.", "id"),
        ("Portal.com, SOLO - Hasil French Open 2023: Carolina Marin juara", "id"),
        ("Les ministres se sont réunis hier à Genève pour en parler.", "fr"),
        ("Ministrowie spraw zagranicznych spotkali się wczoraj w Warszawie. " * 4, "de"),
    ],
)
def test_a_short_text_is_in_one_of_ours_unless_it_is_surely_not(text: str, code: str) -> None:
    # The long Polish text shows that one in a language that is not even listed is left out.
    assert tell_language(text) == code


def parts(*paragraphs: str, language: str | None = "id") -> list[tuple[str, str | None]]:
    text = "\n".join(paragraphs)
    article = Article(id="a", text=text, language=language)
    return [(text[part.start : part.end], part.language) for part in stretches(article)]


def test_paragraphs_in_another_language_are_read_in_it() -> None:
    assert parts(INDONESIAN, ENGLISH, "", ENGLISH, INDONESIAN) == [
        (f"{INDONESIAN}\n", "id"),
        (f"{ENGLISH}\n\n{ENGLISH}\n", "en"),
        (INDONESIAN, "id"),
    ]
    assert parts(ENGLISH, INDONESIAN, language="en") == [
        (f"{ENGLISH}\n", "en"),
        (INDONESIAN, "id"),
    ]
    assert parts("", " ", ENGLISH, INDONESIAN)[0] == (f"\n \n{ENGLISH}\n", "en")


@pytest.mark.parametrize(
    "unsure",
    [
        "The ministers met in Oslo on Monday.",
        "Tim: Budi Smith, Mary Jones, Peter Brown, Paul White, Ann Green, Tom Hill, Sue Ford.",
        MALAY,
        "Die Außenminister beider Länder trafen sich gestern in Wien zu langen Gesprächen über "
        "einen Waffenstillstand, teilte ein Sprecher mit.",
        "北京的外交部长会见了记者。" * 20,
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    ],
)
def test_an_unsure_paragraph_keeps_the_language_of_the_article(unsure: str) -> None:
    assert parts(INDONESIAN, unsure) == [(f"{INDONESIAN}\n{unsure}", "id")]


def test_a_language_that_was_named_for_the_whole_article_decides() -> None:
    assert parts(ENGLISH, ENGLISH) == [(f"{ENGLISH}\n{ENGLISH}", "id")]
    assert parts(ENGLISH, INDONESIAN, language=None) == [(f"{ENGLISH}\n{INDONESIAN}", None)]


def test_an_empty_text_has_no_stretches() -> None:
    assert parts() == []


LINES = st.sampled_from([INDONESIAN, ENGLISH, MALAY, "", " ", "Rapat.", "\r", "\u2028", "\u200b"])


@given(st.lists(LINES | st.text(max_size=30), max_size=8), st.sampled_from(["id", "en", None]))
@example([INDONESIAN, ENGLISH], "id")
def test_stretches_cover_the_text_in_order(lines: list[str], language: str | None) -> None:
    text = "\n".join(lines)
    found = stretches(Article(id="a", text=text, language=language))
    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(part.start < part.end for part in found)
    for before, after in pairwise(found):
        assert before.end == after.start and before.language != after.language


def test_each_paragraph_is_looked_at_once_and_not_to_its_end(monkeypatch) -> None:
    looked_at: list[int] = []

    class Counting:
        def rank(self, text: str) -> list[tuple[str, float]]:
            looked_at.append(len(text))
            return [("id" if "kedua" in text else "en", 1.0), ("ms", 0.0)]

    monkeypatch.setattr(room, "_identifier", Counting)
    assert len(parts(*[ENGLISH * 200, INDONESIAN, "Rapat."] * 20)) == 40
    assert len(looked_at) == 40 and max(looked_at) <= 1500


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("id", "id"), ("IN", "id"), ("ind", "id"), ("id-ID", "id"), ("Bahasa Indonesia", "id"),
        ("en_US", "en"), (" English ", "en"), ("ms", "ms"), ("malay", "ms"), ("xx", None),
        ("", None), (None, None), (7, None),
    ],
)  # fmt: skip
def test_a_language_is_written_in_many_ways(written: object, code: str | None) -> None:
    assert language_code(written) == code


def test_a_language_has_a_name() -> None:
    assert language_name("ms") == "Malay"
    assert language_name("xx") == "xx"


def test_a_full_disk_is_told_with_its_folder_and_cure(monkeypatch) -> None:
    from py3langid import langid

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    room._identifier.cache_clear()
    monkeypatch.setattr(langid, "_load_identifier", full)
    with pytest.raises(InputError, match="No space left") as caught:
        tell_language(ENGLISH)
    assert caught.value.where == tempfile.gettempdir() and "TMPDIR" in str(caught.value.cure)

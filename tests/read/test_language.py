import tempfile

import pytest

from eventgraph.errors import InputError
from eventgraph.read import language as room
from eventgraph.read.language import language_code, language_name, tell_language

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


def test_malay_needs_two_witnesses() -> None:
    assert tell_language(MALAY, MALAY_TITLE) == "ms"
    assert tell_language(MALAY, "Polisi menangkap tiga demonstran di depan gedung DPR") == "id"
    assert tell_language(f"{MALAY_TITLE}\n{MALAY}") == "ms"


def test_a_claim_decides_between_near_languages_only() -> None:
    assert tell_language(MALAY, MALAY_TITLE, "id") == "id"
    assert tell_language(INDONESIAN, None, "ms") == "ms"
    assert tell_language(ENGLISH, None, "id") == "en"


def test_too_little_text_is_as_claimed() -> None:
    assert tell_language("Rapat.") is None
    assert tell_language("Rapat.", None, "id") == "id"
    assert tell_language("1 2 3 4 5 " * 100) is None


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

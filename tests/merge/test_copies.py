import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.merge.copies import copy_groups
from eventgraph.model import Article

AGENCY = (
    "Sembilan warga tewas dan dua puluh orang luka ketika dua roket jatuh di pasar sayur "
    "Kramatorsk pada Kamis pagi. Gubernur Pavlo Kyrylenko mengatakan para pedagang baru saja "
    "membuka kios ketika ledakan pertama terdengar. Petugas pemadam memadamkan api dalam waktu "
    "satu jam, sementara rumah sakit kota meminta warga menyumbangkan darah. Pihak Rusia belum "
    "memberi pernyataan atas kejadian itu. Pasar tersebut sudah dua kali terkena serangan sejak "
    "awal tahun, dan sebagian pedagang sebelumnya pindah ke gedung sekolah yang kosong."
)
OTHER = (
    "Menteri luar negeri kedua negara bertemu di Canberra untuk membahas kerja sama maritim dan "
    "pertukaran pelajar. Mereka menandatangani nota kesepahaman tentang penjagaan pantai, lalu "
    "berjalan bersama di tepi danau. Pertemuan berikutnya akan digelar di Jakarta pada bulan "
    "Agustus, kata juru bicara kementerian kepada wartawan yang menunggu sejak pagi."
)


def groups(*texts):
    """Give for each text the number of the first in its group."""
    found = copy_groups(Article(id=f"{n:03}", text=text) for n, text in enumerate(texts))
    return [int(found[f"{n:03}"]) for n in range(len(texts))]


def test_the_same_text_twice_is_one_source():
    assert groups(AGENCY, OTHER, AGENCY) == [0, 1, 0]


def test_case_and_punctuation_make_no_new_text():
    assert groups(AGENCY, AGENCY.upper().replace(".", " –").replace(",", "")) == [0, 0]


def test_a_lightly_edited_text_is_a_copy():
    edited = AGENCY.replace("dua puluh", "21").replace("Petugas pemadam", "Pemadam")
    assert groups(AGENCY, edited.replace("meminta", "mengimbau")) == [0, 0]


def test_the_text_of_an_agency_with_another_headline_and_byline_is_a_copy():
    here = f"Roket hantam pasar Kramatorsk\nKRAMATORSK, KOMPAS - {AGENCY}\nEditor: Sari"
    there = f"Sembilan tewas di Donetsk, Rusia bungkam\nJakarta (ANTARA) - {AGENCY}"
    assert groups(here, there) == [0, 0]


def test_texts_on_one_matter_in_other_words_are_no_copies():
    own = (
        "Kramatorsk kembali berduka. Dua roket menghantam pasar di pusat kota itu, Kamis pagi, dan "
        "menewaskan sembilan orang. Wartawan kami melihat sepatu dan buah berserakan di jalan. "
        "Kyrylenko datang siang hari. Ia menuduh Rusia, yang sampai malam bungkam. Rumah sakit "
        "kekurangan darah."
    )
    assert groups(AGENCY, OTHER, own) == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "a", "Rusia menyerang Ukraina pada Kamis pagi.", "\ud800"])
def test_a_short_text_is_no_copy_of_anything(text):
    assert groups(text, text, AGENCY) == [0, 1, 2]


def test_a_text_from_twelve_different_words_on_can_be_a_copy():
    words = AGENCY.split()
    assert groups(*[" ".join(words[:11])] * 2) == [0, 1]
    assert groups(*[" ".join(words[:12])] * 2) == [0, 0]
    assert groups(*["ya " * 5000] * 2) == [0, 1]


def test_an_endless_word_does_no_harm():
    assert groups("x" * 100_000, "x" * 100_000 + " " + AGENCY, AGENCY) == [0, 1, 1]


def test_copies_of_copies_are_one_group_named_by_its_smallest_id():
    words = (AGENCY + " " + OTHER).split()
    steps = [" ".join(words[at : at + 60]) for at in (0, 12, 24, 36, 48, 60)]
    assert groups(steps[0], steps[5]) == [0, 1]
    assert groups(*steps) == [0] * 6
    assert groups(*steps[::-1]) == [0] * 6


VOCABULARY = sorted(set((AGENCY + OTHER).lower().replace(",", "").replace(".", "").split()))


def made(seed, length=120):
    dice = random.Random(seed)  # noqa: S311 - texts, no secret
    return " ".join(dice.choices(VOCABULARY, k=length))


def test_nearly_every_text_of_which_three_in_four_rows_are_kept_is_found():
    missed = 0
    for seed in range(100):
        words = made(seed).split()
        words[30], words[90] = "diubah", "juga"
        missed += groups(made(seed), " ".join(words[:110])) != [0, 0]
    assert missed <= 2


def test_texts_of_the_same_words_in_other_order_are_no_copies():
    assert groups(*map(made, range(60))) == list(range(60))


@given(st.lists(st.sampled_from([AGENCY, OTHER, AGENCY[:300], "kosong", ""]), max_size=8))
def test_the_order_of_the_articles_does_not_matter(texts):
    articles = [Article(id=f"{n}", text=text) for n, text in enumerate(texts)]
    found = copy_groups(articles)
    assert copy_groups(articles[::-1]) == found
    assert all(found[group] == group <= name for name, group in found.items())

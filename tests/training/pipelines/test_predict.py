from training.pipelines.predict import given_or_found


def test_sentences_of_the_document_are_read_as_they_are():
    row = {"id": "d", "lang": "en", "text": "Ana left. Ben stayed.", "sentences": [[0, 21]]}
    assert given_or_found(row) == [(0, 21)]


def test_sentences_are_found_where_none_are_given_or_when_asked():
    row = {"id": "d", "lang": "en", "text": "Ana left. Ben stayed.", "sentences": []}
    assert given_or_found(row) == [(0, 9), (10, 21)]
    assert given_or_found({**row, "sentences": [[0, 21]]}, find=True) == [(0, 9), (10, 21)]

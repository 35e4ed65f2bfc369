"""One sentence read by the parts of the room, told as words so that a test reads like it."""

from eventgraph.annotate import annotate
from eventgraph.extract import extract_events
from eventgraph.extract.speakers import outlet_quoted
from eventgraph.extract.status import status_of
from eventgraph.extract.triggers import find_triggers
from eventgraph.model import Article


class Reading:
    """A text of one sentence under the steps of the room, each asked when it is needed."""

    def __init__(self, language, text):
        [(_, self.doc)] = annotate([Article(id="a", text=text, language=language)])
        [self.sentence] = self.doc.sents
        self.language = language
        self.found = find_triggers(self.sentence, language)

    def words(self, part):
        return self.doc[part.start : part.end].text

    def triggers(self):
        return [(self.words(hit), hit.entry.type.value) for hit in self.found]

    def forms(self):
        return [(self.words(hit), hit.form) for hit in self.found]

    def statuses(self):
        return [s.value for s in status_of(self.sentence, self.found, self.language)]

    def outlet(self):
        """Give the outlet that the sentence is quoted from."""
        found = outlet_quoted(self.sentence, self.language, self.doc.ents)
        return None if found is None else self.doc.text[slice(*found)]


def events(language, text, **fields):
    """Give the mentions of a text as the room finds them, before anything is resolved."""
    article = Article(id="a", text=text, language=language, **fields)
    [(_, doc)] = annotate([article])
    return extract_events(doc, article)

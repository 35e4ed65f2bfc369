"""One sentence read by the parts of the room, told as words so that a test reads like it."""

from eventgraph.annotate import annotate
from eventgraph.extract import extract_events
from eventgraph.extract.names import Names
from eventgraph.extract.phrases import find_phrases
from eventgraph.extract.roles import fill_roles
from eventgraph.extract.speakers import find_sayings
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
        taken = frozenset(k for hit in self.found for k in range(hit.start, hit.end))
        self.phrases = find_phrases(self.sentence, Names(self.doc, language), taken)

    def words(self, part):
        return self.doc[part.start : part.end].text

    def triggers(self):
        return [(self.words(hit), hit.entry.type.value) for hit in self.found]

    def forms(self):
        return [(self.words(hit), hit.form) for hit in self.found]

    def names(self):
        return [self.words(p) for p in self.phrases]

    def groups(self):
        """Give the phrases as lists of those joined by `and`, in order."""
        joined = {}
        for phrase in self.phrases:
            joined.setdefault(phrase.group, []).append(self.words(phrase))
        return list(joined.values())

    def roles(self, number=0):
        """Give actors, targets and places of a trigger."""
        filled = fill_roles(self.sentence, self.found, self.phrases, self.language)[number]
        return tuple(
            [self.words(p) for p in phrases]
            for phrases in (filled.actors, filled.targets, filled.places)
        )

    def statuses(self):
        return [s.value for s in status_of(self.sentence, self.found, self.language)]

    def sayings(self):
        """Give speaker, the words they cover and the outlet of each saying."""
        return [
            (
                self.words(s.speaker),
                self.doc[s.start : s.end].text,
                self.words(s.via) if s.via else None,
            )
            for s in find_sayings(self.sentence, self.phrases, self.language)
        ]


def events(language, text, **fields):
    """Give the mentions of a text as the room finds them, before anything is resolved."""
    article = Article(id="a", text=text, language=language, **fields)
    [(_, doc)] = annotate([article])
    return extract_events(doc, article)

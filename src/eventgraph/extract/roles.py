"""
Fill the roles of an act with phrases of its sentence.

One table says, for each form of trigger, which phrase is who: the subject stands left of
a verb, the object right of it, a passive turns them, an event noun takes its actor from
what owns it and its target from a preposition. Commas are crossed, clauses are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventgraph.extract.phrases import Phrase
from eventgraph.extract.triggers import Found
from eventgraph.gazetteer import PlaceMatch, find_place
from eventgraph.lexicon import word_lists
from eventgraph.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["Roles", "fill_roles"]

_DEED = 3
"""Words between a verb of blame and the deed that is blamed."""

_LEFT, _RIGHT, _PLACE = 30, 14, 18
"""Words within which a subject, an object and a place are looked for."""

_OF_TARGET = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.ACCUSE, EventType.SANCTION}
)
"""Types whose noun takes its target with `of` (`the arrest of X`)."""

_HELP = frozenset({EventType.AID, EventType.SUPPORT, EventType.COOPERATE, EventType.AGREE})
"""Types whose target stands behind `for`."""

_ON_THE_GROUND = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT})
"""Types that happen to a place where a state would be addressed by its capital elsewhere."""

_LEAVING = frozenset({EventType.RETREAT, EventType.AID})
"""Types whose place stands behind `from`: what is left, or what people are brought out of."""

_SPOKEN = frozenset(
    {
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.SUPPORT,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.CONCEDE,
    }
)
"""Types whose noun takes its actor behind `from` (`requests from the lawyers`)."""

_MARCH = frozenset({EventType.MOBILIZE, EventType.PROTEST})
"""Types that take a place, not a target, behind `to` and `into`."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Phrases by role, in the order of the sentence."""

    actors: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    places: tuple[Phrase, ...] = ()


class _Context:
    """A sentence, its phrases and what stands between two of its words."""

    def __init__(
        self, sentence: Span, found: Sequence[Found], phrases: Sequence[Phrase], language: str
    ) -> None:
        self.doc: Doc = sentence.doc
        self.sentence, self.language = sentence, language
        self.found, self.phrases = found, phrases
        self.lists = word_lists(language)
        self.openers = frozenset(self.lists["clause_openers"])
        self.relative = frozenset(self.lists["relative"])
        self.auxiliaries = frozenset(self.lists["auxiliaries"])
        self.light = frozenset(self.lists["light_verbs"])
        self.gerund = tuple(self.lists["gerund_endings"])
        self.possessive = frozenset(
            self.lists["possessive_marks"] + self.lists["plural_possessive_marks"]
        )
        self.before_gerund = frozenset(self.lists["before_gerund"])
        self.casualty = frozenset(self.lists["casualty"])
        self.reporting = frozenset(self.lists["reporting"])
        self.english = bool(self.lists["be_forms"])

    def breaks(self, start: int, end: int) -> bool:
        """Tell whether a clause begins or a quote opens between two tokens."""
        return any(
            self.doc[k].lower_ in self.openers or self.doc[k].text in {";", ":", '"', "“", "”"}
            for k in range(start, end)
        )

    def parted(self, start: int, end: int) -> bool:
        """Tell whether a comma or a verb of saying parts two tokens."""
        words = [self.doc[k].lower_ for k in range(start, end)]
        return "," in words or any(w in self.reporting for w in words)

    def another_act(self, start: int, end: int, *, nouns: bool) -> bool:
        """Tell whether another act stands between two tokens: what follows is its own."""
        acts = (h for h in self.found if start <= h.start < end)
        return any(nouns or h.form != "noun" for h in acts)

    def group(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """Give a phrase with those coordinated with it."""
        return tuple(p for p in self.phrases if p.group == phrase.group)

    def _place(self, phrase: Phrase) -> PlaceMatch | None:
        if phrase.kind != "name" or phrase.person:
            return None
        return find_place(self.doc[phrase.start : phrase.end].text, self.language)

    def is_place(self, phrase: Phrase) -> bool:
        """Tell whether a phrase names a place by its words."""
        return self._place(phrase) is not None

    def left_behind(self, phrase: Phrase, hit: Found) -> bool:
        """Tell whether a phrase is the place that somebody leaves: `dari Aleppo`."""
        return (
            phrase.preposition == "origin"
            and phrase.start >= hit.end
            and not self.another_act(hit.end, phrase.start, nouns=True)
            and self.is_place(phrase)
        )

    def is_town(self, phrase: Phrase) -> bool:
        """Tell whether a phrase names a place smaller than a country."""
        found = self._place(phrase)
        return found is not None and found.precision not in (None, "country")


def fill_roles(
    sentence: Span, found: Sequence[Found], phrases: Sequence[Phrase], language: str
) -> list[Roles]:
    """Give the roles of each trigger of a sentence, in their order."""
    context = _Context(sentence, found, phrases, language)
    filled = [_roles(context, hit) for hit in found]
    filled = [_shared(context, n, filled) for n in range(len(filled))]
    filled = [_accused(context, n, filled) for n in range(len(filled))]
    return [_addressee(context, n, filled) for n in range(len(filled))]


def _roles(c: _Context, hit: Found) -> Roles:
    places = _places(c, hit)
    used = frozenset(p.start for p in places)
    fill = {"noun": _noun, "passive": _passive, "active": _active}[hit.form]
    actors, targets = fill(c, hit, used)
    taken = {p.start for p in actors}
    targets = tuple(p for p in targets if p.start not in taken)
    if hit.entry.frame == "intransitive" and hit.form != "passive":
        targets = ()
    if hit.entry.type is EventType.MOBILIZE:
        # What is deployed or tested is no target; whom it is aimed at stands behind `against`.
        targets = tuple(p for p in targets if p.preposition == "target")
    if hit.entry.type in _ON_THE_GROUND:
        # A town that is attacked, taken or left is where it happens, not who is met.
        towns = tuple(p for p in targets if c.is_town(p))
        targets = tuple(p for p in targets if p not in towns)
        places = places or towns
    return Roles(actors, targets, places)


def _places(c: _Context, hit: Found) -> tuple[Phrase, ...]:
    """Take the nearest phrase behind a place preposition, and those joined to it."""
    kinds = ("place", "motion") if hit.entry.type in _MARCH else ("place",)
    near = [
        p
        for p in c.phrases
        if (p.preposition in kinds or (hit.entry.type in _LEAVING and c.left_behind(p, hit)))
        and p.kind == "name"
        and not p.person
        and -_PLACE < p.start - hit.end < _PLACE
        and not (p.start >= hit.end and c.breaks(hit.end, p.left))
        and not (p.end <= hit.start and c.breaks(p.end, hit.start))
    ]
    if not near:
        return ()
    behind = [p for p in near if p.start >= hit.end] or near
    nearest = min(behind, key=lambda p: abs(p.start - hit.start))
    return _address(c, c.group(nearest))


def _address(c: _Context, places: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """`Kelapa Dua, Depok, Jawa Barat`: take in the wider places behind a place."""
    chain = list(places)
    for p in c.phrases:
        last = chain[-1]
        comma = p.left == last.right + 1 and c.doc[last.right].text == ","
        if p.start >= last.right and comma and p.kind == "name" and c.is_place(p):
            chain.append(p)
    return tuple(chain)


def _subject(c: _Context, hit: Found, used: frozenset[int]) -> tuple[Phrase, ...]:
    """Find the phrase that is the subject of a verb: the nearest bare one on the left."""
    fallback: Phrase | None = None
    for p in reversed(c.phrases):
        if p.end > hit.start or p.start in used:
            continue
        if hit.start - p.end > _LEFT:
            break
        if p.preposition not in (None, "between"):
            continue
        carriers = c.light | c.auxiliaries if hit.form == "noun" else c.auxiliaries
        if c.doc[hit.start].lower_.endswith(c.gerund):
            # "accused the West of supporting rebels"
            carriers = carriers | c.before_gerund
        if all(c.doc[k].lower_ in carriers for k in range(p.right, hit.start)):
            return c.group(p)
        if p.kind != "pronoun" and _is_object(c, p, hit):
            fallback = fallback or p
            continue
        if c.breaks(p.end, hit.start) and fallback is None:
            fallback = p
            continue
        return c.group(p)
    return c.group(fallback) if fallback else ()


def _is_object(c: _Context, phrase: Phrase, hit: Found) -> bool:
    """Tell whether a phrase left of a verb is rather the object of an earlier verb."""
    for other in c.found:
        if other.end <= phrase.start and other.form == "noun" and not c.english:
            # "perundingan nasional Suriah": the phrase says whose talks they are.
            between = range(other.end, phrase.left)
            if len(between) <= 1 and all(c.doc[k].is_alpha for k in between):
                return True
        if other.end <= phrase.start and other.form == "active":
            words = [c.doc[k].lower_ for k in range(other.end, phrase.left)]
            near = len(words) <= 1
            relative = any(c.doc[k].lower_ in c.relative for k in range(phrase.end, hit.start))
            if near and not relative and other.start != hit.start:
                return True
    return False


def _right(
    c: _Context, hit: Found, kinds: tuple[str | None, ...], used: frozenset[int], reach: int
) -> tuple[Phrase, ...]:
    """Find the first phrase on the right governed by one of the prepositions."""
    for p in c.phrases:
        if p.start < hit.end or p.start in used:
            continue
        if p.left - hit.end > reach or c.breaks(hit.end, p.left):
            break
        if c.another_act(hit.end, p.left, nouns=hit.form == "noun"):
            break
        if p.preposition is None and c.parted(hit.end, p.left):
            continue
        if p.preposition in (None, "target", "motion") and c.another_act(
            hit.end, p.left, nouns=True
        ):
            continue
        if p.preposition in kinds:
            return c.group(p)
    return ()


def _active(
    c: _Context, hit: Found, used: frozenset[int]
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    actors = _subject(c, hit, used)
    kinds = _target_prepositions(hit)
    targets = _right(c, hit, (None,), used, 4) or _right(c, hit, kinds, used, _RIGHT)
    return actors, targets


def _target_prepositions(hit: Found) -> tuple[str, ...]:
    """Give the classes of prepositions behind which the target of a type stands."""
    kind = hit.entry.type
    if kind in _HELP:
        return ("target", "benefit")
    return ("target",) if kind in _MARCH else ("target", "motion")


def _passive(
    c: _Context, hit: Found, used: frozenset[int]
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    targets = _subject(c, hit, used)
    actors = _right(c, hit, ("agent",), used, _RIGHT)
    if not actors and not c.english:
        actors = _right(c, hit, (None,), used, 1)
    return actors, targets


def _noun(
    c: _Context, hit: Found, used: frozenset[int]
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    both = _right(c, hit, ("between",), used, 5)
    if both:
        return both, ()
    if c.doc[hit.start - 1].lower_ in c.lists["agent_prepositions"] and hit.start:
        # "hit by drone attacks": who was hit is the subject.
        return (), _subject(c, hit, used)
    actors = _right(c, hit, ("agent",), used, _RIGHT) or _owner(c, hit, used)
    if not actors and hit.entry.type in _SPOKEN:
        actors = _right(c, hit, ("origin",), used, 5)
    if not actors and _has_verb_before(c, hit):
        actors = _subject(c, hit, used)
    of = _of(c, hit, used)
    targets = _right(c, hit, _target_prepositions(hit), used, _RIGHT)
    if hit.entry.type is EventType.ASSAULT:
        targets = _victims(c, hit, used) or targets
    if of and hit.entry.type in _OF_TARGET:
        targets = targets or of
    elif of and not actors:
        actors = of
    return actors, targets


def _victims(c: _Context, hit: Found, used: frozenset[int]) -> tuple[Phrase, ...]:
    """`serangan itu menewaskan 20 warga sipil`: those whom the attack killed or hurt."""
    last = min(hit.end + _RIGHT, c.sentence.end)
    word = next((k for k in range(hit.end, last) if c.doc[k].lower_ in c.casualty), None)
    if word is None or c.another_act(hit.end, word, nouns=True):
        return ()
    for p in c.phrases:
        if p.start > word and p.start not in used:
            near = p.left - word <= 3 and p.preposition is None
            return c.group(p) if near else ()
    return ()


def _owner(c: _Context, hit: Found, used: frozenset[int]) -> tuple[Phrase, ...]:
    """`serangan Israel`, `Israel's attack`, `the Israeli attack`: who the act belongs to."""
    for p in c.phrases:
        if p.start in used:
            continue
        if not c.english and 0 <= p.left - hit.end <= 1 and p.preposition is None:
            return c.group(p)
        gap = [c.doc[k].lower_ for k in range(p.end, hit.start)]
        if c.english and p.end <= hit.start and len(gap) <= 3 and p.kind != "pronoun":
            owned = bool(gap) and gap[0] in c.possessive
            if owned or (not gap and p.preposition is None):
                return c.group(p)
    return ()


def _of(c: _Context, hit: Found, used: frozenset[int]) -> tuple[Phrase, ...]:
    for p in c.phrases:
        if p.start >= hit.end and p.left == hit.end and p.start not in used:
            bare_object = not c.english and p.preposition is None
            if p.preposition == "other" or bare_object:
                return c.group(p)
    return ()


def _has_verb_before(c: _Context, hit: Found) -> bool:
    """Tell whether a light verb carries the noun, so that its subject is who acts."""
    before = range(max(c.sentence.start, hit.start - 5), hit.start)
    return any(c.doc[k].lower_ in c.light for k in before)


def _shared(c: _Context, n: int, filled: Sequence[Roles]) -> Roles:
    """Give an inner act of a request or promise the one asked, or the one who promises."""
    roles, hit = filled[n], c.found[n]
    if n == 0 or roles.actors:
        return roles
    outer, outer_roles = c.found[n - 1], filled[n - 1]
    if outer.form == "noun" or hit.start - outer.end > _RIGHT:
        return roles
    if outer.entry.type is EventType.REQUEST and outer_roles.targets:
        asked = tuple(p for p in outer_roles.targets if p not in roles.targets)
        return Roles(asked, roles.targets, roles.places)
    if outer.entry.type in (EventType.AGREE, EventType.THREATEN):
        promised = tuple(p for p in outer_roles.actors if p not in roles.targets)
        return Roles(promised, roles.targets, roles.places)
    return roles


def _accused(c: _Context, n: int, filled: Sequence[Roles]) -> Roles:
    """Hold against the one who does it what is condemned: `mengutuk serangan Israel`."""
    roles, hit = filled[n], c.found[n]
    if hit.entry.type is not EventType.ACCUSE or roles.targets or n + 1 == len(c.found):
        return roles
    deed, done = c.found[n + 1], filled[n + 1]
    if hit.form == "noun" or deed.form != "noun" or deed.start - hit.end > _DEED:
        return roles
    doers = tuple(p for p in done.actors if p not in roles.actors)
    return Roles(roles.actors, doers, roles.places)


def _addressee(c: _Context, n: int, filled: Sequence[Roles]) -> Roles:
    """Ask of the counterpart of a talk what is asked during it."""
    roles, hit = filled[n], c.found[n]
    if hit.entry.type is not EventType.REQUEST or roles.targets:
        return roles
    during = set(c.lists["during"])
    for other, talk in zip(c.found[n + 1 :], filled[n + 1 :], strict=True):
        between = [c.doc[k].lower_ for k in range(hit.end, other.start)]
        if other.entry.type is EventType.CONSULT and talk.targets and during & set(between):
            return Roles(roles.actors, talk.targets, roles.places)
    return roles

"""
Small invented articles with the acts that they tell, in Indonesian and English.

Every sentence, quote and detail is made up. The trigger stands in square brackets; actors,
targets and places are given as they are written, and `KNOWN` says who they are.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from eventgraph.merge.acts import Act, acts_of
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Decision,
    EventType,
    Mention,
    Role,
    Span,
    Status,
    Verdict,
)

# form | name | country | latitude, longitude of a town
_KNOWN = """
Rusia | Russia | RUS
Russia | Russia | RUS
pasukan Rusia | Russian Armed Forces | RUS
Russian forces | Russian Armed Forces | RUS
Ukraina | Ukraine | UKR
Ukraine | Ukraine | UKR
Kramatorsk | Kramatorsk | UKR | 48.74, 37.58
Odesa | Odesa | UKR | 46.48, 30.73
Sloviansk | Sloviansk | UKR | 48.85, 37.61
Mykolaiv | Mykolaiv | UKR
Retno | Retno Marsudi | IDN
Wong | Penny Wong | AUS
Jakarta | Jakarta | IDN | -6.21, 106.85
Canberra | Canberra | AUS | -35.28, 149.13
polisi | police | IDN
mahasiswa | students | IDN
"""
KNOWN = {form: rest for form, *rest in (line.split(" | ") for line in _KNOWN.strip().splitlines())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence that tells an act."""

    text: str
    kind: EventType = EventType.ASSAULT
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    day: str | None = None
    """Its date, a day or a month, which the sentence need not write as such."""
    status: Status = Status.ACTUAL
    same_as: int | None = None
    """Which of the acts told before, from 0, is the very same."""


Story = tuple[Article, list[Mention]]


def tell(
    name: str, language: str | None, published: str | None, *lines: str | Told, source: str = ""
) -> Story:
    """Make an article of sentences, and the mentions of those that tell an act."""
    text, mentions = "", list[Mention]()
    for line in lines:
        marked = line if isinstance(line, str) else line.text
        plain = marked.replace("[", "").replace("]", "")
        if isinstance(line, Told):
            at = len(text) + marked.index("[")
            length = marked.index("]") - marked.index("[") - 1
            mentions.append(_mention(name, line, plain, len(text), at, length, mentions))
        text += plain + "\n"
    article = Article(
        id=name,
        text=text,
        language=language,
        published=date.fromisoformat(published) if published else None,
        source=source or f"Surat Kabar {name}",
    )
    return article, mentions


def _mention(
    name: str, line: Told, plain: str, start: int, first: int, length: int, before: list[Mention]
) -> Mention:
    def argument(role: Role, form: str | None) -> tuple[Argument, ...]:
        if form is None:
            return ()
        at = plain.lower().index(form.lower())
        known, country, *point = KNOWN[form]
        latitude, longitude = map(float, point[0].split(", ")) if point else (None, None)
        return (
            Argument(
                role=role,
                text=plain[at : at + len(form)],
                start=start + at,
                end=start + at + len(form),
                name=known,
                country=country,
                latitude=latitude,
                longitude=longitude,
                precision="city" if point else None,
            ),
        )

    told = plain[first - start : first - start + length]
    return Mention(
        article=name,
        sentence=Span(start=start, end=start + len(plain), text=plain),
        trigger=Span(start=first, end=first + length, text=told),
        type=line.kind,
        status=line.status,
        actors=argument(Role.ACTOR, line.actor),
        targets=argument(Role.TARGET, line.target),
        places=argument(Role.PLACE, line.place),
        date=date_of(line.day, start) if line.day else None,
        same_as=None if line.same_as is None else before[line.same_as].id,
    )


def date_of(value: str, start: int = 0) -> DateValue:
    """Give a date as resolved to a day or a month."""
    month = len(value) == len("2023-05")
    first = date.fromisoformat(f"{value}-01" if month else value)
    days = calendar.monthrange(first.year, first.month)[1]
    return DateValue(
        text=value,
        start=start,
        end=start + len(value),
        value=value,
        earliest=first,
        latest=first.replace(day=days) if month else first,
        precision="month" if month else "day",
    )


def all_of(*stories: Story) -> tuple[list[Mention], dict[str, Article]]:
    """Give what `merge` takes of some articles."""
    mentions = [mention for _, told in stories for mention in told]
    return mentions, {article.id: article for article, _ in stories}


def together(*mentions: Mention | str) -> Decision:
    """Give the word of a person that some mentions are one act."""
    return Decision(verdict=Verdict.MERGE, mentions=tuple(map(_id, mentions)))


def apart(*mentions: Mention | str, stay: list[Mention] | list[str]) -> Decision:
    """Give the word of a person that some mentions are not the act of others."""
    return Decision(
        verdict=Verdict.SPLIT,
        mentions=tuple(map(_id, mentions)),
        apart=tuple(map(_id, stay)),
    )


def _id(mention: Mention | str) -> str:
    return mention if isinstance(mention, str) else mention.id


def acts(*stories: Story) -> list[Act]:
    """Give the acts of some articles, in order."""
    return acts_of(*all_of(*stories), {})


# mentions of which only who, where, when and how they hang together matter


def articles(*names: str) -> dict[str, Article]:
    """Give articles of one day whose text says nothing."""
    day = date(2022, 2, 24)
    return {
        name: Article(id=name, text="x" * 500, language="id", published=day, source=f"S-{name}")
        for name in names
    }


def mention(
    article: str = "a",
    start: int = 0,
    kind: EventType = EventType.ASSAULT,
    actor: str | None = "Russia",
    target: str | None = "Ukraine",
    place: str | None = None,
    day: str | None = None,
    **more: object,
) -> Mention:
    """Make a mention of an article whose text says nothing; `more` goes to `Mention`."""

    def argument(role: Role, name: str | None) -> tuple[Argument, ...]:
        if name is None:
            return ()
        return (Argument(role=role, text=name, start=0, end=len(name), name=name),)

    return Mention(
        article=article,
        sentence=Span(start=0, end=1, text="x"),
        trigger=Span(start=start, end=start + 1, text="x"),
        type=kind,
        actors=argument(Role.ACTOR, actor),
        targets=argument(Role.TARGET, target),
        places=argument(Role.PLACE, place),
        date=date_of(day) if day else None,
        **more,  # type: ignore[arg-type]
    )


def same(told: Mention, first: Mention) -> Mention:
    """Give a mention as a telling of the very same act as an earlier one."""
    return replace(told, same_as=first.id)


_MENTIONS = st.lists(
    st.builds(
        mention,
        article=st.sampled_from("abc"),
        start=st.integers(0, 40),
        kind=st.sampled_from([EventType.ASSAULT, EventType.CONSULT]),
        actor=st.sampled_from([None, "Russia", "Turkey"]),
        target=st.sampled_from([None, "Ukraine", "Syria"]),
        place=st.sampled_from([None, "Kyiv"]),
        day=st.sampled_from([None, "2022-02-24", "2022-02-25"]),
        status=st.sampled_from(list(Status)),
    ),
    max_size=12,
    unique_by=lambda m: m.id,
)


@st.composite
def linked(draw: st.DrawFn) -> list[Mention]:
    """Mentions of which some are the same act as an earlier one of their article, or its copy."""
    told = sorted(draw(_MENTIONS), key=lambda m: (m.article, m.trigger.start))
    found: list[Mention] = []
    for one in told:
        earlier = [m.id for m in found if m.article == one.article and m.type is one.type]
        first = draw(st.none() | st.sampled_from(earlier)) if earlier else None
        how = draw(st.sampled_from(["same_as", "repeat_of"]))
        found.append(replace(one, **{how: first}))
    return found

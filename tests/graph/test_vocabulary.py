import re

import pyoxigraph as ox
import pytest
from hypothesis import given

from eventgraph.errors import EventGraphError
from eventgraph.graph import vocabulary as v
from eventgraph.graph.ontology import ontology_file, type_facts
from eventgraph.model import MODES, EventType, MarkKind, Status

from .graph_samples import ids

TRIPLES = list(
    ox.parse(ontology_file("events.ttl").read_text(encoding="utf-8"), format=ox.RdfFormat.TURTLE)
)
EN, ID = "en", "id"


def _of(*classes: str) -> set[str]:
    return {
        t.subject.value
        for t in TRIPLES
        if t.predicate.value == v.Outside.TYPE
        and t.object.value in classes
        and t.subject.value.startswith(v.NS)
    }


def _languages(subject: str, predicate: str) -> set[str | None]:
    return {
        t.object.language
        for t in TRIPLES
        if t.subject.value == subject and t.predicate.value.endswith(predicate)
    }


def test_classes_and_properties_are_those_of_the_ontology() -> None:
    owl = v.PREFIXES["owl"]
    assert _of(owl + "Class") == set(v.Class)
    assert _of(owl + "ObjectProperty", owl + "DatatypeProperty") == set(v.Property)


def test_concepts_are_those_of_the_model() -> None:
    assert _of(v.Class.EVENT_TYPE) == {v.type_iri(x) for x in EventType}
    assert _of(v.Class.STATUS) == {v.status_iri(x) for x in Status}
    assert _of(v.Class.MARK_KIND) == {v.mark_iri(x) for x in MarkKind}


def test_modes_are_those_of_the_model_and_each_is_of_its_type() -> None:
    stated: dict[str, dict[str, str]] = {}
    for t in TRIPLES:
        stated.setdefault(str(t.subject.value), {})[t.predicate.value] = str(t.object.value)
    modes = {str(v.mode_iri(kind, mode)): (kind, mode) for kind in MODES for mode in MODES[kind]}
    assert _of(v.Class.MODE) == set(modes)
    skos = v.PREFIXES["skos"]
    for iri, (kind, mode) in modes.items():
        assert stated[iri][skos + "broader"] == v.type_iri(kind)
        assert stated[iri][skos + "notation"] == v.mode_name(iri) == mode
        score = stated[iri].get(v.Property.SCORE)
        assert score is not None or mode == "vandalize", "the manual gives all others a score"
        assert score is None or -10 <= float(score) <= 10
    assert v.mode_iri(EventType.ASSAULT, None) is v.mode_name(None) is None


def test_everything_is_told_in_both_languages() -> None:
    for subject in {*v.Class, *v.Property}:
        assert _languages(subject, "#label") == {EN, ID}, subject
        assert _languages(subject, "#comment") == {EN, ID}, subject
    for subject in _of(v.PREFIXES["skos"] + "Concept"):
        assert _languages(subject, "#prefLabel") == {EN, ID}, subject
        assert _languages(subject, "#definition") == {EN, ID}, subject


def test_every_property_has_domain_and_range() -> None:
    for name in v.Property:
        stated = {t.predicate.value for t in TRIPLES if t.subject.value == name}
        assert {v.PREFIXES["rdfs"] + "domain", v.PREFIXES["rdfs"] + "range"} <= stated, name


def test_every_type_has_quad_class_score_and_codes() -> None:
    facts = type_facts()
    assert set(facts) == set(EventType)
    assert {fact.quad for fact in facts.values()} == {1, 2, 3, 4}
    assert facts[EventType.ASSAULT].score == -9
    assert facts[EventType.ACCUSE].cameo == ("09", "11")


@given(ids)
def test_any_id_makes_a_valid_iri_and_comes_back(name: str) -> None:
    mention = f"{name}#char=3,17"
    for make in (v.article_iri, v.article_graph, v.event_iri, v.mention_iri):
        iri = make(name)
        ox.NamedNode(iri)
        assert re.fullmatch(r"[A-Za-z0-9:%._~#=,-]+", iri)
        assert v.id_of(iri) == name
    assert v.id_of(v.mention_iri(mention)) == mention
    assert v.concept_name(v.concept_iri("kind", name)) == name


def test_actors_differ_by_name_and_country_not_by_case() -> None:
    assert v.actor_iri("Turki", "TUR") == v.actor_iri("TURKI", "TUR")
    assert v.actor_iri("Turki", "TUR") != v.actor_iri("Turki", None)
    assert v.actor_iri("a:b", "c") != v.actor_iri("b", "c:a")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(EventGraphError, match=r"nothing\.ttl"):
        ontology_file("nothing.ttl")

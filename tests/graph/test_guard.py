import time

import pytest

from eventgraph.errors import QueryError
from eventgraph.graph.guard import LONGEST, check

REFUSED = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "select * { service silent <http://x/> { ?s ?p ?o } }",
    "SELECT * {SERVICE:x{?s?p?o}}",
    "SELECT * { ?s ?p 1SERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p 1e5SERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p 1.SERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p trueSERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p eg:a\\#b SERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p eg:a.SERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p 'a'SERVICE<http://x/>{?s?p?o} }",
    "SELECT * { ?s ?p '''a'''SERVICE<http://x/>{?s?p?o} }",
    'SELECT * { ?s ?p "a\\"" SERVICE <http://x/>{?s?p?o} }',
    'SELECT * { ?s ?p "\\u0022 SERVICE <http://x/>{?s?p?o} #" }',
    "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?a <?b . SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * # harmless\n{ SERVICE#\n<http://x/>#\n{ ?s ?p ?o } }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT*FROMNAMED:x{?s?p?o}",
    "ASKFROM<http://x/>{}",
    "ASK FROM:g {}",
    "LOAD <http://x/>",
    "load silent <http://x/> into graph <y>",
    "INSERT DATA { <a> <b> <c> }",
    "PREFIX e: <x> DELETE WHERE { ?s ?p ?o }",
    "DROP ALL",
    "CLEAR DEFAULT",
    "WITH <g> DELETE { ?s ?p ?o } WHERE {}",
    # `<` is less-than, and what looks like the rest of an address is a comment.
    "PREFIX x:<http://127.0.0.1:8977/> SELECT*{FILTER(1<2)SERVICE#>\nx:evil{?a ?b ?c}}",
    "SELECT * { ?s ?p ?a FILTER(1<?a)SERVICE?a#>\n{} }",
    "SELECT * { FILTER(1<2)service#>\n<http://x/>{} }",
    "SELECT * { FILTER(1<2)SERVICE#>\r<http://x/>{} }",
    "SELECT * { FILTER(1 <?a)SERVICE:x#>\n{} }",
    "SELECT * { FILTER('a'<'b')SERVICE#'>\n<http://x/>{} }",
    "SELECT * { FILTER((1)<(2))SERVICE:x#>\n{?a?b?c} }",
    "SELECT * { FILTER(?a<eg:b)SERVICE#>\n:x{} }",
    "SELECT * { FILTER(<http://x/><1)SERVICE#>\n<http://x/>{} }",
    "SELECT (1<2AS?x)FROM#>\n<http://x/>\n{}",
    "SELECT * { FILTER(1<2)#'>\nSERVICE<http://x/>{FILTER(?a='b')} }",
    "SELECT * { FILTER(1<2)SERVICE#>#>'//\n:x{} }",
    "SELECT * { FILTER(1<2#>\n)SERVICE#<\n:x{} }",
    "SELECT * { FILTER(1<2)\\u0053ERVICE#>\n:x{} }",
    "SELECT * { ?s <http://x/\\u0041> '\\u0027//' SERVICE:x{} }",
    "SELECT * { FILTER(1<2'//'>3)SERVICE:x{} }",
]

ALLOWED = [
    'SELECT * { ?s ?p "SERVICE <http://x/> FROM LOAD" }',
    "SELECT * { ?s ?p 'it is \\' FROM here' }",
    'SELECT * { ?s ?p """a "quoted" \nSERVICE""" }',
    "SELECT * { ?s ?p '''LOAD ' and '' INSERT''' }",
    'SELECT * { ?s ?p """ends with \\"""" , "" }',
    "SELECT * { ?s <http://x/SERVICE/FROM> ?o }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/>",
    "SELECT ?from ?to ?service $load { ?from ?load ?service }",
    "SELECT * { ?s eg:from ?o ; eg:service ?x ; eg:Load ?y ; eg:delete ?z }",
    "SELECT * { ?s eg:eventType eg:AID FILTER(?a<5 && ?b>3) }",
    'SELECT * { ?s ?p "x"@en ; ?q _:from }',
    "SELECT * { ?s a <http://example.org/service/1>, <http://example.org/from#load> }",
    "SELECT * { FILTER(?a = 1 || ?s = <http://example.org/service/1>) }",
    "SELECT * { VALUES (?a ?b) { (1 <https://example.org/from/b>) } }",
    "SELECT * { ?s ?p <urn:example:service:1> }",
    "SELECT * { FILTER(?a<'SERVICE>') }",
    "SELECT (STRAFTER(STR(?x), '#') AS ?y) { ?x ?y 1.5e-3 }",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_reaches_out_or_changes_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="not allowed"):
        check(query)


@pytest.mark.parametrize("query", ALLOWED)
def test_what_only_looks_like_it_is_allowed(query: str) -> None:
    check(query)


def test_the_message_says_where() -> None:
    with pytest.raises(QueryError, match="line 2, column 4: SERVICE is not allowed; ask"):
        check("SELECT * {\n   SERVICE <x> {} }")
    with pytest.raises(QueryError, match="another prefix"):
        check("SELECT * { ?s service:x ?o }")


def test_a_string_that_is_not_closed_is_named() -> None:
    for query in ('SELECT * { ?s ?p "abc }', "ASK { ?s ?p '''a'' }", 'ASK { ?s ?p "a\n" }'):
        with pytest.raises(QueryError, match="not closed"):
            check(query)


def test_length_is_limited_and_the_work_grows_with_it() -> None:
    with pytest.raises(QueryError, match="100001 characters"):
        check("#" * (LONGEST + 1))
    for part in ('\\"', "'", '"', "<", "a.", "?", "eg:\\", "\\u0022", "a-", "1e", "<#>", "<'''>"):
        start = time.perf_counter()
        with pytest.raises(QueryError):
            check((part * LONGEST)[: LONGEST - 8] + "\n FROM '")
        assert time.perf_counter() - start < 2, part

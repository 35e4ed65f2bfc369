"""
Read dates as news writes them: `Jumat (16/12/2016)`, `last week`, `sejak 2011`.

`grammar` loads the words and patterns of a language (`data/<language>/dates.toml`),
`find` finds expressions in a text, `calendar` says which days they name.
"""

from eventgraph.temporal.calendar import Resolved, value
from eventgraph.temporal.find import Expression, find_expressions

__all__ = ["Expression", "Resolved", "find_expressions", "value"]

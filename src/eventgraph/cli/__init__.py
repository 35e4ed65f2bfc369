"""
The command line: arguments in, one call out, exit code.

Exit codes: 0 done, 1 the data has a problem, 2 the call was wrong. Heavy modules are
imported inside the commands, so that `--help` answers at once.
"""

from eventgraph.cli import asking, changing, quality, reading, servers
from eventgraph.cli.app import main

__all__ = ["asking", "changing", "main", "quality", "reading", "servers"]

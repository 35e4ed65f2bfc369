"""The program itself: its group of commands, and errors as one line with an exit code."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
from typing import Any, NoReturn

import click

from eventgraph.errors import EventGraphError, one_line

__all__ = ["main"]


class _Group(click.Group):
    """Turn every error of the family into one line and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EventGraphError as error:
            _fail(str(error), error.exit_code)
        except KeyboardInterrupt:
            _fail("stopped; what was stored stays, run the command again to go on", 1)
        except MemoryError:
            _fail("out of memory; give fewer articles at a time, the graph adds them up", 1)
        except BrokenPipeError:
            # The reader of the output went away (`| head`): nothing to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            _fail(_os_error(error), 1)


def _os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    cure = "; free some space and run the command again" if error.errno == errno.ENOSPC else ""
    return f"{where}{error.strerror or error}{cure}"


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"eventgraph: {one_line(message, 600)}", err=True)
    sys.exit(code)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("-v", "--verbose", count=True, help="Log what is done (-vv: in detail).")
@click.version_option(package_name="eventgraph-kg", prog_name="eventgraph")
def main(verbose: int) -> None:
    """
    Read news in Indonesian and English and build a knowledge graph of geopolitical events.

    \b
    Example:
      eventgraph build articles/ -o graph
      eventgraph query graph what-did actor=Putin
      eventgraph view graph --open
    """
    for stream in (sys.stdout, sys.stderr):
        # What articles hold does not fit every terminal's encoding: show what can be shown.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    if verbose:
        level = logging.DEBUG if verbose > 1 else logging.INFO
        logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")

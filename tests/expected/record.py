"""
Record the graph of the delivered article: `python tests/expected/record.py`.

Read the difference before you commit it: it is what users will see differently.
"""

import shutil
import tempfile
from pathlib import Path

from eventgraph import build

HERE = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph"
        build([HERE.parent.parent / "seeds"], graph)
        for name in ("events.jsonl", "events.ttl"):
            shutil.copyfile(graph / name, HERE / name)


if __name__ == "__main__":
    main()

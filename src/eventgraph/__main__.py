"""Let `python -m eventgraph` do what `eventgraph` does."""

from eventgraph.cli import main

if __name__ == "__main__":
    main()

# Each target makes .venv and installs what it needs by itself, and is quick when nothing changed.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint check bench chromium constraints clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/core: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' || \
		{ echo "Python 3.11 to 3.14 is needed; give it with: make PYTHON=python3.12 ..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install "pip>=25.1"
	$(PIP) install --constraint constraints.txt --editable .
	@touch $@

.venv/dev: .venv/core
	$(PIP) install --constraint constraints.txt --group dev
	@touch $@

demo: .venv/core ## Build the graph of seeds/ into outputs/seeds/ and ask it a question
	$(BIN)/eventgraph build seeds -o outputs/seeds
	$(BIN)/eventgraph query outputs/seeds what-did actor=Putin
	@echo "Look at outputs/seeds/graph.html in a browser."

chromium: ## Install a browser for the tests of the page, where this is allowed
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		command -v google-chrome >/dev/null || \
		{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "No Chromium here and no right to install one: the tests of the page will be skipped."

test: .venv/dev chromium ## Run the tests with branch coverage
	$(BIN)/python -m pytest --cov --cov-branch --cov-report=term

lint: .venv/dev ## Check style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## All that CI runs

bench: .venv/dev ## Measure speed and memory
	$(BIN)/python benchmarks/run.py

constraints: .venv/dev ## Write the installed versions to constraints.txt
	@{ sed -n '/^#/p' constraints.txt; $(PIP) freeze --exclude-editable; } > .venv/constraints
	@cp .venv/constraints constraints.txt

clean: ## Remove everything that is made
	rm -rf .venv outputs/seeds .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis

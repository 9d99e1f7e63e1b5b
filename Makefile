# Everything that is done to this project more than once. `make` alone lists it.

PYTHON ?= python3
BIN := .venv/bin
CATALOGUES := $(wildcard helpdesk_tui/locale/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
PIN := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	--no-annotate --python-version 3.11 pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup run demo check test soak bench bench-quick pictures translations pin dist

help:  ## List these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/ready $(COMPILED)  ## Make .venv with everything pinned, and install the desk into it

run: setup  ## Open the desk
	@$(BIN)/helpdesk

demo: setup  ## Open a desk of sample data, thrown away at the end
	@$(BIN)/helpdesk demo

check: setup  ## Lint, types, floors and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/house/test_translations.py

test: setup  ## Run the tests
	$(BIN)/pytest -n 4 --dist worksteal  # they wait more than they compute

soak: setup  ## Run the long form of the tests that have one, one after the other (hours)
	$(BIN)/pytest --soak -m soak -rsP  # -P: what they have measured

bench: setup  ## Measure every budget on a million tickets (a quarter of an hour)
	$(BIN)/python -m benchmarks

bench-quick: setup  ## The same on a few tickets, to see that it runs; build/bench has the report
	$(BIN)/python -m benchmarks --quick --into build/bench

pictures: setup  ## Draw the pictures of the docs and write their tables of keys
	$(BIN)/python -m docs.pictures
	$(BIN)/python -m docs.keys

translations: setup  ## Bring new messages into the catalogue, to be translated by hand
	$(BIN)/python -m tests.house.catalogue

pin:  ## Choose the newest dependencies again (needs uv)
	$(PIN) --upgrade --output-file requirements/run.txt
	$(PIN) --upgrade --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt

dist: setup  ## Build the wheel and the sdist into dist/
	$(BIN)/python -m hatchling build

%.mo: %.po | .venv/ready
	@$(BIN)/python hatch_build.py

.venv/ready: requirements/dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than Python 3.11; name a newer one: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Each target sets up its own virtual environment; the tests also fetch the programs they drive
# (Debian's Chromium, npm for the validator of SARIF). Nothing but Python 3.11 or newer is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TODAY := 2026-11-22

.PHONY: demo test lint bench serve check site audiences tools setup light clean

demo: check site ## check the reference portfolio, build its site and serve it
	$(BIN)/trm site serve --as-of $(TODAY)

test: tools setup ## all tests, on all cores
	$(BIN)/pytest -n auto --dist worksteal

lint: setup ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: light ## the reference portfolio against every rule, and the rules against their examples
	$(BIN)/trm check --as-of $(TODAY)
	$(BIN)/trm test --require-examples

site: light ## the reference portfolio as pages in build/site
	$(BIN)/trm site build --as-of $(TODAY)

audiences: light ## a site for each audience, each searched for what its readers may not see
	@for audience in public partner partner:helix internal; do \
	  folder=build/audiences/$$(echo $$audience | tr : -); \
	  $(BIN)/trm site build --strict --as-of $(TODAY) --audience $$audience --output $$folder && \
	  $(BIN)/trm site audit $$folder --audience $$audience || exit 1; \
	done

serve: light ## the site, rebuilt when a file changes
	$(BIN)/trm site serve

bench: light ## speed as ratios to named peers
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/site.py
	$(BIN)/python benchmarks/reload.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/scorecard.py
	$(BIN)/python benchmarks/portfolio.py
	$(BIN)/python benchmarks/backtest.py

tools:
	PYTHON=$(PYTHON) .ci/tools
	.ci/sarif-multitool >/dev/null

setup: $(VENV)/.ready-for-data

light: $(VENV)/.ready

$(VENV)/.ready-for-data: $(VENV)/.ready # ibis, DuckDB, PostgreSQL's driver and Spark: 1 GB
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[data,spark]'
	touch $@

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[site,dev]'
	touch $@

clean: ## remove what was built
	rm -rf $(VENV) build dist

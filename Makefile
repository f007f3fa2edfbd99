# Each target sets up what it needs: 'demo', 'check' and 'site' the packages of the tool alone, in
# .venv; 'test' and 'lint' also those of developers, and 'test' the programs that the tests drive
# (Debian's Chromium, git, PostgreSQL, Java, npm; see .ci/tools). Python 3.11 or newer starts it all.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Python compiles what is imported when that is first done; all of it takes 40 seconds.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
TODAY := 2026-11-22
ADDRESS ?= 127.0.0.1:8000

.PHONY: demo test lint types style layers check site audiences serve bench bench-quick tools developers clean

demo: $(VENV)/.tool ## check the reference portfolio, build its site and serve it
	@echo "Checking the charters in partnerships/ as of $(TODAY)"
	@$(BIN)/trm --trust check --as-of $(TODAY)
	@echo "Building the site and serving it at http://$(ADDRESS)/ (Ctrl+C stops)"
	@$(BIN)/trm site serve --as-of $(TODAY) --address $(ADDRESS)

test: tools developers ## all tests, on all cores
	$(BIN)/pytest -n auto --dist worksteal

lint: developers ## style, types and layers, at the same time
	@$(MAKE) --no-print-directory -j 2 types style layers

types: developers
	$(BIN)/mypy

style: developers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

layers: developers
	$(BIN)/lint-imports

check: $(VENV)/.tool ## the reference portfolio against every rule, and the rules against their examples
	$(BIN)/trm --trust check --as-of $(TODAY)
	$(BIN)/trm --trust test --require-examples

site: $(VENV)/.tool ## the reference portfolio as pages in build/site
	$(BIN)/trm site build --as-of $(TODAY)

audiences: $(VENV)/.tool ## a site for each audience, each searched for what its readers may not see
	@for audience in public partner partner:helix internal; do \
	  folder=build/audiences/$$(echo $$audience | tr : -); \
	  $(BIN)/trm site build --strict --as-of $(TODAY) --audience $$audience --output $$folder && \
	  $(BIN)/trm site audit $$folder --audience $$audience || exit 1; \
	done

serve: $(VENV)/.tool ## the site, rebuilt when a file changes
	$(BIN)/trm site serve --address $(ADDRESS)

bench: developers ## what commands cost, as ratios to named peers; an hour
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/unchanged.py
	$(BIN)/python benchmarks/site.py
	$(BIN)/python benchmarks/reload.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/scorecard.py
	$(BIN)/python benchmarks/portfolio.py
	$(BIN)/python benchmarks/backtest.py
	$(BIN)/python benchmarks/mutated.py
	$(BIN)/python benchmarks/mutated.py --inputs 20000 --every 5 --commands 6

bench-quick: developers ## the same on small portfolios, in less than three minutes
	$(BIN)/python benchmarks/startup.py --charters 50 --rounds 3
	$(BIN)/python benchmarks/check.py --charters 10 40 --rounds 1
	$(BIN)/python benchmarks/unchanged.py --charters 30 120
	$(BIN)/python benchmarks/history.py --commits 50 250 --rounds 1
	$(BIN)/python benchmarks/scorecard.py --charters 10 40
	$(BIN)/python benchmarks/portfolio.py --charters 10 30
	$(BIN)/python benchmarks/site.py --charters 8
	$(BIN)/python benchmarks/mutated.py --inputs 500 --every 199
	$(BIN)/python benchmarks/mutated.py --inputs 100 --every 997 --commands 5

tools:
	PYTHON=$(PYTHON) .ci/tools
	.ci/sarif-multitool >/dev/null

developers: $(VENV)/.developers

$(VENV)/.developers: $(VENV)/.tool # pytest, linters, Playwright, databases and Spark: 1.3 GB
	@echo "Installing what developers need into $(VENV) (1.3 GB, some minutes, once)"
	@$(PIP) --editable '.[site,dev,data,spark]'
	@touch $@

$(VENV)/.tool: pyproject.toml
	@echo "Installing trm-policy into $(VENV) (400 MB, about a minute, once)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --editable '.[site]'
	@touch $@

clean: ## remove what was built
	rm -rf $(VENV) build dist

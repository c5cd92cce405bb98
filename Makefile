# Dateline: every command a person or CI runs. Needs Python 3.11 to 3.13, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := build/demo.db
WORKERS ?= 2
DESK ?= $(DEMO)
PEERS := build/peers
DATASETTE := build/datasette
GOLD ?= ../shared/gold/polnear/dev

.PHONY: help demo test lint format bench bench-desk bench-attribution bench-communication bench-identity bench-peers \
  bench-steps bench-bulk bench-memory bench-plan bench-crash bench-concurrency bench-fuzz bench-wires bench-watch \
  bench-scale bench-gate bench-look lock clean

help:  ## What can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else f"Dateline needs Python 3.11 to 3.13, and {sys.executable} is {sys.version.split()[0]}: name another with make PYTHON=python3.12.")'
	$(PYTHON) -m venv $(VENV)

# --no-deps: the lock names every package, so pip has nothing to resolve.
$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	$(PIP) --no-deps --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(PIP) --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

demo: $(VENV)/.installed  ## Read the example reports into a fresh ledger and print the answers
	@mkdir -p build && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/dateline add --db $(DEMO) examples
	$(BIN)/dateline meetings --db $(DEMO)
	$(BIN)/dateline statements --db $(DEMO) --limit 12
	$(BIN)/dateline positions --db $(DEMO) --limit 12
	$(BIN)/dateline changes --db $(DEMO) --limit 12
	$(BIN)/dateline check --db $(DEMO)
	@echo "The same in a browser: $(BIN)/dateline serve --db $(DEMO), then open http://127.0.0.1:8321/"

# Two workers, however many cores there are: each holds the models. A file stays with one, for its fixtures.
test: $(VENV)/.installed-dev  ## Run the test suite, with coverage (WORKERS=2)
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --cov --cov-report=term

lint: $(VENV)/.installed-dev  ## Style, types and the one-way street
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev  ## Let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev  ## Speed beside bare spaCy and textacy, on two streams; start-up times
	$(BIN)/python benchmarks/speed.py

# A peer has an environment of its own: nothing of it becomes a dependency.
$(DATASETTE)/.installed: benchmarks/requirements-datasette.txt | $(BIN)/python
	$(BIN)/python -m venv $(DATASETTE)
	$(DATASETTE)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

bench-desk: $(VENV)/.installed-dev $(DATASETTE)/.installed  ## The desk under load beside Datasette: 32 clients, a minute each (DESK=ledger.db)
	$(BIN)/python benchmarks/desk_load.py $(DESK) --beside $(DATASETTE)/bin/python

bench-gate: $(VENV)/.installed-dev  ## What the relevance gate loses of the findings of a full reading (long)
	$(BIN)/python benchmarks/gate.py --lost

bench-look: $(VENV)/.installed-dev  ## What the first look at a page leaves out, loses and costs
	$(BIN)/python benchmarks/first_look.py

bench-attribution: $(VENV)/.installed-dev  ## What attribution costs beside the parse: time, loading, memory
	$(BIN)/python benchmarks/attribution_speed.py

bench-identity: $(VENV)/.installed-dev  ## Meetings, utterances and derivations across the reports of our own stories
	$(BIN)/python benchmarks/identity.py

bench-steps: $(VENV)/.installed-dev  ## What each step costs beside spaCy's parse and ours: meetings and positions at most a quarter
	$(BIN)/python benchmarks/steps_speed.py

bench-communication: $(VENV)/.installed-dev  ## Attribution on communication cues alone (GOLD=folder or .jsonl)
	$(BIN)/python benchmarks/communication.py $(GOLD)

bench-crash: $(VENV)/.installed-dev  ## Kill processes that add, 200 times in every store: nothing acknowledged is lost
	$(BIN)/python benchmarks/crash.py

bench-concurrency: $(VENV)/.installed-dev  ## Four writers and eight readers at once, two minutes in every store
	$(BIN)/python benchmarks/concurrency.py

bench-wires: $(VENV)/.installed-dev  ## The IPTC's samples of ninjs and NewsML-G2, read or refused (SAMPLES="folder folder")
	$(BIN)/python benchmarks/wires.py $(SAMPLES) --all

bench-watch: $(VENV)/.installed-dev  ## Memory, disk and time of a long watch over feeds, the clock turned
	$(BIN)/python benchmarks/watch.py

bench-fuzz: $(VENV)/.installed-dev  ## 20,000 damaged inputs over every reader: no crash, no hang, no unbounded memory
	$(BIN)/python benchmarks/fuzz.py

bench-scale: $(VENV)/.installed-dev  ## Adding and asking with 1,000, 10,000 and 100,000 reports (long)
	$(BIN)/python benchmarks/scale.py

bench-bulk: $(VENV)/.installed-dev  ## 20,000 responses of a crawl by every engine, killed three times on the way (long)
	$(BIN)/python benchmarks/bulk.py

bench-memory: $(VENV)/.installed-dev  ## Memory while reading 100,000 reports (long)
	$(BIN)/python benchmarks/memory.py --plot build/memory.svg

bench-plan: $(VENV)/.installed-dev  ## What a page costs here, the simulation beside real runs, and the plan for a whole crawl
	$(BIN)/python benchmarks/scale_plan.py check
	$(BIN)/python benchmarks/scale_plan.py plan

# A peer has an environment of its own: nothing of it becomes a dependency.
$(PEERS)/.installed: benchmarks/requirements-peers.txt | $(BIN)/python
	$(BIN)/python -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

bench-peers: $(VENV)/.installed-dev $(PEERS)/.installed  ## Attribution beside textacy (GOLD=folder or .jsonl)
	$(BIN)/python benchmarks/peers.py $(GOLD) --peer $(PEERS)/bin/python

lock: $(BIN)/python  ## Pin every package by hash again (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  pyproject.toml requirements.in --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-emit-index-url --no-header \
	  --no-annotate pyproject.toml requirements.in --constraint requirements.txt --output-file requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  benchmarks/requirements-peers.in --constraint requirements.txt --output-file benchmarks/requirements-peers.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  benchmarks/requirements-datasette.in --output-file benchmarks/requirements-datasette.txt

clean:  ## Remove what was built
	rm -rf build $(VENV)

# `make run` and `make test` need Python 3.11 or newer and nothing else of ours.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# Two cores; a third process where one of them often waits for a browser.
PYTEST = $(BIN)/python -m pytest --dist loadgroup --no-loadscope-reorder
SLOW := browser or server or postgresql or attack or stress or slow

# Bytecode is kept whatever the shell says: tests start dozens of processes of the app.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-quick test-all check bench bench-quick bench-all attack stress lock messages screenshot clean

# Synthetic data go into the default database only, never into one that somebody named.
run: $(VENV)/.runs
	$(BIN)/python -m data_access init $(if $(DATABASE_URL),,--demo)
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address 127.0.0.1

# What CI runs. All but what repeats a test for one more database, language, width or programme.
test: $(VENV)/.tests
	$(BIN)/python -m tests.browser.chromium
	$(PYTEST) -n 3 -m "not matrix" $(ARGS)

# While writing: no browser, no server, no PostgreSQL.
test-quick: $(VENV)/.tests
	$(PYTEST) -n 2 -m "not ($(SLOW) or matrix)" --hypothesis-profile=quick $(ARGS)

# Everything, the whole attack and the whole stress test with it.
test-all: $(VENV)/.tests
	$(BIN)/python -m tests.browser.chromium
	$(PYTEST) -n 3 --hypothesis-profile=whole $(ARGS)
	$(BIN)/python -m tests.attack
	$(BIN)/python -m tests.stress

check: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Streamlit warns of each call outside a browser's session, and a benchmark has none. An hour on a
# quiet machine; `bench-quick` takes two minutes, `bench-all` has a million people on PostgreSQL too.
bench: $(VENV)/.tests
	STREAMLIT_LOGGER_LEVEL=error $(BIN)/python -m tests.bench $(ARGS)
	$(BIN)/python -m tests.juries

bench-quick: $(VENV)/.tests
	STREAMLIT_LOGGER_LEVEL=error $(BIN)/python -m tests.bench --quick $(ARGS)

bench-all: $(VENV)/.tests
	STREAMLIT_LOGGER_LEVEL=error $(BIN)/python -m tests.bench --all $(ARGS)

# Two hundred random programmes attacked; a few of them are in every test run.
attack: $(VENV)/.tests
	$(BIN)/python -m tests.attack

# Thirty jurors and three browsers saving at once for two minutes; a short form is in every run.
stress: $(VENV)/.tests
	$(BIN)/python -m tests.stress

# Pins every package, on every Python and system that is supported, with its hashes.
lock: $(VENV)/.tests
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 requirements.txt -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 requirements-dev.txt -c requirements.lock -o requirements-dev.lock

# Brings the catalogues in line with the sentences in the code.
messages: $(VENV)/.tests
	$(BIN)/python assets/locales/update.py

# The README's picture, taken from the running app.
screenshot: $(VENV)/.tests
	$(BIN)/python -m tests.browser.picture

clean:
	rm -rf $(VENV) var

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "This needs Python 3.11 or newer: set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.tests: requirements-dev.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

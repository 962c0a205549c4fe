# `make demo` tries it, `make test` checks it. Both make their own environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTS ?=

.PHONY: env demo test test-long check fix lock bench pictures clean

env: $(VENV)/.ready

# Two steps: the lock with its hashes, then our own package without looking anything up.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "signpost_bot needs Python 3.11 or newer; try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@command -v chromium >/dev/null || $(BIN)/playwright install --only-shell chromium >/dev/null 2>&1 \
	  || echo "no Chromium here, and none can be fetched: tests in a browser are skipped"
	@touch $@

demo: env
	@$(BIN)/signpost-bot demo

# Half more workers than cores: tests wait for browsers, servers and disks.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 2) * 3 // 2)')

# Everything CI runs.
test: check
	$(BIN)/pytest -n $(WORKERS) $(TESTS)

# The same with full counts.
test-long: check
	SIGNPOST_TEST_LONG=1 $(BIN)/pytest -n $(WORKERS) $(TESTS)

check: env
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/signpost-bot catalog check offerings

fix: env
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: env
	$(BIN)/python benchmarks/answering.py
	$(BIN)/python benchmarks/catalog.py
	$(BIN)/python benchmarks/delivery.py
	PYTHONPATH=tests $(BIN)/python benchmarks/planning.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/start.py
	PYTHONPATH=tests $(BIN)/python benchmarks/web.py
	$(BIN)/python benchmarks/year.py

# The pictures of the README again, from the pages as they are. Needs a Chromium.
pictures: env
	PYTHONPATH=tests $(BIN)/python scripts/pictures.py

# Renew the lock: hashes yes, addresses no. Needs uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

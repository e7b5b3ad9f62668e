# Everything here works on a machine with only Python 3.11 or later, make and a package registry:
# `.venv` is made on first use, with uv where it is on the path, and again when pyproject.toml changes.

PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
RUN := .venv/.installed-run
DEV := .venv/.installed-dev

ifdef UV
MAKE_VENV = uv venv --quiet --allow-existing --python "$(PYTHON)" .venv
INSTALL = uv pip install --quiet --python $(BIN)/python
else
MAKE_VENV = "$(PYTHON)" -m venv --clear .venv && $(INSTALL) --upgrade 'pip>=25.1'
INSTALL = $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
endif

.DELETE_ON_ERROR:
.PHONY: help demo test check gate lint types layers docs fmt golden bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: $(RUN) ## the Mali case, offline, in seconds
	@$(BIN)/gazette demo

test: $(DEV) ## run the tests
	@$(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadgroup

check: gate test ## the whole gate, exactly what CI runs

gate: lint types layers docs ## everything in check but the tests

lint: $(DEV) ## format and lint, changing nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(DEV) ## mypy, strict
	@$(BIN)/mypy

layers: $(DEV) ## who may import whom
	@$(BIN)/lint-imports --no-logo

docs: $(DEV) ## build the documentation into docs/_build, warnings are errors
	@$(BIN)/sphinx-build --quiet --fresh-env --fail-on-warning docs docs/_build
	@echo "documentation: docs/_build/index.html"

fmt: $(DEV) ## format, and mend what lint can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

golden: $(DEV) ## write the golden files anew; review the difference line by line
	@$(BIN)/pytest -q -k golden --rewrite-golden

bench: $(DEV) ## measure accuracy and speed
	@set -e; for script in bench/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

clean: ## remove .venv, caches and built documentation
	@rm -rf .venv docs/_build build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo 'error: Python 3.11 or later is needed; name one with `make PYTHON=python3.12`'; exit 1; }
	@echo "making .venv with $(if $(UV),uv,pip) (the first run takes a minute or two)"
	@$(MAKE_VENV)

$(RUN): pyproject.toml $(BIN)/python
	@echo "installing gazette and what it needs into .venv"
	@$(INSTALL) --editable .
	@touch $@

$(DEV): $(RUN)
	@echo "installing the development tools into .venv"
	@$(INSTALL) --group dev
	@touch $@

# `make run` opens the app, `make test` proves it; both set everything up first. PYTHON= and PIP_ARGS= are passed on.

PYTHON ?= python3
PIP_ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt $(PIP_ARGS)

.DEFAULT_GOAL := help
.PHONY: help run test lint slow bench readiness gpu clean

help:
	@echo "make run     set up and open the app"
	@echo "make test    set up and run the whole suite"
	@echo "make lint    ruff, mypy --strict, import-linter, the cards of the course (make test grades the katas)"
	@echo "make slow    the long sweeps that the suite leaves out"
	@echo "make bench   the figures of docs/performance.md; ANKI= names a Python that has the package anki"
	@echo "make readiness  the simulations behind docs/plan.md and docs/scheduling.md, minutes"
	@echo "make gpu     the references on a GPU (needs only NumPy, torch and pytest in PYTHON)"
	@echo "make clean   remove what make has made"

run: $(VENV)/.app $(VENV)/.katas
	@$(BIN)/quiz

test: $(VENV)/.dev $(VENV)/.katas
	@$(BIN)/python -m pytest -m "not slow"

lint: $(VENV)/.dev $(VENV)/.katas
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/quiz check --no-katas .

slow: $(VENV)/.dev $(VENV)/.katas
	@$(BIN)/python -m pytest -m slow

bench: $(VENV)/.dev $(VENV)/.katas
	@$(BIN)/python tests/bench/all.py $(if $(ANKI),--anki $(ANKI)) $(ARGS)

readiness: $(VENV)/.dev $(VENV)/.katas
	@$(BIN)/python tests/bench/readiness.py
	@$(BIN)/python tests/bench/everyday.py

gpu:
	@$(PYTHON) tests/bench/gpu.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Rectified needs Python 3.11 or newer. Name one: make run PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "This Python has no venv or no pip. On Debian and Ubuntu: sudo apt install python3-venv python3-pip"; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.app: $(VENV)/.made pyproject.toml constraints.txt
	@echo "Installing the app ..."
	@$(PIP) -e .
	@touch $@

# A failure is a notice: without NumPy and torch the flashcards work, and the kata screen says what to install.
$(VENV)/.katas: $(VENV)/.app
	@echo "Installing NumPy and PyTorch for the katas (a few hundred megabytes, once) ..."
	@if $(PIP) -e '.[katas]'; then touch $@; else \
		echo "NumPy and PyTorch could not be installed, so the katas cannot be graded yet. The flashcards work."; \
		echo "Try again at any time with: make run"; fi

$(VENV)/.dev: $(VENV)/.app
	@echo "Installing the tools of the test suite ..."
	@$(PIP) -e '.[dev]'
	@touch $@

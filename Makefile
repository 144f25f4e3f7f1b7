# Targets: make help. Needs Python 3.11 or newer and make; everything else is installed here or named in one line.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out/demo
DEMO_DAY := 2019-06-10
SERVE ?= 1
# The demo's passphrase is published: nothing real goes in. It works on the day of its letter, without second factors.
DEMO = MERITS_HOME="$(abspath $(OUT))-workspace" MERITS_PASSPHRASE="nothing in this demo is real" \
  MERITS_SECOND_FACTOR=optional MERITS_DAY=$(DEMO_DAY)
IS_ROOT := $(shell [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && echo yes)

.PHONY: help demo test test-slow check fix run bench lock system-demo system-test clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.runtime: requirements.lock pyproject.toml
	@tools/make-venv.sh "$(PYTHON)" "$(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	@tools/make-venv.sh "$(PYTHON)" "$(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime

system-demo:
	@tools/system-packages.sh demo "$(PYTHON)"

system-test:
	@tools/system-packages.sh test "$(PYTHON)"

demo: system-demo $(VENV)/.runtime ## papers of the fictional dossier, then the workspace (SERVE=0 stops after the papers)
	@rm -rf "$(OUT)"
	$(BIN)/merits pack "$$($(BIN)/python -c 'from merits.demo import demo_dossier; print(demo_dossier())')" --out "$(OUT)" --on $(DEMO_DAY) --service-copy cps
	@echo
	@echo "Look first at:"
	@for paper in open/letter-before-action.pdf open/schedule-of-cases.pdf open/statistical-annex.pdf open/bundle.pdf privileged/checklist.pdf; do \
	  echo "  $$(pwd)/$(OUT)/$$paper"; done
ifneq ($(SERVE),0)
	@echo
	@rm -rf "$(OUT)-workspace"
	@$(DEMO) $(BIN)/merits workspace demo
	@echo
	@$(DEMO) $(BIN)/merits workspace serve
endif

test: system-test $(VENV)/.dev ## what must hold before every commit (all gates; at most 25 minutes)
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "not slow"

test-slow: system-test $(VENV)/.dev ## oracles, corpora, whole rebuilds
	$(BIN)/python -m pytest -m slow

check: system-test $(VENV)/.dev ## exactly what CI runs: format, lint, types, imports, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "not slow"

fix: $(VENV)/.dev ## format and repair what can be repaired
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

run: demo ## the same as demo

bench: $(VENV)/.dev ## measure; results as JSON in bench/results
	for script in bench/*_*.py; do $(BIN)/python $$script || exit 1; done

lock: $(VENV)/.dev ## renew the two locks from pyproject.toml
	$(BIN)/python tools/make_lock.py

clean: ## remove what make made
	rm -rf $(VENV) out

# Một Cửa: everything from nothing with Python ≥ 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONPATH := src
# Where the surroundings forbid it, each process that a story starts would compile the whole program anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run demo test explore check fix bench bench-large migrations docs clean

help: ## list these targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

.setup.stamp: requirements.lock package-lock.json pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

setup: .setup.stamp ## environment, packages, style sheets, translations
	$(BIN)/python tools/assets.py

run: setup ## the site with its worker on http://localhost:8000, on an empty database with the pack
	$(BIN)/motcua migrate
	$(BIN)/motcua pack load packs/binh-phuoc
	$(BIN)/motcua serve

demo: setup ## a believable province: the pack, a year of work, then the site; prints accounts
	$(BIN)/motcua demo

test: setup ## the whole test suite, browser included
	@command -v sipp >/dev/null || { \
	 echo "The telephone test needs SIPp. On Debian or Ubuntu: apt-get install sip-tester"; exit 1; }
	@for tool in pdfsig:poppler-utils softhsm2-util:softhsm2 soffice:libreoffice-writer-nogui; do \
	  command -v $${tool%%:*} >/dev/null || { \
	  echo "The letters' tests need $${tool%%:*}. On Debian or Ubuntu: apt-get install $${tool##*:}"; exit 1; }; done
	@for browser in chromium-headless-shell chromium chromium-browser google-chrome; do \
	  command -v $$browser >/dev/null && exit 0; done; \
	 echo "The browser tests need Chromium. On Debian or Ubuntu: apt-get install chromium-headless-shell"; exit 1
	$(BIN)/python -m pytest

explore: setup ## the property tests with new random examples, each time others
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile=explore

check: setup ## lint, types, import contracts
	$(BIN)/ruff format --check src tests tools bench
	$(BIN)/ruff check src tests tools bench
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fix: setup ## format and mend what can be mended by itself
	$(BIN)/ruff format src tests tools bench
	$(BIN)/ruff check --fix src tests tools bench

bench: setup ## the budgets of the design, each beside its yardstick (minutes)
	$(BIN)/python -m bench

bench-large: setup ## the same rows at 1,000,000 closed matters beside 10,000: how much each grows (half an hour, 45 GB)
	$(BIN)/python -m bench.large

migrations: setup ## write migrations for changed models
	$(BIN)/motcua manage makemigrations

docs: setup ## print the state diagrams from the workflows
	$(BIN)/python tools/states.py

clean: ## throw away the environment, the built files and var/
	rm -rf .venv node_modules .setup.stamp src/motcua/web/shared/static/built
	rm -rf var

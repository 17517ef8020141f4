# `make run` and `make test` need Python 3.11 or later and nothing else; each sets up what it needs.

PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)
NEEDED := $(if $(filter postgres%,$(DATABASE_URL))$(filter redis%,$(CACHE_URL))$(filter s3%,$(STORAGE_URL)),requirements-production.txt,requirements.txt)
VENV := .venv/bin/python

.PHONY: run dev test lint messages screens audit python venv dev-venv

run: venv
	@exec $(VENV) -m config.local

dev: venv
	@exec $(VENV) -m config.local --reload

test: dev-venv lint
	@$(VENV) -m tests.run

lint: dev-venv
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m djlint --lint --quiet templates

messages: dev-venv
	@$(VENV) -m tests.catalogs

screens: dev-venv
	@$(VENV) -m tests.browser.screens

# Needs Node.js 20, npm, Java 11 and Chromium too, and says so where one is missing.
audit: dev-venv
	@$(VENV) -m tests.audit

venv: python
	@$(PYTHON) -m config.venv $(NEEDED)

dev-venv: python
	@$(PYTHON) -m config.venv requirements-dev.txt

python:
	@test -n "$(PYTHON)" || { echo "Counterpoint needs Python 3.11 or later, and there is none on this machine's PATH." >&2; exit 1; }

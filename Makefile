# The whole product on a machine with Python 3.11 and make. `make` alone lists the targets.

PORT ?= 8000
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,$(shell command -v $(name) 2>/dev/null)))
PY := .venv/bin/python
ifdef TRACKER_VAR
export TRACKER_VAR
endif

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint bench proofs screenshots lock styles

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed  ## make .venv and install what the site needs

setup-dev: .venv/.installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python found. Install Python 3.11, or say where it is: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is too old: Python 3.11 or newer is needed. Say where one is: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -m venv .venv || { echo "$(PYTHON) cannot make a virtual environment; on Debian: apt install python3.11-venv"; exit 1; }

.venv/.installed: requirements.lock | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: setup  ## the site with its demonstration, at http://127.0.0.1:$(PORT)/
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py collectstatic --noinput --verbosity 0
	@$(PY) manage.py demo --if-empty
	@exec $(PY) manage.py up --port $(PORT)

test: setup-dev  ## every test that this machine can run
	$(PY) -m pytest -n 2 $(TESTS)

LINT_VAR := $(CURDIR)/var/lint
DEPLOY_LIKE := BEHIND_HTTPS=true TRACKER_VAR=$(LINT_VAR)
lint: setup-dev  ## style, types, templates, migrations, deployment settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --quiet --lint --check .
	$(PY) -m mypy .
	$(PY) manage.py makemigrations --check --dry-run
	$(DEPLOY_LIKE) $(PY) manage.py check --deploy --fail-level WARNING

bench: setup-dev  ## the figures of the import, printed
	$(PY) -m tests.bench

proofs: setup-dev  ## the long proofs at their full count (about six minutes)
	$(PY) -m tests.proofs.kills --count 100
	$(PY) -m tests.proofs.sweeps --count 1000
	$(PY) -m tests.proofs.reimports --count 100
	$(PY) -m tests.proofs.matrix
	$(PY) -m tests.proofs.canaries --count 1000
	$(PY) -m tests.proofs.api --examples 200
	$(PY) -m tests.proofs.search --count 10000
	QUERIES_AT=1000 $(PY) -m pytest -q tests/tracker/test_queries.py

screenshots: setup-dev  ## the main pages at 390 and 1280 pixels, into docs/ (needs Chromium and the demonstration)
	$(PY) -m tests.screenshots

UV := uv pip compile --quiet --python-version 3.11 --universal --generate-hashes --no-header --no-annotate
lock:  ## the lock files again, after a change of requirements (needs uv)
	$(UV) requirements.txt --output-file requirements.lock
	$(UV) requirements-dev.txt --output-file requirements-dev.lock

styles:  ## rebuild the stylesheet (needs Node; its result is kept in the repository)
	npm --prefix styles install --no-audit --no-fund
	npm --prefix styles run build

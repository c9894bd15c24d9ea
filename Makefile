# Two commands matter: `make site` and `make test`. Each sets up what it needs.
VENV := .venv
PYTHON := $(VENV)/bin/python
MOPSBOOK := $(VENV)/bin/mopsbook
.DEFAULT_GOAL := help
.PHONY: help site test check serve bench lint clean

help: ## show this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The set-up is done again when pyproject.toml changes. A half-made environment leaves no mark, so it is made again.
$(VENV)/.ready: pyproject.toml
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mopsbook needs Python 3.11 or newer; python3 is $$(python3 --version)"; exit 2; }
	@test -x $(PYTHON) || python3 -m venv $(VENV) || { echo "python3 cannot make virtual environments; on Debian: apt install python3-venv"; exit 2; }
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tests-ready: $(VENV)/.ready
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/.bench-ready: $(VENV)/.ready
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

site: $(VENV)/.ready ## check knowledge/ and build the site into site/
	@$(MOPSBOOK) schema --into .mopsbook/schemas
	@$(MOPSBOOK) build

test: $(VENV)/.tests-ready ## run the tests (.ci/run adds those that open page after page, and packaging)
	$(PYTHON) -m pytest -n auto --dist loadgroup -m "not packaging and not wide" $(ARGS)

check: $(VENV)/.ready ## check knowledge/
	@$(MOPSBOOK) check --fail-on warning
	@$(MOPSBOOK) fmt --check

serve: $(VENV)/.ready ## preview the site on this machine, with live reload
	@$(MOPSBOOK) serve

bench: $(VENV)/.bench-ready ## measure against plain MkDocs, check-jsonschema and git
	$(PYTHON) -m bench $(ARGS)

lint: $(VENV)/.tests-ready ## style, types, imports, walls
	$(VENV)/bin/ruff check generators tests bench
	$(VENV)/bin/ruff format --check generators tests bench
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

clean: ## delete what the other commands made
	rm -rf $(VENV) site dist .cache

# Every verb sets up what it needs by itself. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: run dev test check bench eval fmt clean requirements catalogue hooks help
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
INSTALL := sh infra/local/install.sh
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q
PINS := infra/requirements

run: ## run the whole product here: servers, API, bot, workers and a chat page; Ctrl-C stops it
	@$(INSTALL) local
	@$(PY) -m infra.local.up --with-parent

dev: ## the same as run, restarting what changes
	@$(INSTALL) local
	@$(PY) -m infra.local.up --with-parent --reload

test: ## the whole test suite, on servers of its own; ARGS='-k word' goes to pytest
	@$(INSTALL) dev
	@$(PY) -m pytest -q -n 2 $(ARGS)

check: ## format, lint, types, import contracts, then the tests: what CI runs
	@$(INSTALL) dev
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(MAKE) test

bench: ## all benchmarks as lines of JSON; ONLY=answer for one, DATA=… and others are passed on
	@$(INSTALL) dev
	@$(PY) -m tests.bench $(ONLY)

eval: ## the golden sets before a real model (PARLEY_LLM_API_KEY): what it judges, writes and tells wrongly
	@$(INSTALL) dev
	@$(PY) -m tests.evals

catalogue: ## measure the courses; ONLY=nl for one
	@$(INSTALL) dev
	@$(PY) -m backend.catalogue.check $(ONLY)

fmt: ## format the code and repair what can be repaired
	@$(INSTALL) dev
	@$(PY) -m ruff check --fix -q . || true
	@$(PY) -m ruff format -q .

hooks: ## check each commit with pre-commit before it is made
	@$(INSTALL) dev
	@$(PY) -m pre_commit install

requirements: ## pin the dependencies of pyproject.toml anew (needs uv)
	@$(COMPILE) --extra dev -o $(PINS)/dev.txt
	@$(COMPILE) --extra local -c $(PINS)/dev.txt -o $(PINS)/local.txt
	@$(COMPILE) --extra speech --extra languages -c $(PINS)/dev.txt -o $(PINS)/speech.txt
	@$(COMPILE) -c $(PINS)/dev.txt -o $(PINS)/app.txt

clean: ## remove the virtual environment and all caches; your data in .parley stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .grimp_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

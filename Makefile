# `make` alone lists what there is to do.

FIND = python=$$(sh scripts/find-python) &&
DEVELOP = @$(FIND) $$python scripts/environment.py requirements-dev.txt && .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run check test coverage format translations bench clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

run: ## install, upgrade the database and serve [PORT=8000] [HOST=127.0.0.1] [DEMO=0: no demo hub]
	@$(FIND) exec $$python scripts/start.py

check: ## format, lint, import contracts, types, templates, translations, migrations
	$(DEVELOP) scripts/test.py --checks-only

test: ## all checks, then all tests; the last lines say what was left out
	$(DEVELOP) scripts/test.py

coverage: ## tests with branch coverage of app/
	$(DEVELOP) -m pytest -n auto --cov --cov-report=term-missing:skip-covered

format: ## bring the code into shape
	$(DEVELOP) -m ruff format . && .venv/bin/ruff check --fix .

translations: ## bring new texts into the English catalogue
	$(DEVELOP) -m flask translate update

bench: ## measure against floors and peers; writes bench/RESULTS.md
	@$(FIND) $$python scripts/environment.py bench/requirements.txt .venv-bench && .venv-bench/bin/python -m bench

clean: ## remove what can be made again; instance/ stays
	rm -rf .venv .venv-bench bench/.data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*
	find app tests bench scripts migrations -name __pycache__ -prune -exec rm -rf {} +
	rm -f app/translations/messages.pot app/translations/*/LC_MESSAGES/*.mo

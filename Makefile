# The two that matter: `make sample` and `make test`. Each sets up .venv by itself.

PYTHON ?= $(shell sh scripts/find-python.sh)
VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup sample serve test test-integration test-wordpress soak bench bench-clean bench-serve bench-edition fonts picture pins clean

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-24s %s\n", $$1, $$2}'

setup: $(READY) ## make .venv and see that the system's text libraries are there

$(READY): pyproject.toml constraints.txt scripts/setup.sh scripts/pango.py
	@sh scripts/setup.sh "$(PYTHON)" $(VENV)
	@touch $@

sample: $(READY) ## print every story of samples/, and a day's paper in two sizes, into out/
	@$(BIN)/cetak print samples --out-dir out --summary
	@$(BIN)/cetak edition 2023-09-20 --from samples -o out/akurasi-2023-09-20-A4.pdf
	@$(BIN)/cetak edition 2023-09-20 --from samples -o out/akurasi-2023-09-20-tabloid.pdf --set paper=Tabloid

serve: $(READY) ## give readers the stories of samples/ at http://127.0.0.1:8040/
	@$(BIN)/cetak serve --from samples

test: $(READY) ## check style, types, import directions, and run the tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q -n auto

test-integration: $(READY) ## tests that need other programs or much time
	@sh scripts/marked-tests.sh $(BIN) integration

test-wordpress: $(READY) ## read and print a real WordPress; installs it from Debian's packages
	@sh scripts/marked-tests.sh $(BIN) integration tests/integration/test_wordpress_*.py

soak: $(READY) ## long runs with faults
	@sh scripts/marked-tests.sh $(BIN) soak

bench: $(READY) ## measure, and print a table
	@sh scripts/bench.sh $(BIN)

bench-clean: $(READY) ## measure how well and how fast pages become stories
	@$(BIN)/python -m bench.clean

bench-edition: $(READY) ## measure how fast a day of stories becomes a paper
	@$(BIN)/python -m bench.edition

bench-serve: $(READY) ## measure how fast readers are served
	@$(BIN)/python -m bench.serve

fonts: $(READY) ## make the fonts again from their sources (needs npm)
	@$(BIN)/python fonts/build.py

picture: $(READY) ## take the pictures of printed pages for README.md again
	@$(BIN)/python scripts/pictures.py

pins: ## write constraints.txt from what .venv holds now
	@$(BIN)/python scripts/pins.py

clean: ## take away everything that make has made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

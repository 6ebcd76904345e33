# `make help` lists what there is.
PYTHON ?= python3
BIN := .venv/bin
NODE_TOOLS := node_modules/.package-lock.json
EXTRAS := tray,postgres,dev,bench

.DEFAULT_GOAL := help
.PHONY: help setup machine translations demo test bench xpi lint format screenshots clean

help:  ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 22

setup: machine .venv/.installed $(NODE_TOOLS) xpi  ## install what is missing, make .venv, build dist/birdlog.xpi

machine:
	@$(PYTHON) packaging/setup_machine.py

.venv/.installed: pyproject.toml | machine
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing Birdlog into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@touch $@

$(NODE_TOOLS): package.json package-lock.json | machine
	@echo "Installing the extension's linters into node_modules ..."
	@npm ci --silent --no-audit --no-fund
	@touch $@

translations: setup  ## bring the window's translations up to the source
	@$(BIN)/python packaging/build_translations.py

xpi:  ## build dist/birdlog.xpi
	@$(PYTHON) packaging/build_xpi.py

demo: setup  ## run the main job for real, in a Thunderbird of its own
	@$(BIN)/birdlog demo

test: setup lint  ## run all checks and tests
	node --test tests/extension/
	$(BIN)/pytest

bench: setup  ## measure, side by side
	@$(BIN)/python tests/bench

lint: setup  ## check style, types and walls
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	npx --no-install eslint .
	npx --no-install tsc
	$(PYTHON) packaging/lint_extension.py

format:  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: setup  ## picture every view of the window
	@$(BIN)/python tests/gui/screenshots.py

clean:  ## remove what was built
	rm -rf dist build screenshots node_modules .venv

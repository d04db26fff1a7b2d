# Two commands do everything on a bare Python 3.11: `make demo` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo demo-dental test test-fast test-browser notebooks lint types check simulate dash up bench-media bench-network bench-menus bench-aloud bench-ear bench-dental bench-routes bench-hold bench-recognition bench-seeds bench-takeover bench-viewers fuzz conformance conformance-lock lock clean

help:            ## say what there is
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

# Everything at the versions and hashes of the lock file, then this project itself.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 is needed: make PYTHON=…"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: $(STAMP)   ## install, then call five dental offices of the simulated network
	$(BIN)/panda demo

demo-dental: $(STAMP) ## install, then compare ten dental offices, book the best; report and appointment in var/dental
	$(BIN)/panda demo --scenario scenarios/dental --ears data --out var/dental

# Two workers (they must order sets alike: the seed). First what needs no cluster; then the few tests that start Ray, which mostly wait.
test: $(STAMP)   ## install, then run all tests
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -m "not ray and not live and not browser" -n 2 --dist loadfile
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -m "ray and not live and not browser" -n 2 --dist loadfile

test-fast: $(STAMP) ## only the tests that need neither Ray nor speech
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -m "not ray and not speech and not live and not browser" -n 2 --dist loadfile

lint: $(STAMP)   ## formatting and lint
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)  ## static types
	$(BIN)/mypy

notebooks: $(STAMP) ## run the notebooks on simulated networks and keep their output
	$(BIN)/python -m docs.notebooks

# Chromium is Debian's; without it these skip.
test-browser: $(STAMP) ## drive the dashboard in a browser
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -m "browser and not ray"
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -m "browser and ray"

check: lint types test test-browser ## what CI runs

simulate: $(STAMP) ## start the simulated phone network alone
	$(BIN)/panda simulate

dash: $(STAMP)   ## open the dashboard on a running system
	$(BIN)/panda dash

up: $(STAMP)     ## start the whole system with the credentials in the environment
	$(BIN)/panda up

bench-media: $(STAMP) ## measure the audio path with 1, 10 and 20 calls
	$(BIN)/python -m benchmarks.media

bench-network: $(STAMP) ## hold 100 data calls on one core of simulated network
	$(BIN)/python -m benchmarks.network

fuzz: $(STAMP)   ## throw bent messages at every protocol codec for ten minutes
	$(BIN)/python -m benchmarks.fuzz

bench-menus: $(STAMP) ## read generated menus and get through them; writes docs/benchmarks/menus.md
	$(BIN)/python -m benchmarks.menus
	$(BIN)/python -m benchmarks.menus --table docs/benchmarks/menus.md --fresh 11 12 13 14 15

bench-ear: $(STAMP) ## call forty generated businesses by ear in virtual time, again and again
	$(BIN)/python -m benchmarks.routes --by-ear --businesses 40

bench-aloud: $(STAMP) ## call generated businesses twice by real audio, half an hour on a quiet machine
	$(BIN)/python -m benchmarks.aloud

bench-routes: $(STAMP) ## measure what remembering phone menus is worth, on generated businesses
	$(BIN)/python -m benchmarks.routes --check

bench-hold: $(STAMP) ## play music, announcements and people to a call on hold
	$(BIN)/python -m benchmarks.hold --words known --count 12 --check

bench-recognition: $(STAMP) ## measure the recogniser on generated scenarios, by kind of sentence
	$(BIN)/python -m benchmarks.recognition

bench-seeds: $(STAMP) ## run the demo over five seeds and print its truths
	$(BIN)/python -m benchmarks.seeds

bench-dental: $(STAMP) ## find and book a dentist over five seeds; print what the ledger says of it
	$(BIN)/python -m benchmarks.dental

bench-takeover: $(STAMP) ## take calls over a hundred times and say how soon the operator was heard
	$(BIN)/python -m benchmarks.takeover

bench-viewers: $(STAMP) ## say what 25 viewers and 5 operators do to ten calls
	$(BIN)/python -m benchmarks.viewers

# Other people's bots live apart from this project: their own Python packages (node is one of them), their own npm folders.
VISITORS := .conformance
NPM := $(VISITORS)/bin/python conformance/npm.py
VISITING := $(VISITORS)/.installed
$(VISITING): conformance/requirements.lock $(wildcard conformance/*/package-lock.json)
	test -x $(VISITORS)/bin/python || $(PYTHON) -m venv $(VISITORS)
	$(VISITORS)/bin/python -m pip install --quiet --require-hashes -r conformance/requirements.lock
	for lock in conformance/*/package-lock.json; do $(NPM) ci --prefix $$(dirname $$lock) --silent --ignore-scripts --no-audit --no-fund || exit 1; done
	@touch $(VISITING)

conformance: $(STAMP) $(VISITING) ## let other people's bots, unmodified, call the simulated network
	$(BIN)/python -m conformance

conformance-lock: $(STAMP) ## pin what the visiting bots need anew
	$(BIN)/uv pip compile --quiet --generate-hashes \
	  --python-version 3.11 --no-emit-index-url --no-annotate \
	  --custom-compile-command "make conformance-lock" conformance/requirements.in -o conformance/requirements.lock
	for made in conformance/*/package.json; do $(NPM) install --prefix $$(dirname $$made) --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund || exit 1; done

lock: $(STAMP)   ## pin every version and hash anew
	$(BIN)/uv pip compile --quiet --all-extras --generate-hashes \
	  --python-version 3.11 --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" pyproject.toml -o requirements.lock

clean:           ## remove what was installed and made
	rm -rf $(VENV) $(VISITORS) conformance/*/node_modules build var *.egg-info .mypy_cache .ruff_cache .pytest_cache

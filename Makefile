# Everything here needs Python 3.11 or newer and make; the rest is installed into .venv.

PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PORT ?= 8000
READY := .venv/ready

# A certificate that pip was told to trust is for uv too.
ifdef PIP_CERT
export SSL_CERT_FILE ?= $(PIP_CERT)
endif
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv

.PHONY: help demo test lint bench coverage faults load css messages mutation traceability pictures clean

help:
	@echo "make demo      sample data and a running site; prints the addresses and the log-ins"
	@echo "make test      what a change breaks first, in minutes; ALL=1 make test is every test that this machine can run"
	@echo "make lint      style, types, imports, templates"
	@echo "make bench     the figures of the README (SHARED_DATA=folder adds the shared files,"
	@echo "               LARGE=1 the desk with 20,000 articles, which fills its databases first)"
	@echo "make faults    ten minutes of people at work while everything is killed at random; counts afterwards"
	@echo "               (ARGS='--seed 7' repeats a run; needs PostgreSQL and Redis)"
	@echo "make load      readers, a desk and a board at once on 20,000 articles; fills the database first, which"
	@echo "               takes an hour (ARGS='--articles 1000 --revisions 50000 --events 100000' is a small one)"
	@echo "make coverage  the tests, and what they did not reach"
	@echo "make traceability  which test proves which rule, and what came of it in the last run of make test (RUN=1 runs those tests)"
	@echo "make mutation  changes the pure modules bit by bit; tells which changes no test notices"
	@echo "               (PART=articles/text ARGS='--sample 300 --seed 1' is a sample of other modules)"
	@echo "make pictures  the pictures of docs/, from the demo (needs Chromium)"
	@echo "make css       the style sheets, from styles/ (needs npm)"
	@echo "make messages  the catalogues of locale/, from what the code says (needs gettext)"
	@echo "make clean     removes what the others made, the data of the demo too"

demo: $(READY)
	@SITE_URL=http://localhost:$(PORT) exec $(BIN)/python manage.py demo --port $(PORT)

test: $(READY)
	@$(BIN)/python -m tests.tiers $(ARGS)

coverage: $(READY)
	@COVERAGE=1 $(BIN)/python -m tests.tiers $(ARGS)

traceability: $(READY)
	@$(BIN)/python -m tests.traceability $(if $(RUN),--run)

pictures: $(READY)
	@$(BIN)/python docs/pictures.py $(ARGS)

mutation: $(READY)
	@export DATABASE_URL=sqlite:///$$(mktemp -d)/mutation.sqlite3 LOG_LEVEL=ERROR CI=1 EXAMPLES=25; \
	$(if $(PART),$(BIN)/python -m tests.mutation $(PART) $(or $(TESTS),tests/$(PART)) $(ARGS),$(BIN)/mutmut run $(MODULES) && $(BIN)/mutmut results)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates
	git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --check --target-version 5.2

bench: $(READY)
	@$(BIN)/python -m benchmarks $(if $(LARGE),--large)

faults: $(READY)
	@$(BIN)/python -m tests.faults.run $(ARGS)

load: $(READY)
	@$(BIN)/python -m benchmarks.loading $(ARGS)

css:
	styles/build.sh

messages: $(READY)
	$(BIN)/python manage.py makemessages --locale de --no-wrap --add-location file --no-obsolete \
		--ignore '.venv/*' --ignore 'benchmarks/*' --ignore 'styles/*' --ignore 'tests/*' --ignore 'var/*'
	$(BIN)/python manage.py compilemessages --locale de --locale en

clean:
	rm -rf .venv var mutants htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.grimp_cache .import_linter_cache

$(READY): pyproject.toml uv.lock $(BIN)/uv
	@$(BIN)/uv sync --frozen --quiet --compile-bytecode
	@touch $@

$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.8"

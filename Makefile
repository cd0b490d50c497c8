# How one works on veille. `make` alone lists the targets.
#
#   make install       what a person needs to run it
#   make run           the demo, on this machine; Ctrl-C ends it
#   make test          everything a change must pass (the same as CI)
#
# Nothing is installed outside .venv, but what `system`, `browser`, `pango` and `checkers` take
# from Debian when they run as root and it is missing.
#
# PYTHON=…            the interpreter to build .venv with (an existing .venv is kept: remove it)
# VEILLE_CHROMIUM=…   the browser to test with

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin

# A name on PATH proves little: version managers leave stubs that do not start, and
# Debian's python3 cannot make environments until python3-venv is there.
PYTHON ?=
FIND_PYTHON := find_python() { for p in $(or $(PYTHON),python3.13 python3.12 python3.11 python3 /usr/bin/python3); do \
	if "$$p" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$p"; return; fi; done; return 1; }

# uv is faster and never required. It must not fetch an interpreter of its own.
export UV_PYTHON_DOWNLOADS := never
ifneq ($(shell command -v uv 2>/dev/null),)
PIP_INSTALL := uv pip install --quiet --python $(BIN)/python
else
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --no-input --disable-pip-version-check
endif

.PHONY: help
help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sort \
		| while IFS= read -r l; do printf '  make %-13s%s\n' "$${l%%:*}" "$${l##*## }"; done

# --- set-up ---------------------------------------------------------------------------

.PHONY: system
system: ## Python 3.11+ with venv: installed on Debian as root, asked for elsewhere
	@$(FIND_PYTHON); \
	if $(BIN)/python -c 'import pip' 2>/dev/null || find_python >/dev/null; then exit 0; fi; \
	if [ -z "$(PYTHON)" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		echo "Installing python3 and python3-venv…"; \
		apt-get update -qq; \
		apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null; \
		if find_python >/dev/null; then exit 0; fi; \
	fi; \
	echo "veille needs Python 3.11 or newer with its venv module (Debian: apt-get install python3 python3-venv)." >&2; \
	exit 1

# The stamps live in .venv: removing it starts again, and a second call does nothing.
# requirements-dev.lock holds the whole of requirements.lock, so install-dev is enough
# for both. pip refuses an editable folder in a call that checks hashes: two calls. The
# second builds with the locked hatchling, without the network.
define INSTALL
@$(FIND_PYTHON); $(BIN)/python -c 'import pip' 2>/dev/null || "$$(find_python)" -m venv --clear $(VENV)
@echo "Installing $(1) in $(VENV)…"
@$(PIP_INSTALL) --require-hashes -r $(1)
@$(PIP_INSTALL) --no-build-isolation --no-deps -e .
endef

$(VENV)/.stamp-install: requirements.lock pyproject.toml | system
	$(call INSTALL,requirements.lock)
	@touch $@

$(VENV)/.stamp-install-dev: requirements-dev.lock pyproject.toml | system
	$(call INSTALL,requirements-dev.lock)
	@touch $(VENV)/.stamp-install $@

$(VENV)/.stamp-pdf: requirements-pdf.lock pyproject.toml | system
	$(call INSTALL,requirements-pdf.lock)
	@touch $(VENV)/.stamp-install $@

.PHONY: install install-dev pdf browser pango rsync servers checkers lock
install: $(VENV)/.stamp-install ## the environment that runs veille

install-dev: $(VENV)/.stamp-install-dev ## the same, with the tools of `make test`

browser: ## the Chromium that tests drive: installed on Debian as root, asked for elsewhere
	@if command -v "$${VEILLE_CHROMIUM:-chromium}" >/dev/null; then exit 0; fi; \
	if [ -z "$${VEILLE_CHROMIUM:-}" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		echo "Installing chromium…"; \
		apt-get update -qq; \
		apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo "The browser tests need Chromium: install it, or name one that runs in VEILLE_CHROMIUM." >&2; \
		exit 1; \
	fi

pdf: $(VENV)/.stamp-pdf pango ## the same as install, with what letters on paper need (WeasyPrint and Pango)

# WeasyPrint loads these three at run time; no Python package brings them.
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
HAS_PANGO := $(BIN)/python -c 'import ctypes; [ctypes.CDLL(f"lib{n}.so.0") for n in \
	("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")]' 2>/dev/null
pango: | system ## the system libraries that print: installed on Debian as root, asked for elsewhere
	@if $(HAS_PANGO); then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		echo "Installing $(PANGO)…"; \
		apt-get update -qq; \
		apt-get install -y -qq --no-install-recommends $(PANGO) >/dev/null; \
	else \
		echo "Letters on paper need Pango: apt-get install $(PANGO), or your system's own packages." >&2; \
		exit 1; \
	fi

rsync: ## one of the ways to publish, which tests try: installed on Debian as root, asked for elsewhere
	@if command -v rsync >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		echo "Installing rsync…"; \
		apt-get update -qq; \
		apt-get install -y -qq --no-install-recommends rsync >/dev/null; \
	else \
		echo "The tests of publishing try rsync too: install it to have them all." >&2; \
	fi

# Never asked for by another target: on Debian these packages start their servers at once.
servers: rsync ## nginx, Apache, OpenSSH, vsftpd and Dovecot, which `make prove` speaks to where they are (root, Debian)
	@export DEBIAN_FRONTEND=noninteractive; apt-get update -qq; \
	apt-get install -y -qq --no-install-recommends nginx-light apache2 openssh-server vsftpd \
		dovecot-imapd >/dev/null

# They read the archive in `make prove`. Exact versions, in .venv like all the rest; none runs a
# script at its installation. Java runs vnu, Node the two others.
CHECKERS := vnu-jar@26.9.27 html-validate@9.7.1 lighthouse@12.8.2
checkers: $(VENV)/.stamp-checkers ## what `make prove` reads the archive with: vnu, html-validate, Lighthouse, lynx

$(VENV)/.stamp-checkers: Makefile | $(VENV)/.stamp-install-dev
	@missing=; for one in java:default-jre-headless node:nodejs npm:npm lynx:lynx; do \
		command -v "$${one%%:*}" >/dev/null || missing="$$missing $${one##*:}"; done; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		echo "Installing$$missing…"; \
		apt-get update -qq; \
		apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	elif [ -n "$$missing" ]; then \
		echo "The checkers of the archive need$$missing (names of Debian): install them." >&2; \
		exit 1; \
	fi
	@echo "Installing $(CHECKERS) in $(VENV)/checkers…"
	@npm install --prefix $(VENV)/checkers --no-save --no-audit --no-fund --ignore-scripts \
		--loglevel=error $(CHECKERS) >/dev/null
	@touch $@

# After a change of dependencies. Needs uv. The locks hold hashes and no address, so that
# they serve behind any mirror; one version for all Pythons, so that all machines agree.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: ## write the three locks anew (UPGRADE=--upgrade takes the newest versions)
	@printf 'hatchling\neditables\n' | $(LOCK) $(UPGRADE) pyproject.toml - -o requirements.lock
	@printf 'hatchling\neditables\n' | $(LOCK) $(UPGRADE) --extra pdf -c requirements.lock \
		pyproject.toml - -o requirements-pdf.lock
	@printf 'hatchling\neditables\n' | $(LOCK) $(UPGRADE) --extra dev -c requirements-pdf.lock \
		pyproject.toml - -o requirements-dev.lock

# --- use ------------------------------------------------------------------------------

# Ctrl-C stops every process of the terminal's foreground group: make would die of it and
# report an error while veille ends well. With job control (set -m) veille is a group of its
# own and gets the key alone (Ctrl-Z is off: it would leave veille asleep on its port). In
# the background, or without a terminal, no key comes: exec, so that signals find veille.
IN_FOREGROUND := $(BIN)/python -c 'import os, sys; sys.exit(os.tcgetpgrp(0) != os.getpgrp())' 2>/dev/null
.PHONY: run
run: install ## the demo: a server with made-up feeds; Ctrl-C ends it
	@if $(IN_FOREGROUND); then trap '' TSTP; set -m; $(BIN)/veille demo; \
	else exec $(BIN)/veille demo; fi

# --- checks ---------------------------------------------------------------------------

.PHONY: check test prove bench golden quality
check: install-dev ## no test, only reading: style, types, who imports whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: install-dev browser pango rsync check ## what a change must pass: check, then every test but the long proofs
	@$(BIN)/python -m pytest -n 2

prove: install-dev browser pango rsync checkers ## the long proofs: kill series, full matrices, other people's checkers
	@$(BIN)/python -m pytest -m prove

# Each at 200,000 items, against its target, then at 1,000,000. A quarter of an hour; a quiet machine.
# The archive last: twenty years beside Hugo and Pelican, which it installs for itself.
bench: install-dev ## how fast and heavy collecting is, the desk after ten years, the archive after twenty
	@$(BIN)/python -m bench.letter
	@$(BIN)/python -m bench.collect
	@for one in desk_pages desk_search desk_memory; do \
		if [ -f bench/$$one.py ]; then $(BIN)/python -m bench.$$one; fi; done
	@$(BIN)/python -m bench.archive

quality: install-dev ## how well veille understands headlines: precision, recall, coverage, and where it errs
	@$(BIN)/python -m tests.quality

golden: install-dev ## build the committed demo archive again; read the difference before committing
	@$(BIN)/python -m tests.golden

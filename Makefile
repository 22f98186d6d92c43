# The front door. `make` alone prints what it knows; CI runs the same targets (.ci/run).
PRESET  ?= dev
JOBS    ?= $(shell nproc)
SECONDS ?= 60
SINCE   ?= main
FORMAT  ?= clang-format-19
# The rooms that read what strangers send. The others are built on them and take as long again:
# make asan ASAN_ROOMS="engine screening server storage"
ASAN_ROOMS ?= base text codec model lists payments trade decision cases reporting
SOURCES  = git ls-files -z '*.h' '*.cc'
BINARY   = build/release/cordon

.DEFAULT_GOAL := help
.PHONY: help setup hooks configure build test soak check headers asan release demo bench benches load fuzz format tidy docs clean

help:           ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

demo: release   ## build, then screen the sample customers against lists, start to end
	@tools/demo $(BINARY)

test: build     ## build and run every test (PRESET=dev|asan|tsan); one room: make test M=screening
	@timeout 1500 ctest --preset $(PRESET) -j $(JOBS) --timeout 300 $(if $(M),-R '^$(M)')

soak: configure ## the fault tests at full length (minutes): each disk operation, 2,000 power cuts, 1,000 kills
	@cmake --build --preset $(PRESET) -j $(JOBS) --target storage_test engine_test
	@CORDON_SOAK=1 CORDON_KILLS=1000 build/$(PRESET)/storage_test --gtest_brief=1 --gtest_filter='*Fault*:*PowerLoss*'
	@CORDON_SOAK=1 build/$(PRESET)/engine_test --gtest_brief=1 --gtest_filter='MessageFaults*'

check:          ## what the commit hook runs: house rules, their self-test, format
	@tools/check_tree.py
	@tools/check_tree_test.py
	@command -v $(FORMAT) >/dev/null || { echo "$(FORMAT) is missing: run tools/setup" >&2; exit 1; }
	@$(SOURCES) | xargs -0 -r $(FORMAT) --dry-run -Werror

release:        ## the binary that ships: build/release/cordon
	@$(MAKE) --no-print-directory configure PRESET=release
	@cmake --build --preset release -j $(JOBS) --target cordon
	@test ! -x $(BINARY) || echo "built $(BINARY)"

build: configure ## compile (PRESET=dev|asan|tsan|release)
	@cmake --build --preset $(PRESET) -j $(JOBS)

bench:          ## build and run the benchmarks; figures into build/release/bench.json
	@$(MAKE) --no-print-directory configure PRESET=release
	@cmake --build --preset release -j $(JOBS) --target benches
	@tools/run_benches.py build/release

benches: configure ## compile the benchmarks, that they do not fall behind the code
	@cmake --build --preset $(PRESET) -j $(JOBS) --target benches

load: release   ## how much the service bears: make load HOME_DIR=a home with lists MESSAGES=a folder of messages
	@scenarios/serve_load.py $(BINARY) $(HOME_DIR) $(MESSAGES) --seconds $(SECONDS)

fuzz:           ## coverage-guided fuzzing of every target, SECONDS=60 each
	@tools/setup --all
	@$(MAKE) --no-print-directory configure PRESET=fuzz
	@cmake --build --preset fuzz -j $(JOBS) --target fuzzers
	@tools/run_fuzzers build/fuzz $(SECONDS)

format:         ## rewrite sources as .clang-format says
	@$(SOURCES) | xargs -0 -r $(FORMAT) -i

tidy: configure ## clang-tidy on the sources that differ from SINCE=main
	@tools/setup --all
	@tools/run_tidy build/$(PRESET) $(SINCE)

docs:           ## check links; with a release binary also the command reference and man pages
	@tools/make_docs.py $(BINARY)

headers: configure ## every header compiles alone
	@cmake --build --preset $(PRESET) -j $(JOBS) --target check_headers

asan:           ## unit tests of ASAN_ROOMS and all fuzz targets under address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory configure PRESET=asan
	@cmake --build --preset asan -j $(JOBS) --target $(ASAN_ROOMS:%=%_test) fuzzers
	@timeout 1500 ctest --preset asan -j $(JOBS) --timeout 300 \
	    -R "^(($$(echo $(ASAN_ROOMS) | tr ' ' '|'))(_[0-9]+)?|.*_fuzz)$$"

hooks:          ## once per clone: run `make check` before each commit
	@git config core.hooksPath tools/hooks

clean:          ## remove build/
	@rm -rf build

setup:
	@tools/setup

configure: setup
	@mkdir -p build
	@cmake --preset $(PRESET) >build/configure.log 2>&1 || { cat build/configure.log >&2; exit 1; }

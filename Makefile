# The commands that README and CONTRIBUTING name. Each brings along what it needs: a first run installs
# Debian packages that are missing (and says which, and why), later runs only check.

BOUNCEBOOK = .build/release/bouncebook
EXAMPLES   = Examples/week
OUTPUT     = output
SWIFT_FILES = Package.swift Sources Tests

.DEFAULT_GOAL := help
.PHONY: help report test build format lint goldens examples bench clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
	  printf '  make %-9s %s\n' "$$name" "$$text"; done

report: build ## make the pages of the example week in output/
	@$(BOUNCEBOOK) report $(EXAMPLES) --output $(OUTPUT) --week 2026-W47 --year 2026 \
	  --title 'Haneul Outdoor' --help-desk-url https://desk.haneul.example.com

test: ## run every test (those of the pages need chromium and fonts-noto-cjk)
	@Scripts/setup.sh build test
	@Scripts/swift.sh test --parallel --disable-xctest

build: ## build the program: .build/release/bouncebook, which needs no Swift to run
	@Scripts/setup.sh build
	@Scripts/swift.sh build -c release --static-swift-stdlib --product bouncebook

format: ## lay out the Swift files as the house does
	@swift format format --in-place --parallel --recursive $(SWIFT_FILES)

lint: ## check the layout of the Swift files, as .ci/run does
	@swift format lint --strict --parallel --recursive $(SWIFT_FILES)

goldens: ## record the expected pages anew (the run fails with "recorded": then read the diff)
	@Scripts/setup.sh build test
	-RECORD_GOLDENS=1 Scripts/swift.sh test --parallel --disable-xctest
	@git --no-pager diff --stat -- Tests

examples: ## make the example week anew from its script
	@python3 Examples/make-examples.py

bench: build ## race against pflogsumm, wc and Sisimai on this machine
	@Scripts/setup.sh bench
	@Tests/Benchmarks/bench.sh

clean: ## remove what was built and written
	@rm -rf .build
	@find $(OUTPUT) -mindepth 1 ! -name .gitkeep -delete

# On a fresh machine with only Swift: `make demo` shows what GammaKit does, `make test` proves it.

SWIFT ?= swift
BUILD ?= $(SWIFT) build

.PHONY: setup build demo test lint unit acceptance docs gallery format bench clean

setup:  ## install the system libraries that are missing
	@scripts/setup

build: setup  ## the command line tool, optimised
	$(BUILD) -c release --product gammakit

demo: build  ## simulate four runs of a Crab-like source, analyse them, show the figures
	@$$($(BUILD) -c release --show-bin-path)/gammakit demo --output demo

test: setup lint unit acceptance  ## everything that must pass before a change lands

lint:  ## format, file lengths, documentation, forbidden constructs
	@scripts/lint

unit:  ## tests of each layer, debug build
	$(SWIFT) test --skip AcceptanceTests

acceptance:  ## real data and published numbers, release build
	GAMMAKIT_TESTS=acceptance $(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path .build-release --filter AcceptanceTests

docs: setup  ## the documentation as a static site in site/
	scripts/docs site

gallery:  ## write what the documentation has from the code: tables, model files and figures
	GAMMAKIT_UPDATE_DOCS=1 $(SWIFT) test --filter 'ModelGalleryTests|configurationPageListsEveryKey|faultsPageExplainsEveryCode'

format:  ## format all sources in place
	$(SWIFT) format format --in-place --parallel --recursive Package.swift Sources Tests Examples

bench: setup  ## ratios against Gammapy and the physical limits (Benchmarks/README.md)
	Benchmarks/run

clean:
	rm -rf .build .build-release demo site

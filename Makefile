# Pactpress. `make help` lists the verbs. Each of them works as the first command after a clone;
# nothing is asked of the system while this file is read.

# What may be set from outside.
CC       = gcc
AR       = ar
CFLAGS   = -O2 -g
LDFLAGS  =
DESTDIR  =
prefix   = /usr/local
BUILD    = build
SHARE    = $(DESTDIR)$(prefix)/share
V        =
JOBS     = $(shell nproc 2>/dev/null || echo 2)

# A -j on the command line wins.
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

# `make V=1` shows every command.
Q = $(if $(V),,@)

VERSION := $(shell cat VERSION)

# Folders in their order: each one sees those before it only.
FOLDERS := base project ingest figures text document page output verify commands

PACKAGES := gcc make libc6-dev pkg-config libhpdf-dev libxlsxwriter-dev libcsv-dev libpcre2-dev \
    libicu-dev libharfbuzz-dev libhyphen-dev libcmark-gfm-dev libcmark-gfm-extensions-dev \
    libyaml-dev libsqlite3-dev libssl-dev libpng-dev liblcms2-dev libqpdf-dev libdeflate-dev libqrencode-dev \
    libexpat1-dev libzip-dev libmicrohttpd-dev coinor-libcbc-dev coinor-libclp-dev \
    fonts-vollkorn fonts-lato fonts-ebgaramond-extra fonts-hosny-amiri fonts-noto-core \
    hyphen-en-gb hyphen-it hyphen-sv hyphen-lv
TEST_PACKAGES := libcmocka-dev qpdf poppler-utils mupdf-tools python3 python3-openpyxl python3-lxml \
    python3-yaml python3-jsonschema systemd logrotate libreoffice-calc-nogui ghostscript clang-format locales groff-base util-linux \
    openjdk-17-jre-headless maven mandoc man-db dpkg-dev lintian zsh fish \
    fonts-droid-fallback hyphen-bg hyphen-cs hyphen-da \
    hyphen-de hyphen-el hyphen-es hyphen-fr hyphen-hr hyphen-hu hyphen-lt hyphen-nl hyphen-pl \
    hyphen-pt-pt hyphen-ro hyphen-sk hyphen-sl hyphen-uk myspell-et \
    zbar-tools libimage-exiftool-perl nodejs libjs-pdf python3-html5lib python3-pip chromium-headless-shell git

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpedantic
ifneq ($(filter true 1,$(CI) $(STRICT)),)
WARNINGS += -Werror
endif

# -std=c11 also keeps the compiler from fusing multiplications and additions, which would give
# other last digits on other processors.
SAN      =
FLAGS    = -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) $(CFLAGS) $(SAN)
INCLUDES = -Iinclude -Isrc -I/usr/include/harfbuzz
LIBS     = -Wl,--as-needed -lhpdf -lxlsxwriter -lcsv -lpcre2-8 -licui18n -licuuc -licudata \
    -lharfbuzz -lharfbuzz-subset -lhyphen -lcmark-gfm-extensions -lcmark-gfm -lyaml -lsqlite3 \
    -lcrypto -lpng -llcms2 -lqpdf -lzip -lexpat -lmicrohttpd -lqrencode -lCbcSolver -lCbc -lClp -ldeflate -lz -lm -lpthread

# The demo works on a copy: a release binds an archive and leaves files behind, and the sample in the
# repository stays as it came.
DEMO := $(BUILD)/demo

ASAN_TREE := $(BUILD)/asan
ASAN_VARS := BUILD=$(ASAN_TREE) CFLAGS='-O1 -g' SAN='-fsanitize=address,undefined \
    -fno-sanitize-recover=all -fno-omit-frame-pointer -DPP_ARENA_DEBUG'

# The linker reads archives from left to right: users before what they use.
reverse   = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
ARCHIVES := $(patsubst %,$(BUILD)/%.a,$(call reverse,$(FOLDERS)))
UNITS    := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))
SUPPORT  := $(patsubst tests/unit/%.c,$(BUILD)/obj/unit/%.o, \
    $(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c)))
FUZZERS  := $(patsubst tests/fuzz/%.c,$(BUILD)/tests/fuzz_%, \
    $(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)))

.PHONY: all demo languages test asan lint format bench shapes pictures docs-pictures install deb clean deps deps-test help programs FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/pactpress ## build the program

deps: ## install what building and running need (apt-get, as root or through sudo)
	@sh .ci/deps $(PACKAGES)

deps-test: ## install what the tests need besides
	@sh .ci/deps $(TEST_PACKAGES)

demo: ## build the sample project: bulletins in four languages, annexes
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@rm -rf $(DEMO) && mkdir -p $(DEMO) && cp -R samples/epi $(DEMO)/epi
	@umask 077 && head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > $(DEMO)/key
	PACTPRESS_KEY_FILE=$(abspath $(DEMO))/key \
	    $(BUILD)/pactpress build -C $(DEMO)/epi --release --out $(abspath $(DEMO))/out
	@echo && echo 'The documents:'
	@find -L $(DEMO)/out/public -name '*.pdf' -o -name '*.xlsx' -o -name '*.html' -o -name '*.eml' | sort

languages: ## the sample's bulletin of the project in 26 languages
	@$(MAKE) --no-print-directory deps deps-test
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@rm -rf $(BUILD)/languages && mkdir -p $(BUILD)/languages && cp -R samples/epi $(BUILD)/languages/epi
	@umask 077 && head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > $(BUILD)/languages/key
	@python3 tests/tools/sample_languages.py $(BUILD)/languages/epi . bulletin
	PACTPRESS_KEY_FILE=$(abspath $(BUILD))/languages/key \
	    $(BUILD)/pactpress build -C $(BUILD)/languages/epi --draft --out $(abspath $(BUILD))/languages/out
	@echo && echo 'The documents:' && find -L $(BUILD)/languages/out -name '*.pdf' | sort

test: ## run every test, then every test again under ASan and UBSan
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory deps-test
	@$(MAKE) --no-print-directory $(PARALLEL) programs
	@$(MAKE) --no-print-directory $(PARALLEL) $(ASAN_VARS) programs
	@tests/run $(BUILD) $(ASAN_TREE)

asan: ## build the program and its tests with the sanitizers, in build/asan
	@$(MAKE) --no-print-directory $(PARALLEL) $(ASAN_VARS) programs

lint: ## check the house rules: include directions, owners, sizes, banned functions, layout
	@sh .ci/deps $(PACKAGES) python3 clang-format
	@CC='$(CC)' python3 tests/lint.py

format: ## lay out every source file by .clang-format
	clang-format -i $(wildcard include/pactpress/*.h src/*.c src/*/*.[ch] tests/*/*.[ch])

bench: ## measure the program, and what else is installed (python3-reportlab, weasyprint)
	@$(MAKE) --no-print-directory deps
	@sh .ci/deps python3
	@$(MAKE) --no-print-directory $(PARALLEL) all
	@PACTPRESS=$(BUILD)/pactpress python3 bench/sample.py
	@PACTPRESS=$(BUILD)/pactpress python3 bench/persons.py 1000000
	@PACTPRESS=$(BUILD)/pactpress python3 bench/watch.py

shapes: all ## recompute every figure of 1,000 projects made up from seeds
	@SHAPES=1000 ONLY='end-to-end-shapes' tests/run $(BUILD)

pictures: all ## take the looks of the sample's pages as the expected ones (tests/golden/pictures.txt)
	@UPDATE=1 ONLY='golden-pictures' tests/run $(BUILD)

docs-pictures: all ## make the pictures of docs/layouts.md anew, from samples/layouts
	@sh .ci/deps poppler-utils
	@tests/tools/layout_pictures.sh $(BUILD)/pactpress docs/pictures

install: all ## install under $(DESTDIR)$(prefix)
	install -d $(DESTDIR)$(prefix)/bin $(SHARE)/pactpress $(SHARE)/man/man1 \
	    $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions \
	    $(SHARE)/fish/vendor_completions.d
	install -m 755 $(BUILD)/pactpress $(DESTDIR)$(prefix)/bin/pactpress
	cp -R layouts fonts $(SHARE)/pactpress/
	chmod -R u+rwX,go+rX,go-w $(SHARE)/pactpress
	PACTPRESS_SHARE=. $(BUILD)/pactpress manual >$(BUILD)/pactpress.1
	install -m 644 $(BUILD)/pactpress.1 $(SHARE)/man/man1/pactpress.1
	for shell in bash zsh fish; do \
	    PACTPRESS_SHARE=. $(BUILD)/pactpress completion $$shell >$(BUILD)/pactpress.$$shell || exit 1; done
	install -m 644 $(BUILD)/pactpress.bash $(SHARE)/bash-completion/completions/pactpress
	install -m 644 $(BUILD)/pactpress.zsh $(SHARE)/zsh/site-functions/_pactpress
	install -m 644 $(BUILD)/pactpress.fish $(SHARE)/fish/vendor_completions.d/pactpress.fish

deb: all ## make a Debian package of the program, build/pactpress_VERSION_ARCH.deb
	@sh .ci/deps dpkg-dev
	@rm -rf $(BUILD)/deb
	@$(MAKE) --no-print-directory install DESTDIR=$(abspath $(BUILD))/deb prefix=/usr
	@contrib/debian/build $(BUILD)/deb $(BUILD)

clean: ## delete everything that was built
	rm -rf $(BUILD)

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

# Everything the tests run.
programs: $(BUILD)/pactpress $(UNITS) $(FUZZERS)

$(BUILD)/pactpress: $(BUILD)/obj/main.o $(ARCHIVES)
	@echo '  link    $@'
	$(Q)$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/obj/main.o: src/main.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(Q)$(CC) $(FLAGS) $(INCLUDES) -DPP_VERSION='"$(VERSION)"' -MMD -MP -c -o $@ $<

$(BUILD)/obj/unit/%.o: tests/unit/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(Q)$(CC) $(FLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

$(BUILD)/obj/fuzz/%.o: tests/fuzz/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(Q)$(CC) $(FLAGS) $(INCLUDES) -MMD -MP -c -o $@ $<

$(BUILD)/obj/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  compile $<'
	$(Q)$(CC) $(FLAGS) $(INCLUDES) -DPP_VERSION='"$(VERSION)"' -MMD -MP -c -o $@ $<

# One archive per folder; made anew when a source was added or taken away.
define folder_rules
$(BUILD)/$(1).a: $(patsubst src/%.c,$(BUILD)/obj/%.o,$(sort $(wildcard src/$(1)/*.c))) $(BUILD)/$(1).list
	@rm -f $$@.new
	$$(Q)$(AR) rcs $$@.new $$(filter %.o,$$^)
	@mv $$@.new $$@

$(BUILD)/$(1).list: FORCE
	@mkdir -p $$(@D)
	@echo '$(sort $(wildcard src/$(1)/*.c))' | cmp -s - $$@ || echo '$(sort $(wildcard src/$(1)/*.c))' > $$@
endef
$(foreach folder,$(FOLDERS),$(eval $(call folder_rules,$(folder))))

# Remembers the flags, so that other flags compile everything anew. -Werror changes no object.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo "$(CC) $(filter-out -Werror,$(FLAGS)) $(VERSION)" | cmp -s - $@ || \
	    echo "$(CC) $(filter-out -Werror,$(FLAGS)) $(VERSION)" > $@

$(BUILD)/tests/test_%: $(BUILD)/obj/unit/test_%.o $(SUPPORT) $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  link    $@'
	$(Q)$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

$(BUILD)/tests/fuzz_%: $(BUILD)/obj/fuzz/%.o $(BUILD)/obj/fuzz/replay.o $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  link    $@'
	$(Q)$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

-include $(wildcard $(BUILD)/obj/*.d $(BUILD)/obj/*/*.d)

# om: make, make check, make install. CC=clang and SAN=address,undefined build
# in folders of their own. Sources are found by their place; none is named here.

ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
B := build$(if $(filter-out gcc,$(notdir $(CC))),-$(notdir $(CC)))$(if $(SAN),-san)

WARN := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror
HARD := -fPIE -fstack-protector-strong $(if $(SAN),,-D_FORTIFY_SOURCE=2)
SANE := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
CFLAGS ?= -O2 -g
CPPFLAGS += -std=c17 -D_GNU_SOURCE -Ilib -Icmd -MMD -MP
# make V=1 shows the commands.
Q := $(if $(V),,@)
COMPILE = $(CC) $(CPPFLAGS) $(WARN) $(HARD) $(SANE) $(CFLAGS) @$(B)/cflags
LINK = $(CC) $(CFLAGS) $(SANE) -pie -Wl,-O1,--as-needed,-z,relro,-z,lazy $(LDFLAGS)

LIB := $(patsubst %.c,$(B)/%.o,$(wildcard lib/*/*.c)) $(B)/schema.o
CMD := $(patsubst %.c,$(B)/%.o,$(filter-out cmd/main.c cmd/gen%.c,$(wildcard cmd/*.c)))
GEN := $(patsubst %.c,$(B)/%.o,$(wildcard cmd/gen*.c))
UNIT := $(patsubst tests/unit/%.c,$(B)/%,$(wildcard tests/unit/test_*.c))
FUZZ := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 20

all: $(B)/om $(B)/links

# What has to be on the machine. .ci/deps installs it, or names what is missing.
$(B)/cflags: .ci/deps .ci/libs
	@CC=$(CC) .ci/deps build
	@mkdir -p $(B)
	@CC=$(CC) .ci/libs >$(B)/libs
	@pkg-config --cflags sqlite3 yaml-0.1 libutf8proc nettle >$@
$(B)/test-deps: .ci/deps
	@.ci/deps test
	@mkdir -p $(B) && touch $@
deps:
	@.ci/deps build test lint

$(B)/%.o: %.c | $(B)/cflags
	@mkdir -p $(@D)
	$(Q)$(COMPILE) -c -o $@ $<
$(B)/prefix: FORCE
	@mkdir -p $(B); echo $(PREFIX) | cmp -s - $@ || echo $(PREFIX) >$@
$(B)/cmd/words.o: $(B)/prefix
$(B)/cmd/words.o: CPPFLAGS += -DOM_LIBEXEC='"$(PREFIX)/libexec/om"'
$(B)/schema.c: lib/db/schema.sql lib/db/embed.sh | $(B)/cflags
	$(Q)sh lib/db/embed.sh om_schema_sql $< >$@
$(B)/schema.o: $(B)/schema.c
	$(Q)$(COMPILE) -c -o $@ $<
$(B)/libom.a: $(LIB)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
$(B)/om: $(B)/cmd/main.o $(CMD) $(B)/libom.a
	$(Q)$(LINK) -o $@ $^ @$(B)/libs
$(B)/om-gen: $(GEN) $(CMD) $(B)/libom.a
	$(Q)$(LINK) -o $@ $^ @$(B)/libs
$(B)/links: $(B)/om $(B)/om-gen
	@for c in $$($(B)/om-gen names); do ln -sf om $(B)/$$c; done; touch $@

# Tests. One line at the end: N passed, N failed. ONLY=order runs what has that in its name.
$(B)/test_%: $(B)/tests/unit/test_%.o $(B)/libom.a | $(B)/test-deps
	$(Q)$(LINK) -o $@ $^ @$(B)/libs -lcmocka
$(B)/replay_%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/replay.o $(B)/libom.a
	$(Q)$(LINK) -o $@ $^ @$(B)/libs
check: all $(B)/test-deps $(UNIT) $(FUZZ:fuzz_%=$(B)/replay_%)
	@OM_BUILD=$(CURDIR)/$(B) tests/run.sh $(ONLY)
demo: all
	@OM_BUILD=$(CURDIR)/$(B) sh tests/demo.sh
bench: all
	@OM_BUILD=$(CURDIR)/$(B) SHORT=$(SHORT) sh tests/bench/run.sh
fuzz:
	@.ci/deps lint
	@$(MAKE) --no-print-directory CC=clang SAN=fuzzer-no-link,address,undefined $(FUZZ:%=build-clang-san/%)
	@for f in $(FUZZ); do tests/fuzz/run.sh build-clang-san/$$f $(FUZZ_SECONDS) || exit 1; done
$(B)/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(B)/libom.a
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ @$(B)/libs
lint: all
	@.ci/deps lint
	@OM_BUILD=$(CURDIR)/$(B) tests/lint/run.sh

# The generated blocks of the manual, and the completions.
gen: $(B)/om-gen
	$(B)/om-gen fill $(wildcard man/om*.1) completions/om.bash completions/om.zsh completions/om.fish

D = $(DESTDIR)$(PREFIX)
install: all
	install -d $(D)/bin $(D)/libexec/om $(D)/share/man/man1 $(D)/share/man/man5 $(D)/share/man/man7
	install -d $(D)/share/bash-completion/completions $(D)/share/zsh/site-functions \
		$(D)/share/fish/vendor_completions.d
	install $(B)/om $(D)/bin/om
	install -m 644 man/*.1 $(D)/share/man/man1
	install -m 644 man/*.5 $(D)/share/man/man5
	install -m 644 man/*.7 $(D)/share/man/man7
	install -m 644 completions/om.bash $(D)/share/bash-completion/completions/om
	install -m 644 completions/om.zsh $(D)/share/zsh/site-functions/_om
	for c in $$($(B)/om-gen names); do ln -sf om $(D)/bin/$$c; \
		ln -sf om $(D)/share/bash-completion/completions/$$c; done
	for c in om $$($(B)/om-gen names); do \
		install -m 644 completions/om.fish $(D)/share/fish/vendor_completions.d/$$c.fish; done
uninstall: $(B)/om-gen
	for c in om $$($(B)/om-gen names); do rm -f $(D)/bin/$$c \
		$(D)/share/bash-completion/completions/$$c $(D)/share/fish/vendor_completions.d/$$c.fish; done
	rm -f $(D)/share/zsh/site-functions/_om $(addprefix $(D)/share/man/,$(foreach s,1 5 7, \
		$(patsubst man/%,man$(s)/%,$(wildcard man/*.$(s)))))
	-rmdir $(D)/libexec/om

clean:
	rm -rf build build-*

FORCE:
.PHONY: all deps check demo bench fuzz lint gen install uninstall clean
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)

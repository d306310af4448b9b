#!/bin/bash
# make lint: each tool in turn; all of them run, any finding fails.
set -u
cd "$(dirname "$0")/../.." || exit 1
failed=0
passed=0

lint() {
	local name=$1 began=$SECONDS out
	shift
	if out=$("$@" 2>&1); then
		passed=$((passed + 1))
		echo "$name: clean ($((SECONDS - began)) s)"
	else
		failed=$((failed + 1))
		printf '%s\n%s: FAILED (%s s)\n' "$out" "$name" "$((SECONDS - began))"
	fi
}

format() {
	find lib cmd -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror
}

tidy() {
	find lib cmd -name '*.c' -size -64k ! -name code_table.c -print0 |
		xargs -0 -P 2 -n 8 sh -c 'clang-tidy --quiet "$@" -- -std=c17 -D_GNU_SOURCE -Ilib -Icmd 2>/dev/null' tidy
}

check() {
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --error-exitcode=1 \
		--inline-suppr --suppress=missingIncludeSystem --suppress=internalAstError \
		-j 2 -D_GNU_SOURCE -D__GNUC__ -Ilib -Icmd lib cmd
}

scripts() {
	shellcheck .ci/run .ci/deps lib/db/embed.sh &&
		find tests completions -name '*.sh' -print0 -o -name '*.bash' -print0 |
		xargs -0 shellcheck -e SC2046,SC2086,SC2154,SC1090,SC1091 &&
		find tests -name '*.bats' -print0 |
		xargs -0 shellcheck -s bats -e SC2030,SC2031,SC2034,SC2154,SC1090,SC1091,SC2016,SC2312
}

manual() {
	local out
	out=$(mandoc -T lint -W warning man/*.[157]) || true
	printf '%s' "$out"
	[ -z "$out" ]
}

lint floors tests/lint/floors.sh
lint shellcheck scripts
lint mandoc manual
lint cppcheck check
lint clang-format format
lint clang-tidy tidy
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

#!/bin/sh
# Run all tests: unit tests, the fuzz targets' corpus, bats. Failures are shown
# whole; the last line is "N passed, N failed". tests/run.sh [PART OF A NAME]
set -eu
cd "$(dirname "$0")/.."
OM_BUILD=${OM_BUILD:-$PWD/build}
export OM_BUILD
only=${1:-}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# unit NAME: cmocka speaks TAP, on standard error where a test asserts.
unit() {
	CMOCKA_MESSAGE_OUTPUT=TAP "$OM_BUILD/$1" >"$out/$1.tap" 2>&1 ||
		grep -q '^not ok' "$out/$1.tap" || echo "not ok - $1 ended early" >>"$out/$1.tap"
}

replay() {
	if "$OM_BUILD/$1" "tests/fuzz/corpus/${1#replay_}" >"$out/$1.log" 2>&1; then
		echo "ok - the corpus of ${1#replay_}" >"$out/$1.tap"
	else
		{
			echo "not ok - the corpus of ${1#replay_}"
			sed 's/^/# /' "$out/$1.log"
		} >"$out/$1.tap"
	fi
}

script() {
	name=$(basename "$1")
	bats --formatter tap "$1" >"$out/$name.tap" 2>&1 </dev/null ||
		grep -q '^not ok' "$out/$name.tap" || echo "not ok - $name did not run" >>"$out/$name.tap"
}

one() {
	name=$(basename "$1")
	case $name in
	test_*) unit "$name" ;;
	replay_*) replay "$name" ;;
	*) script "$1" ;;
	esac
	bad=$(grep -c '^not ok' "$out/$name.tap" || true)
	if [ "$bad" -gt 0 ]; then
		grep -v '^ok\|^1\.\.' "$out/$name.tap" || true
	fi
	printf '%-28s %5d ok%s\n' "$name" "$(grep -c '^ok' "$out/$name.tap" || true)" \
		"$([ "$bad" -eq 0 ] || echo ", $bad failed")"
}

all() {
	for t in tests/unit/test_*.c; do echo "$OM_BUILD/$(basename "$t" .c)"; done
	for f in tests/fuzz/fuzz_*.c; do
		f=$(basename "$f" .c)
		echo "$OM_BUILD/replay_${f#fuzz_}"
	done
	find tests -name '*.bats' | LC_ALL=C sort
}

# Two at a time, started by this script once more for each.
if [ "${OM_RUN_ONE:-}" ]; then
	trap - EXIT
	rmdir "$out"
	out=${OM_RUN_OUT:?}
	one "$OM_RUN_ONE"
	exit
fi
all | grep -e "$only" >"$out/list" || true
OM_RUN_OUT=$out xargs -P 2 -I {} env OM_RUN_ONE={} tests/run.sh <"$out/list"
skipped=$(cat "$out"/*.tap | grep -c '^ok.*# skip' || true)
passed=$(($(cat "$out"/*.tap | grep -c '^ok' || true) - skipped))
failed=$(cat "$out"/*.tap | grep -c '^not ok' || true)
[ "$skipped" -eq 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]

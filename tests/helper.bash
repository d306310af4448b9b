# Loaded by every test: a fresh directory, a fixed clock, and an audit at the end.
# shellcheck shell=bash
bats_require_minimum_version 1.5.0
load /usr/lib/bats/bats-support/load.bash
load /usr/lib/bats/bats-assert/load.bash

TESTS=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
ROOT=${TESTS%/*}
DATA=$TESTS/data
BUILD=${OM_BUILD:-$ROOT/build}

setup() {
	local name
	for name in "${!OM_@}"; do
		unset "$name"
	done
	unset NO_COLOR PAGER COLUMNS
	cd "$BATS_TEST_TMPDIR" || return
	export PATH="$BUILD:$PATH" OM_DB="$PWD/om.db" OM_NOW=2026-11-23T09:00:00Z LC_ALL=C TZ=UTC
}

# After every test the database must pass its own audit, unless audit=no.
teardown() {
	[ -e om.db ] && [ "${audit:-}" != no ] || return 0
	run -0 om --db "$PWD/om.db" check
	assert_output ""
}

# "om-order<TAB>new<TAB>--customer" of each option of each verb.
each_option() {
	local all
	all=$("$BUILD/om-gen" options) || fail "om-gen options failed"
	[ "$(wc -l <<<"$all")" -gt 100 ] || fail "too few options"
	printf '%s\n' "$all"
}

# A company with three items, three customers, two suppliers and stock. Made
# once a run and copied from then on.
new_shop() {
	local made=$BATS_RUN_TMPDIR/shop.db
	if [ ! -e "$made" ]; then
		make_shop "$made.$BATS_ROOT_PID.$$" || return
		mv "$made.$BATS_ROOT_PID.$$" "$made"
	fi
	cp -p "$made" "$OM_DB"
}

make_shop() {
	{
		om --db "$1" init --name 'Corner Supplies' --currency EUR --country DE &&
			om-supplier import "$DATA/shop/suppliers.csv" --db "$1" &&
			om-item import "$DATA/shop/items.csv" --db "$1" &&
			om-customer import "$DATA/shop/customers.csv" --db "$1" &&
			om-stock receive --from "$DATA/shop/stock.csv" --db "$1"
	} >/dev/null 2>"$BATS_TEST_TMPDIR/shop.err" || {
		cat "$BATS_TEST_TMPDIR/shop.err" >&2
		return 1
	}
	rm -f "$BATS_TEST_TMPDIR/shop.err"
}

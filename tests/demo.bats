# make demo, in a folder of the test's own: the Northwind figures.
load helper

demo() {
	OM_BUILD="$BUILD" OM_DEMO_DIR="$PWD/demo" sh "$TESTS/demo.sh"
}

@test "the demo shows what it did, with the figures that must come out" {
	run --separate-stderr -0 demo
	[ -z "$stderr" ] || fail "$stderr"
	assert_line --partial "# 29 suppliers"
	assert_line --partial "# 78 items"
	assert_line --partial "# 91 customers"
	assert_line --partial "# 77 items in stock"
	assert_line --partial "# 830 orders"
	assert_line --partial "# 809 shipments"
	assert_line --partial "# 809 invoices"
	assert_line --partial "# 719 paid in full"
	assert_line --partial "# 0 findings"
	assert_line "   830  orders                                         1330735.98"
	assert_line "   809  of them shipped and invoiced                   1303810.87"
	assert_line "   719  invoices paid                                  1133890.99"
	assert_line "    90  invoices open                                   169919.88"
	assert_line "    21  orders open, all their goods reserved            26925.11"
	assert_line "    75  items on the shelf, at cost                      60896.77"
	assert_line "INV-00723  1998-04-02  1998-05-02     5  HANAR     SO-00734  16003.37  16003.37"
	run -0 om --db demo/om.db check
	assert_output ""
}

@test "the demo fits on a screen of 80 columns and 40 lines" {
	demo | sed "s|$PWD/||" >shown
	[ "$(wc -l <shown)" -le 40 ] || fail "$(wc -l <shown) lines"
	run grep -E '.{81}' shown
	assert_failure 1
}

@test "what the demo says to try next works" {
	demo >shown
	sed -n '/^Try next/,$ { s/^  //p; }' shown >next
	[ "$(wc -l <next)" -ge 5 ] || fail "nothing to try"
	ln -s "$BUILD" build
	run -0 bash -euo pipefail "$BATS_TEST_TMPDIR/next"
	assert_line "INV-00810"
	assert_line --partial "SO-00761"
}

@test "a demo that is there already is not touched" {
	demo >shown
	cp demo/om.db before.db
	run --separate-stderr -1 demo
	assert_output ""
	[[ $stderr == *"demo: $PWD/demo/om.db is here already; to start over: rm -r $PWD/demo; make demo" ]] ||
		fail "$stderr"
	cmp before.db demo/om.db
}

@test "a figure that is not what it must be ends the demo" {
	mkdir bin
	ln -s "$BUILD"/om* bin/
	rm bin/om-ship
	printf '#!/bin/sh\n"%s/om-ship" "$@" | sed 1d\n' "$BUILD" >bin/om-ship
	chmod +x bin/om-ship
	BUILD=$PWD/bin run --separate-stderr -1 demo
	[[ $stderr == *"demo: 808 orders were shipped, not 809" ]] || fail "$stderr"
}

@test "a step that fails ends the demo" {
	mkdir bin
	ln -s "$BUILD"/om* bin/
	rm bin/om-invoice
	printf '#!/bin/sh\necho "om-invoice: it is late" >&2\nexit 4\n' >bin/om-invoice
	chmod +x bin/om-invoice
	BUILD=$PWD/bin run --separate-stderr -1 demo
	[[ $stderr == *"demo: it failed: om-invoice: it is late" ]] || fail "$stderr"
}

# The examples of every man page are run; what they print must be what the page says.
load helper

run_page() {
	new_shop
	"$TESTS/manual.sh" "$ROOT/man/$1"
}

@test "every man page stands in this file" {
	local page
	for page in "$ROOT"/man/*.[157]; do
		grep -q "run_page ${page##*/}\$" "$BATS_TEST_FILENAME" || fail "${page##*/} is not run"
	done
}

@test "every command has a man page" {
	local name
	for name in om $("$BUILD/om-gen" names); do
		[ -e "$ROOT/man/$name.1" ] || fail "$name.1 is missing"
	done
}

@test "the examples of om(1) print what the page says" {
	run_page om.1
}

@test "the tour of om(7) prints what the page says" {
	run_page om.7
}

@test "the examples of om-csv(5) print what the page says" {
	run_page om-csv.5
}

@test "the examples of om-item(1) print what the page says" {
	run_page om-item.1
}

@test "the examples of om-customer(1) print what the page says" {
	run_page om-customer.1
}

@test "the examples of om-supplier(1) print what the page says" {
	run_page om-supplier.1
}

@test "the examples of om-stock(1) print what the page says" {
	run_page om-stock.1
}

@test "the examples of om-quote(1) print what the page says" {
	run_page om-quote.1
}

@test "the examples of om-order(1) print what the page says" {
	run_page om-order.1
}

@test "the examples of om-ship(1) print what the page says" {
	run_page om-ship.1
}

@test "the examples of om-invoice(1) print what the page says" {
	run_page om-invoice.1
}

@test "the examples of om-payment(1) print what the page says" {
	run_page om-payment.1
}

@test "a page without examples fails" {
	printf '.Sh EXAMPLES\nNone.\n' >bare.1
	run "$TESTS/manual.sh" bare.1
	assert_failure 1
	assert_output "bare.1 has no examples"
}

@test "an example that prints something else fails" {
	printf '.Sh EXAMPLES\n.Bd -literal\n$ echo one\ntwo\n.Ed\n' >wrong.1
	run "$TESTS/manual.sh" wrong.1
	assert_failure 1
	assert_line -- "-two"
	assert_line -- "+one"
}

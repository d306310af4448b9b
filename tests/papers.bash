# What the tests of documents share: saying what is refused, and making orders.
# shellcheck shell=bash

refused() { # status, sentence, words...: nothing on standard output
	local status_asked=$1 sentence=$2

	shift 2
	run --separate-stderr "$@"
	assert_equal "$stderr" "$sentence"
	assert_equal "$status" "$status_asked"
	assert_equal "$output" ""
}

prints() { # output, words...: and nothing on standard error
	local wanted=$1

	shift
	run --separate-stderr "$@"
	assert_equal "$stderr" ""
	assert_success
	assert_equal "$output" "$wanted"
}

notes() { # output, standard error, words...: it is done, and something is said
	local wanted=$1 said=$2

	shift 2
	run --separate-stderr "$@"
	assert_success
	assert_equal "$output" "$wanted"
	assert_equal "$stderr" "$said"
}

confirmed() { # words of om-order new: a confirmed order, whose number is printed
	om-order new "$@" | om-order confirm - 2>/dev/null
}

shipped() { # words of om-order new: confirmed and dispatched; prints the shipment
	confirmed "$@" | om-ship new - | om-ship dispatch -
}

billed() { # words of om-order new: and invoiced; prints the invoice
	shipped "$@" | om-invoice new --post -
}

# sku,qty,reserved,shipped,invoiced,backordered of each line
progress() {
	om-order show "$1" --no-header --columns sku,qty,reserved,shipped,invoiced,backordered
}

# state,shipped,invoiced of an order
standing() {
	om-order list --no-header --columns number,state,shipped,invoiced | sed -n "s/^$1,//p"
}

# on_hand,reserved,available of an item at a location
on_shelf() {
	om-stock list --no-header --sku "$1" --location "${2:-MAIN}" --zero \
		--columns on_hand,reserved,available
}

# A field of the head that show prints: net, total, due ...
head_of() { # reference, field
	local kind

	case $1 in
	SO-*) kind=order ;;
	SH-*) kind=ship ;;
	Q-*) kind=quote ;;
	*) kind=invoice ;;
	esac
	om "$kind" show "$1" --format yaml | sed -n "s/^$2: //p"
}

# Run the words; whatever they say, the database must not have changed.
leaves_all() { # words...
	local before

	before=$(om log --head)
	run --separate-stderr "$@"
	assert_equal "$(om log --head)" "$before"
}

# A dry run prints what would be, says so, and leaves nothing; then it is done.
dry() { # output, words...
	local wanted=$1 before

	shift
	before=$(om log --head)
	run --separate-stderr "$@" --dry-run
	assert_success
	assert_equal "$output" "$wanted"
	assert_regex "$stderr" "dry run: nothing was written$"
	assert_equal "$(om log --head)" "$before"
	run --separate-stderr "$@"
	assert_success
	assert_equal "$output" "$wanted"
}

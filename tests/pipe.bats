#!/usr/bin/env bats
# Commands in pipes: references go from one to the next, many at a time.

load helper
load papers

# N draft orders of one bag of tea; their numbers are printed.
many() {
	om-stock receive "TEA:$1" >/dev/null
	{
		echo ref,customer,sku,qty
		seq -f 'R%.0f,ACME,TEA,1' "$1"
	} >orders.csv
	om-order import orders.csv
}

@test "an estimate becomes money in one line" {
	new_shop
	om-quote new -c ACME TEA:10 DELIVERY:1 | om-quote send -
	run --separate-stderr bash -o pipefail -c "om-quote accept Q-1 | om-order confirm - | om-ship new - |
		om-ship dispatch - | om-invoice new --post -"
	assert_success
	assert_equal "$output" INV-00001
	assert_equal "$stderr" ""
	# 45.00 at 7 %, 6.00 at 19 %
	prints 'INV-00001,SO-00001,posted,51.00,4.29,55.29' om-invoice list --no-header \
		--columns number,order,state,net,tax,total
	prints PAY-00001 bash -c "om-invoice pay - --method bank <<<INV-00001 >/dev/null; om-payment list -q"
}

@test "a list is the next command's input, header and all" {
	new_shop
	om-order new -c ACME TEA:1
	om-order new -c NORD TEA:2
	om-order new -c ACME TEA:3
	prints $'SO-00001\nSO-00003' bash -c "om-order list --customer ACME | om-order confirm -"
	prints 'SO-00001,1
SO-00003,3' bash -c "om-order list --state confirmed | om-order show - --no-header --columns number,qty"
	prints $'SH-00001\nSH-00002' bash -c "om-order open | cut -d, -f1 | uniq | om-ship new -"
}

@test "references may stand beside those that are piped in, in any form" {
	new_shop
	om-order new -c ACME TEA:1
	om-order new -c ACME TEA:1
	om-order new -c ACME TEA:1
	prints $'SO-00003\nSO-00001\nSO-00002' bash -c "printf 'number,state\r\n1,x\nso-2,\"y\nz\"\n\n' | om-order confirm 3 -"
}

@test "nothing coming in is nothing to do" {
	new_shop
	leaves_all bash -c "om-order list -q | om-order confirm - | om-ship new - | om-ship dispatch - | om-invoice new --post -"
	assert_success
	assert_equal "$output$stderr" ""
	prints "" bash -c "om-order confirm - </dev/null"
}

@test "standard input is read once" {
	new_shop
	refused 2 "om-order: '-': standard input can be read only once" om-order confirm - -
}

@test "no reference is printed that is later rolled back" {
	new_shop
	many 1000 >refs
	om-order confirm 500
	sed '700s/.*/SO-00500/' refs >with_one_confirmed
	leaves_all bash -c "om-order confirm - <with_one_confirmed"
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-order: SO-00500 is confirmed; 'confirm' needs an order in state draft"
	sed '900s/.*/SO-99999/' refs >with_none
	leaves_all bash -c "om-order hold - <with_none"
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-order: there is no 'SO-99999'"
	assert_equal "$(om-order list -q --state confirmed)" SO-00500
}

@test "a failure in the middle of a pipe stops what comes after it" {
	new_shop
	om-order new -c ACME TEA:1
	om-order new -c ACME TEA:1 | om-order cancel -
	run --separate-stderr bash -o pipefail -c "om-order list -q | om-order confirm - | om-ship new - |
		om-ship dispatch - | om-invoice new --post -"
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-order: SO-00002 is cancelled; 'confirm' needs an order in state draft"
	prints "" om-ship list -q
	assert_equal "$(standing SO-00001)" draft,none,none
}

@test "ten thousand references go through the whole pipe" {
	new_shop
	many 10000 >refs
	assert_equal "$(wc -l <refs)" 10000
	run --separate-stderr timeout 120 bash -o pipefail -c "om-order confirm - <refs | om-ship new - |
		om-ship dispatch - | om-invoice new --post - >invoices"
	assert_success
	assert_equal "$stderr" ""
	seq -f 'INV-%05.0f' 10000 >wanted
	run cmp wanted invoices
	assert_success
	assert_equal "$(om sql "SELECT state, count(*) AS n FROM document GROUP BY kind, state" | tail -n +2 |
		cut -d, -f2 | sort -u)" 10000
	assert_equal "$(on_shelf TEA)" "100,0,100"
	# 4.50 and 0.32 (0.315) each
	assert_equal "$(om-invoice list --no-header --columns total | paste -sd+ | bc)" 48200.00
}

@test "a reader that stops early harms nothing" {
	new_shop
	many 2000 >/dev/null
	prints SO-00001 bash -c "om-order list -q | head -1"
	run bash -c "om-order list -q | om-order confirm - | true; om-order list -q --state confirmed | wc -l"
	assert_line 2000
}

@test "two writers at once wait for each other" {
	new_shop
	om-stock receive TEA:1000
	local n
	for n in 1 2 3 4; do
		for _ in 1 2 3 4 5 6 7 8 9 10; do om-order new -c ACME TEA:1 | om-order confirm -; done >"out.$n" 2>"err.$n" &
	done
	wait
	cat err.* >err
	assert_equal "$(cat err)" ""
	seq -f 'SO-%05.0f' 40 >wanted
	sort out.? | cmp - wanted
	assert_equal "$(on_shelf TEA)" "1100,40,1060"
}

@test "of many who want the last pieces only as many get them as there are" {
	new_shop
	local n
	for n in 1 2 3 4 5 6 7 8; do
		om-invoice sell -c ACME POT:1 >"out.$n" 2>"err.$n" &
	done
	wait
	assert_equal "$(cat out.* | wc -l)" 5
	assert_equal "$(cat err.* | sed 's/SO-[0-9]*/SO/' | sort | uniq -c | tr -s ' ')" \
		" 3 om-invoice: SO line 1: POT: 1 asked, 0 available"
	assert_equal "$(on_shelf POT)" "0,0,0"
	prints 'INV-00001
INV-00002
INV-00003
INV-00004
INV-00005' bash -c "om-invoice list -q | sort"
}

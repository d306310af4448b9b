#!/usr/bin/env bats
# om-payment: money that came in, and the invoices that it pays.

load helper
load papers

# Three invoices of ACME, due in another order than made: 9.63, 19.26, 4.82;
# and one of NORD of 4.82.
owing() {
	new_shop
	om-invoice sell -c ACME TEA:2 --terms 'net 30'
	om-invoice sell -c ACME TEA:4 --terms 'net 10'
	om-invoice sell -c ACME TEA:1 --terms 'net 20'
	om-invoice sell -c NORD TEA:1
}

# number,open of each open invoice
open_ones() {
	om-invoice due --no-header --columns number,open --sort number
}

@test "a payment without invoices stays with the customer" {
	owing
	notes PAY-00001 "om-payment: PAY-00001: EUR 50.00 not allocated" \
		om-payment new -c ACME 50 --method bank --ref 'stmt 4' --date 2026-11-20 --note 'on account'
	prints 'number,date,customer,method,ref,currency,amount,allocated,open,note
PAY-00001,2026-11-20,ACME,bank,stmt 4,EUR,50.00,0.00,50.00,on account' om-payment list
	prints 'INV-00001,9.63
INV-00002,19.26
INV-00003,4.82
INV-00004,4.82' open_ones
	run om log PAY-1 --no-header --columns verb,detail
	assert_output "payment new,EUR 50.00 from ACME; on account"
}

@test "--oldest pays what is due first, and no other customer's" {
	owing
	prints PAY-00001 om-payment new -c ACME 25 --oldest
	# 19.26, 4.82 and 0.92 of the one due last
	prints 'INV-00001,8.71
INV-00004,4.82' open_ones
	notes PAY-00002 "om-payment: PAY-00002: EUR 91.29 not allocated" om-payment new -c ACME 100 --oldest
	prints INV-00004,4.82 open_ones
	prints PAY-00002,100.00,8.71,91.29 om-payment list --open --no-header --columns number,amount,allocated,open
}

@test "named invoices are paid in the order named, in full or by an amount" {
	owing
	prints PAY-00001 om-payment new -c ACME 12 --invoice INV-3 --invoice INV-1:2.50 --invoice INV-2
	# 4.82, 2.50, and the rest 4.68
	prints 'INV-00001,7.13
INV-00002,14.58
INV-00004,4.82' open_ones
	run om log INV-2 --no-header --columns verb,detail
	assert_line "invoice pay,EUR 4.68 by PAY-00001"
}

@test "more than is open, or than is left, is refused and nothing is taken" {
	owing
	leaves_all om-payment new -c ACME 100 --invoice INV-3 --invoice INV-1:9.64
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-payment: INV-00001: EUR 9.64 offered, EUR 9.63 open"
	refused 1 "om-payment: PAY-00001: EUR 9.00 asked, EUR 5.00 left" om-payment new -c ACME 5 --invoice INV-1:9
	refused 1 "om-payment: PAY-00001: nothing is left for INV-00001" \
		om-payment new -c ACME 4.82 --invoice INV-3 --invoice INV-1
	refused 1 "om-payment: INV-00004 is an invoice of NORD; PAY-00001 came from ACME" \
		om-payment new -c ACME 5 --invoice INV-4
	refused 1 "om-payment: there is no 'INV-00009'" om-payment new -c ACME 5 --invoice INV-9
	refused 2 "om-payment: amount 'x' is not a number" om-payment new -c ACME 5 --invoice INV-1:x
	prints "" om-payment list --no-header
}

@test "a settled, draft or cancelled invoice takes no money" {
	owing
	om-invoice pay 4
	shipped -c ACME MUG:1 | om-invoice new -
	refused 1 "om-payment: INV-00004 is settled" om-payment new -c NORD 5 --invoice INV-4
	refused 1 "om-payment: DRAFT-00005 is draft; 'pay' needs an invoice in state posted" \
		om-payment new -c ACME 5 --invoice DRAFT-5
}

@test "who paid and how much must be said, and be possible" {
	new_shop
	refused 2 "om-payment: no customer is named; give one with -c" om-payment new 5
	refused 2 "om-payment: new: an operand is missing: om-payment new -c CUSTOMER AMOUNT" om-payment new -c ACME
	refused 1 "om-payment: no customer 'ACM'; did you mean 'ACME'?" om-payment new -c ACM 5
	refused 2 "om-payment: amount '0' is not above zero" om-payment new -c ACME 0
	refused 2 "om-payment: amount '1.005' has more than 2 decimals" om-payment new -c ACME 1.005
	refused 2 "om-payment: amount '1,005' is not a number: the decimal point is '.', and digits are not grouped" \
		om-payment new -c ACME 1,005
	run --separate-stderr om-payment new -c ACME 99999999999999999999
	assert_failure 2
	assert_equal "$stderr" "om-payment: amount '99999999999999999999' is out of range"
}

@test "what is left of a payment is allocated to those due first, or as named" {
	owing
	om-payment new -c ACME 30 2>/dev/null
	notes PAY-00001 "om-payment: PAY-00001: EUR 27.50 not allocated" om-payment allocate PAY-1 INV-1:2.50
	notes PAY-00001 "om-payment: PAY-00001: EUR 22.68 not allocated" om-payment allocate 1 INV-3
	prints PAY-00001 om-payment allocate PAY-1
	# 19.26, then 3.42 of the 7.13 left
	prints 'INV-00001,3.71
INV-00004,4.82' open_ones
	refused 1 "om-payment: PAY-00001 is wholly allocated" om-payment allocate PAY-1
	refused 1 "om-payment: PAY-00001 is wholly allocated" om-payment allocate PAY-1 INV-1
}

@test "an allocation past what is left or open is refused" {
	owing
	om-payment new -c ACME 10 2>/dev/null
	refused 1 "om-payment: INV-00001: EUR 9.64 offered, EUR 9.63 open" om-payment allocate 1 INV-1:9.64
	refused 1 "om-payment: PAY-00001: EUR 11.00 asked, EUR 10.00 left" om-payment allocate 1 INV-2:11
	refused 1 "om-payment: INV-00004 is an invoice of NORD; PAY-00001 came from ACME" om-payment allocate 1 INV-4
	refused 1 "om-payment: there is no 'PAY-00009'" om-payment allocate 9
	refused 1 "om-payment: 'x' is not a payment; expected one such as PAY-00001" om-payment allocate x
	prints 10.00 om-payment list --no-header --columns open
}

@test "an order named for its invoice is told apart" {
	owing
	refused 1 "om-payment: SO-00001 is an order; an invoice was expected" om-payment new -c ACME 5 --invoice SO-1
}

@test "the balance of a customer is invoices less payments" {
	owing
	om-payment new -c ACME 50 --oldest 2>/dev/null
	# 9.63 + 19.26 + 4.82 - 50
	assert_equal "$(om-customer history ACME --no-header --columns balance | tail -1)" -16.29
}

@test "a list is narrowed by customer, dates and what is open" {
	owing
	om-payment new -c ACME 1 --date 2026-10-31 2>/dev/null
	om-payment new -c NORD 2 --date 2026-11-01 --oldest
	om-payment new -c ACME 3 --date 2026-11-30 --oldest
	prints $'PAY-00001\nPAY-00003' om-payment list -q --customer ACME
	prints $'PAY-00002\nPAY-00003' om-payment list -q --period 2026-11
	prints PAY-00001 om-payment list -q --open
	refused 1 "om-payment: no customer 'NROD'; did you mean 'NORD'?" om-payment list --customer NROD
}

@test "dry runs leave nothing, keys take a payment once" {
	owing
	dry PAY-00001 om-payment new -c ACME 30
	dry PAY-00001 om-payment allocate 1 INV-1
	om-payment new -c ACME 5 --key bank-7 --oldest
	prints PAY-00002 om-payment new -c ACME 5 --key bank-7 --oldest
	refused 1 "om-payment: key 'bank-7' was used for something else; take a new key" \
		om-payment new -c ACME 6 --key bank-7 --oldest
	om-payment allocate 1 INV-3 -k a 2>/dev/null
	prints PAY-00001 om-payment allocate 1 INV-3 -k a
	prints $'PAY-00001\nPAY-00002' om-payment list -q
}

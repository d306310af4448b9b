#!/usr/bin/env bats
# Northwind, wholly: 830 orders of two years go through the shop, and what is
# left agrees with the files by another reckoning.

load helper
load papers

N=$DATA/northwind

# Everything as it came, in order; what each step prints goes to files.
northwind() { # file of the orders, options of om-invoice new
	local file=${1:-$N/orders.csv}

	om init --name Northwind --currency USD --country US 2>/dev/null &&
		om-supplier import "$N/suppliers.csv" 2>made &&
		om-customer import "$N/customers.csv" 2>>made &&
		om-item import "$N/items.csv" 2>>made &&
		om-stock receive --from "$N/stock.csv" >stock &&
		om-order import --confirm "$file" >orders &&
		om-ship import "$N/shipments.csv" >shipments &&
		om-invoice new --all --post "${@:2}" >invoices
}

# ref,sku,net of each row of orders.csv. In cents a net is qty x price x
# (100 - discount), rounded half up; bc reckons without floating point.
reckon() {
	tail -n +2 "$N/orders.csv" | cut -d, -f1,5-8 >rows
	{
		echo 'scale=12'
		awk -F, '{ printf "x=%s*%s*(100-%s)+.5;scale=0;x/1;scale=12\n", $3, $4, $5 }' rows
	} | bc | awk '{ printf "%d.%02d\n", $1 / 100, $1 % 100 }' >nets
	cut -d, -f1,2 rows | paste -d, - nets
}

@test "Northwind runs through, and what is left agrees with the files" {
	northwind
	assert_equal "$(sed 's/.*: //' made)" $'29 added, 0 changed\n91 added, 0 changed\n78 added, 0 changed'
	assert_equal "$(wc -l <stock)" 77
	assert_equal "$(wc -l <orders)" 830
	assert_equal "$(wc -l <shipments)" 809
	assert_equal "$(wc -l <invoices)" 809
	seq -f 'INV-%05.0f' 809 | cmp - invoices

	# 21 orders are open; every line of theirs is reserved in full.
	tail -n +2 "$N/orders.csv" | cut -d, -f1 | sort -u >all_refs
	tail -n +2 "$N/shipments.csv" | cut -d, -f1 | sort -u >shipped_refs
	comm -23 all_refs shipped_refs >open_refs
	assert_equal "$(wc -l <open_refs)" 21
	om-order list --no-header --unshipped --columns ref,state,shipped | sort >open_orders
	sed 's/$/,confirmed,none/' open_refs | cmp - open_orders
	assert_equal "$(om-order list -q --short)" ""
	assert_equal "$(om-order open --no-header --columns reserved,qty | awk -F, '$1 != $2')" ""
	assert_equal "$(om-order list -q --state closed | wc -l)" 809

	# What is free is what came in less all that was ordered.
	awk -F, 'FNR == 1 { next }
		NR == FNR { came[$1] += $2; next }
		$5 != "FREIGHT" { came[$5] -= $6 }
		END { for (s in came) print s "," came[s] }' "$N/stock.csv" "$N/orders.csv" | sort >free
	om-stock list --zero --no-header --columns sku,available | sort >available
	run diff free available
	assert_output ""
	assert_equal "$(wc -l <available)" 77
	# Some of the units in stock that the sample database itself states.
	assert_equal "$(grep -cxE 'P01,39|P02,17|P03,13|P05,0|P75,125|P77,32' available)" 6

	# What is on the shelf is more by what the open orders hold.
	awk -F, 'NR == FNR { is_open[$1]; next }
		($1 in is_open) && $5 != "FREIGHT" { held[$5] += $6 }
		END { for (s in held) print s "," held[s] }' open_refs "$N/orders.csv" | sort >held
	om-stock list --no-header --columns sku,reserved | grep -v ',0$' | sort >reserved
	run diff held reserved
	assert_output ""
}

@test "goods and freight of all invoices add up to the cent" {
	northwind
	reckon >reckoned
	assert_equal "$(wc -l <reckoned)" 2985

	# Line by line, on the orders.
	om sql "SELECT d.ref, i.sku, l.net FROM line l JOIN document d ON d.id = l.document
		JOIN item i ON i.id = l.item WHERE d.kind = 'order' ORDER BY l.id" | tail -n +2 |
		awk -F, '{ printf "%s,%s,%d.%02d\n", $1, $2, $3 / 100, $3 % 100 }' | sort >on_orders
	run diff <(sort reckoned) on_orders
	assert_output ""

	# And in sum, on the invoices of what was shipped.
	tail -n +2 "$N/shipments.csv" | cut -d, -f1 >shipped_refs
	awk -F, 'NR == FNR { s[$1]; next } ($1 in s) && $2 != "FREIGHT" { print $3 }' \
		shipped_refs reckoned | paste -sd+ | bc >goods
	awk -F, 'NR == FNR { s[$1]; next } ($1 in s) && $2 == "FREIGHT" { print $3 }' \
		shipped_refs reckoned | paste -sd+ | bc >freight
	om-invoice lines --no-header --columns sku,net >billed
	assert_equal "$(grep -v ^FREIGHT, billed | cut -d, -f2 | paste -sd+ | bc)" "$(cat goods)"
	assert_equal "$(grep ^FREIGHT, billed | cut -d, -f2 | paste -sd+ | bc)" "$(cat freight)"
	assert_equal "$(om-invoice list --no-header --columns total | paste -sd+ | bc)" \
		"$(cat goods freight | paste -sd+ | bc)"
	assert_equal "$(om-invoice due --no-header --columns open | paste -sd+ | bc)" \
		"$(cat goods freight | paste -sd+ | bc)"
	# Order by order.
	awk -F, 'NR == FNR { s[$1]; next } ($1 in s) { split($3, p, "."); sum[$1] += p[1] * 100 + p[2] }
		END { for (r in sum) printf "%s,%d.%02d\n", r, sum[r] / 100, sum[r] % 100 }' shipped_refs reckoned |
		sort >by_order
	om sql "SELECT ref, total FROM document WHERE kind = 'invoice'" | tail -n +2 |
		awk -F, '{ printf "%s,%d.%02d\n", $1, $2 / 100, $2 % 100 }' | sort >by_invoice
	run diff by_order by_invoice
	assert_output ""
}

@test "importing all of Northwind again changes nothing" {
	northwind
	before=$(om log --head)
	prints "" om-supplier import "$N/suppliers.csv"
	prints "" om-customer import "$N/customers.csv"
	prints "" om-item import "$N/items.csv"
	prints "" om-order import --confirm "$N/orders.csv"
	prints "" om-ship import "$N/shipments.csv"
	prints "" om-invoice new --all --post
	assert_equal "$(om log --head)" "$before"
	run om check
	assert_success
	assert_output ""
	run om log --verify "$before"
	assert_success
}

@test "orders of Northwind with their rows scattered come to the same" {
	northwind
	om-order list --no-header --columns ref,customer,required,state,shipped,net | sort >one
	rm om.db
	{
		head -1 "$N/orders.csv"
		tail -n +2 "$N/orders.csv" | sort -t, -k5,5 -s
	} >scattered.csv
	northwind scattered.csv
	om-order list --no-header --columns ref,customer,required,state,shipped,net | sort >two
	run diff one two
	assert_output ""
	assert_equal "$(wc -l <one)" 830
}

@test "a year's invoices can be dated like their shipments" {
	northwind "$N/orders.csv" --on-shipment-date
	tail -n +2 "$N/shipments.csv" | cut -d, -f1,2 | sort >dates
	om sql "SELECT ref, date FROM document WHERE kind = 'invoice'" | tail -n +2 | sort >dated
	run diff dates dated
	assert_output ""
	# The series runs with the dates.
	om-invoice list --no-header --columns number,date --sort number | cut -d, -f2 >in_series
	run sort -c in_series
	assert_success
}

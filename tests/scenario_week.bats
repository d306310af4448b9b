#!/usr/bin/env bats
# A week in a small shop, from the first estimate to money in the bank.

load helper
load papers

# The clock of a day of that week: monday ... friday, 2026-11-23 on.
day() {
	export OM_NOW=2026-11-$1T09:00:00Z
}

@test "a week of the shop" {
	new_shop

	# Monday: ACME asks what ten pots and forty bags would cost, and takes it.
	day 23
	prints Q-00001 om-quote new -c ACME POT:10@22-5% TEA:40 DELIVERY:1 --valid-until +7d --ref 'letter of 20 Nov'
	prints Q-00001 om-quote send Q-1
	prints SO-00001 om-quote accept Q-1
	prints SO-00001 om-order edit 1 --required 2026-11-27
	notes SO-00001 "om-order: SO-00001 line 1: POT: 5 of 10 reserved, 5 backordered" om-order confirm SO-1
	# Two more want pots and mugs. NORD has not paid for long, and is held.
	notes SO-00002 "om-order: SO-00002 line 1: POT: 0 of 2 reserved, 2 backordered" \
		bash -c "om-order new -c NORD POT:2 MUG:4 --required 2026-11-25 | om-order confirm -"
	prints SO-00002 om-order hold SO-2 --note 'two reminders are out'
	prints SO-00003 bash -c "om-order new -c LOTUS MUG:12 TEA:5 | om-order confirm -"
	# A customer walks in and takes a mug and a bag along.
	prints INV-00001 om-invoice sell -c LOTUS MUG:1 TEA:1 --paid cash
	prints 'MUG,23,16,7
POT,5,5,0
TEA,99,45,54' om-stock list --no-header --columns sku,on_hand,reserved,available

	# Tuesday: what is there leaves, but not for NORD.
	day 24
	refused 1 "om-ship: SO-00002 is held; 'om-order release SO-00002' lets it ship" om-ship new SO-1 SO-2 SO-3
	prints SH-00002 om-ship new SO-1 --line TEA:40 --line POT:3
	prints SH-00003 om-ship new SO-3
	prints 'SH-00002,POT,3
SH-00002,TEA,40
SH-00003,MUG,12
SH-00003,TEA,5' bash -c "om-ship pick --no-header --columns number,sku,qty | sort"
	prints $'SH-00002\nSH-00003' om-ship dispatch 2 3 --carrier DHL
	prints $'INV-00002\nINV-00003' om-invoice new SH-2 SH-3 --post
	# ACME: 3 x 22 less 5 % 62.70, 40 x 4.50 180.00, delivery 6.00;
	# 7 % of 180.00 12.60, 19 % of 68.70 13.053.
	# LOTUS: 12 x 9.90 118.80, 5 x 4.50 22.50; 22.572 and 1.575.
	prints 'INV-00002,ACME,2026-12-24,248.70,25.65,274.35
INV-00003,LOTUS,2026-12-08,141.30,24.15,165.45' bash -c \
		"om-invoice due --no-header --columns number,customer,due,net,tax,total | sort"
	assert_equal "$(standing SO-00001)" confirmed,part,part
	assert_equal "$(standing SO-00003)" closed,all,all

	# Wednesday: NORD has paid, and pots come in. NORD needs them first.
	day 25
	prints SO-00002 om-order release 2
	notes POT "om-stock: 2 orders wait for POT; om-order allocate fills them" om-stock receive POT:4@12.50
	prints $'SO-00002\nSO-00001' om-order allocate
	prints 'SO-00001,POT,4,3,3
SO-00002,POT,2,0,0' om-order lines --no-header --sku POT --columns number,sku,reserved,shipped,backordered
	# 2 left at 11.00 and 4 at 12.50
	prints 6,12.00,72.00 om-stock value --no-header --sku POT --columns on_hand,cost,value
	refused 1 "om-order: SO-00001 line 1: POT: 2 asked, 3 shipped or on a shipment" om-order edit 1 POT:2
	refused 1 "om-order: SO-00001 has shipped in part and cannot be cancelled; 'om-order close SO-00001' gives up the rest" \
		om-order cancel 1

	# Thursday: all that there is leaves. ACME wants no more pots.
	day 26
	prints SH-00004 bash -c "om-ship new SO-2 | om-ship dispatch -"
	prints SH-00005 bash -c "om-ship new SO-1 | om-ship dispatch -"
	prints SO-00001 om-order close SO-1 --line POT
	assert_equal "$(standing SO-00001)" closed,all,part
	prints 'TEA,MAIN,54
MUG,MAIN,7
POT,MAIN,0' bash -c "for s in TEA MUG POT; do om-stock list --no-header --zero --sku \$s --columns sku,location,on_hand; done"
	# Six pots left at 12.00 each.
	prints '-24.00
-48.00' bash -c "om-stock log --no-header --sku POT --columns document,value | sed -n 's/^SH-0000[45],//p'"
	prints $'INV-00004\nINV-00005' om-invoice new --all --post
	# ACME: 4 x 22 less 5 % 83.60, 19 % 15.884; NORD: 48.00 + 39.60, 16.644
	prints 'INV-00004,SO-00001,83.60,15.88,99.48
INV-00005,SO-00002,87.60,16.64,104.24' bash -c \
		"om-invoice list --no-header --from 2026-11-26 --columns number,order,net,tax,total | sort"
	assert_equal "$(standing SO-00001)" closed,all,all
	prints "" om-order open --no-header
	prints "" om-invoice new --all

	# Friday: money comes in.
	day 27
	prints INV-00005 om-invoice pay INV-5 --method bank --ref 'NORD 5'
	prints PAY-00003 om-payment new -c ACME 300 --method bank --oldest
	prints 'INV-00003,LOTUS,165.45
INV-00004,ACME,73.83' bash -c "om-invoice due --no-header --columns number,customer,open | sort"
	refused 1 "om-invoice: INV-00004: EUR 80.00 offered, EUR 73.83 open; 'om-payment new' takes the whole amount" \
		om-invoice pay 4 80
	assert_equal "$(om-customer history ACME --no-header --columns balance | tail -1)" 73.83
	assert_equal "$(om-customer history NORD --no-header --columns balance | tail -1)" 0.00

	# Weeks later.
	export OM_NOW=2026-12-09T09:00:00Z
	prints INV-00003,1 om-invoice due --overdue --no-header --columns number,days
	prints 'INV-00001
INV-00002
INV-00003
INV-00004
INV-00005' bash -c "om-invoice list -q | sort"
	run om check
	assert_success
	assert_output ""
}

@test "an order in three parts, changed on the way, is billed to the cent" {
	new_shop
	om-order new -c ACME TEA:30@3.333-2.5% MUG:5@9.99 --ref PO-9 | om-order confirm -
	om-ship new 1 --line TEA:7 | om-ship dispatch - | om-invoice new --post -
	om-order edit 1 TEA:25 POT:2@0.005
	om-ship new 1 --line TEA:11 --line MUG:1 | om-ship dispatch - | om-invoice new --post -
	om-order close 1 --line MUG
	om-ship new 1 | om-ship dispatch - | om-invoice new --post -
	# 7 x 3.333 x 0.975 = 22.747725; 11 x 3.24967... = 35.746425, 9.99;
	# the last 7 take the rest of 25 x 3.333 x 0.975 = 81.241875: 81.24 - 22.75 - 35.75 =
	# 22.74; 2 x 0.005 = 0.01
	prints 'INV-00001,22.75,1.59,24.34
INV-00002,45.74,4.40,50.14
INV-00003,22.75,1.59,24.34' bash -c "om-invoice list --no-header --columns number,net,tax,total | sort"
	assert_equal "$(standing SO-00001)" closed,all,all
	prints '7
11
7' om-invoice lines --no-header --sku TEA --columns qty
	assert_equal "$(on_shelf TEA)" "75,0,75"
	assert_equal "$(on_shelf MUG)" "23,0,23"
	assert_equal "$(on_shelf POT)" "3,0,3"
}

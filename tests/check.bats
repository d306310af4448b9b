#!/usr/bin/env bats
# om check: each rule, broken alone in a healthy database, is found and nothing else is.

load helper

# The healthy database: every state that a paper can be in, two locations.
setup_file() {
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR setup
	new_shop
	{
		om-stock locations add SHOP --name 'The shop'
		om-stock receive MUG:10@4.20 POT:1@11 --location SHOP
		om-stock adjust POT:-1 --location SHOP --reason broken
		om-stock adjust TEA:-3 --reason damp
		om-customer address ACME add WEST --street '1 West Road' --city Bath --postcode BA1 --country GB
		om-quote new -c LOTUS TEA:2 MUG:1          # Q-1: a draft
		om-quote new -c ACME MUG:3@9.50-5% DELIVERY:1
		om-quote accept Q-2                        # SO-1: closed, paid in part
		om-order confirm SO-1
		om-ship new SO-1 --carrier DHL
		om-ship dispatch SH-1 --tracking T1
		om-ship deliver SH-1
		om-invoice new SO-1 --post
		om-order new -c LOTUS TEA:10 MUG:5 DELIVERY:1
		om-order confirm SO-2                      # SO-2: 4 of 10 shipped, on a draft invoice
		om-ship new SO-2 --line TEA:4
		om-ship dispatch SH-2
		om-invoice new SO-2
		om-ship new SO-2 --line MUG:2              # SH-3 and SH-4 stand ready
		om-ship new SO-2 --line MUG:2
		om-order new -c NORD POT:3                 # SO-3: stands ready
		om-order confirm SO-3
		om-ship new SO-3
		om-order new -c NORD POT:4 --required 2026-12-01
		om-order confirm SO-4                      # SO-4: 2 of 4 reserved, held
		om-order hold SO-4
		om-order new -c ACME TEA:1 --ship-to WEST  # SO-5: a draft
		om-order new -c ACME TEA:1 MUG:1           # SO-6: cancelled
		om-order confirm SO-6
		om-order cancel SO-6
		om-order new -c LOTUS TEA:8 --ref W-1 --channel web
		om-order confirm SO-7                      # SO-7: closed after 5 of 8
		om-ship new SO-7 --line TEA:5
		om-ship dispatch SH-6
		om-invoice new SO-7 --post
		om-order close SO-7
		om-order new -c NORD TEA:6                 # SO-8: delivered, not billed
		om-order confirm SO-8
		om-ship new SO-8
		om-ship cancel SH-7
		om-ship new SO-8
		om-ship dispatch SH-8
		om-ship deliver SH-8
		om-invoice new SO-8
		om-invoice cancel DRAFT-4
		om-invoice sell -c LOTUS MUG:2 TEA:1 --paid cash
		om-invoice pay INV-2 10 --method bank
		om-payment new -c ACME 50 --method bank
		om-payment allocate PAY-3 INV-1:5
		om-quote new -c NORD TEA:1                 # Q-3: the last one
	} >out 2>err
	mv om.db healthy.db
}

# The broken databases are not to be audited once more.
audit=no

# Statements: on a copy of the healthy database, with no constraint in the way.
changes() {
	cp "$BATS_FILE_TMPDIR/healthy.db" om.db
	sqlite3 -batch -bail om.db "PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; $1"
}

# The same, and the log agrees with it.
breaks() {
	changes "$1"
	mended
}

# What the engine's own constraints would find: a table without them.
breaks_unchecked() { # table, statements
	changes ''
	sqlite3 -batch -bail om.db "PRAGMA writable_schema = 1;
		UPDATE sqlite_master SET sql = replace(sql, 'CHECK(', 'CHECK(1 OR ') WHERE name = '$1'"
	sqlite3 -batch -bail om.db "$2"
	mended
}

# A rule, then "object,expected,found" of each finding.
finds() {
	local rule=$1 findings=("${@:2}")

	run --separate-stderr om check --no-header
	assert_equal "$output" "$(printf "$rule,%s\n" "${findings[@]}")"
	assert_equal "$stderr" ""
	assert_equal "$status" 1
}

# Let log and, with --total, amounts agree with what was changed.
mended() {
	python3 "$TESTS/relog.py" om.db "${1:---mend}"
}

# The id of a line: document and position, as SQL.
line() {
	echo "(SELECT l.id FROM line l JOIN document d ON d.id = l.document
		WHERE d.number = '$1' AND l.pos = $2)"
}

@test "every rule that om check --rules lists has its test here" {
	cp "$BATS_FILE_TMPDIR/healthy.db" om.db
	om check --rules | cut -f 1 >rules
	[ "$(wc -l <rules)" -ge 36 ]
	while IFS= read -r rule; do
		grep -q "^@test \"$rule: " "$BATS_TEST_FILENAME" || fail "rule $rule has no test"
	done <rules
}

@test "the healthy database is healthy, and check says nothing" {
	changes ''
	run --separate-stderr om check
	assert_success
	assert_equal "$output" ""
	assert_equal "$stderr" ""
	[ "$(om-order list --no-header -o state | sort -u | xargs)" = "cancelled closed confirmed draft" ]
	[ "$(om-ship list --no-header -o state | sort -u | xargs)" = "cancelled delivered dispatched ready" ]
	[ "$(om-invoice list --no-header -o state | sort -u | xargs)" = "cancelled draft posted settled" ]
}

@test "log, digests and totals are the same when worked out by another program" {
	changes ''
	run python3 "$TESTS/relog.py" om.db
	assert_success
	assert_output ""
	sqlite3 om.db .dump >before
	mended --total
	sqlite3 om.db .dump | diff before -
}

@test "findings have a header, and -q gives the rule" {
	breaks "UPDATE stock SET reserved = reserved + 1000000 WHERE item = 1"
	run -1 om check
	assert_output $'rule,object,expected,found\nS4,TEA at MAIN,6,7'
	run -1 om check -q
	assert_output "S4"
}

@test "several broken rules are all told" {
	changes "UPDATE stock SET reserved = reserved + 1000000 WHERE item = 1;
		UPDATE document SET note = 'x' WHERE number = 'Q-00001'"
	run -1 om check --no-header -o rule,object
	assert_output $'S4,TEA at MAIN\nH2,Q-00001'
}

damaged() { # what
	run --separate-stderr om check
	assert_equal "$stderr" "om: '$OM_DB' is damaged: $1: 'om restore' brings back a backup"
	assert_equal "$output" ""
	assert_equal "$status" 4
}

@test "what the engine forbids is damage, and not a finding" {
	changes "UPDATE stock SET reserved = on_hand + 1 WHERE item = 3 AND location = 1"
	damaged "CHECK constraint failed in stock"
}

@test "a row that refers to one that is gone is damage" {
	changes "DELETE FROM item WHERE sku = 'DELIVERY'"
	damaged "a row of line refers to a row of item that is not there"
}

@test "a file that is half there is damage" {
	changes ''
	truncate -s 20000 om.db
	run --separate-stderr om check
	assert_equal "$output" ""
	[[ $stderr == "om: '$OM_DB' is damaged"* ]]
	assert_equal "$status" 4
}

# Stock

@test "S1: goods on the shelf that no movement brought" {
	breaks "UPDATE stock SET on_hand = on_hand + 1000000 WHERE item = 2 AND location = 2"
	finds S1 "MUG at SHOP,10,11"
}

@test "S1: a movement that is gone" {
	breaks "DELETE FROM movement WHERE item = 2 AND location = 2;
		UPDATE stock SET value = 0 WHERE item = 2 AND location = 2"
	finds S1 "MUG at SHOP,0,10"
}

@test "S1: a shelf whose row is gone" {
	breaks "DELETE FROM stock WHERE item = 2 AND location = 2"
	finds S1 "MUG at SHOP,10,0"
}

@test "S2: stock of another value than its movements" {
	breaks "UPDATE stock SET value = value + 1 WHERE item = 2 AND location = 2"
	finds S2 "MUG at SHOP,42.00,42.01"
}

@test "S3: more promised than is there" {
	breaks_unchecked stock "UPDATE reservation SET qty = 4000000 WHERE line = $(line SO-00004 1);
		UPDATE stock SET reserved = 7000000 WHERE item = 3 AND location = 1"
	finds S3 "POT at MAIN,5,7"
}

@test "S3: less than nothing on the shelf" {
	breaks_unchecked stock "INSERT INTO movement (at, date, kind, item, location, qty, value, reason)
			SELECT at, date, kind, item, location, qty, 0, reason FROM movement
			WHERE kind = 'adjust' AND item = 3;
		UPDATE stock SET on_hand = -1000000 WHERE item = 3 AND location = 2"
	finds S3 "POT at SHOP,-1,0"
}

@test "S4: a reservation that the shelf does not know" {
	breaks "UPDATE stock SET reserved = reserved - 1000000 WHERE item = 2 AND location = 1"
	finds S4 "MUG at MAIN,5,4"
}

@test "S5: an empty shelf that is worth something" {
	breaks "UPDATE movement SET value = value + 1 WHERE kind = 'adjust' AND item = 3;
		UPDATE stock SET value = 1 WHERE item = 3 AND location = 2"
	finds S5 "POT at SHOP,0.00,0.01"
}

@test "S6: a reservation for a draft order" {
	breaks "INSERT INTO reservation (line, location, item, qty)
			VALUES ($(line SO-00005 1), 1, 1, 1000000);
		UPDATE stock SET reserved = reserved + 1000000 WHERE item = 1 AND location = 1"
	finds S6 "SO-00005 line 1,a goods line of a confirmed order,order draft"
}

@test "S6: a reservation for a cancelled order" {
	breaks "INSERT INTO reservation (line, location, item, qty)
			VALUES ($(line SO-00006 1), 1, 1, 1000000);
		UPDATE stock SET reserved = reserved + 1000000 WHERE item = 1 AND location = 1"
	finds S6 "SO-00006 line 1,a goods line of a confirmed order,order cancelled"
}

@test "S6: a reservation for a line that is closed" {
	breaks "UPDATE line SET closed = 1 WHERE id = $(line SO-00002 2)"
	finds S6 "SO-00002 line 2,a goods line of a confirmed order,order confirmed"
}

@test "S6: a reservation of another item than its line" {
	breaks "UPDATE reservation SET item = 2, location = 2 WHERE line = $(line SO-00004 1);
		UPDATE stock SET reserved = 3000000 WHERE item = 3 AND location = 1;
		UPDATE stock SET reserved = 2000000 WHERE item = 2 AND location = 2"
	finds S6 "SO-00004 line 1,a goods line of a confirmed order,order confirmed"
}

@test "S7: goods that went out were worth less than nothing" {
	breaks "UPDATE movement SET value = 840 WHERE line = $(line SH-00002 1);
		UPDATE stock SET value = value + 1680 WHERE item = 1 AND location = 1"
	finds S7 "movement 9,the signs of its kind,ship -4000000 840"
}

@test "S7: a correction for no reason" {
	breaks "UPDATE movement SET reason = NULL WHERE kind = 'adjust' AND item = 1"
	finds S7 "movement 7,the signs of its kind,adjust -3000000 -630"
}

# Lines

@test "S8: a barcode is the SKU of another item" {
	breaks "INSERT INTO barcode (code, item) SELECT 'POT', id FROM item WHERE sku = 'MUG'"
	finds S8 "POT,MUG,POT"
}

@test "L1: more shipped than was ordered" {
	breaks "UPDATE line SET qty = 5000000 WHERE id = $(line SO-00008 1)"
	mended --total
	finds L1 "SO-00008 line 1,5,6"
}

@test "L2: more reserved than is still to be shipped" {
	breaks "UPDATE reservation SET qty = 7000000 WHERE line = $(line SO-00002 1);
		UPDATE stock SET reserved = 7000000 WHERE item = 1 AND location = 1"
	finds L2 "SO-00002 line 1,6,7"
}

@test "L4: more invoiced than was ordered" {
	breaks "UPDATE line SET qty = 2000000 WHERE id = $(line DRAFT-00002 2)"
	mended --total
	finds L4 "SO-00002 line 3,1,2"
}

@test "L5: more of a shipment invoiced than it held" {
	breaks "UPDATE line SET qty = 5000000 WHERE id = $(line DRAFT-00002 1)"
	mended --total
	finds L5 "SH-00002 line 1,4,5"
}

@test "L6: other goods went out than the shipment says" {
	breaks "UPDATE movement SET qty = -5000000 WHERE line = $(line SH-00002 1);
		UPDATE stock SET on_hand = on_hand - 1000000 WHERE item = 1 AND location = 1"
	finds L6 "SH-00002 line 1,4,5"
}

@test "L6: goods went out for a shipment that stands ready" {
	breaks "INSERT INTO movement (at, date, kind, item, location, qty, value, line)
			SELECT at, date, 'ship', item, 1, -1000000, 0, $(line SH-00005 1)
			FROM movement WHERE id = 3;
		UPDATE reservation SET qty = 1000000 WHERE line = $(line SO-00004 1);
		UPDATE stock SET on_hand = on_hand - 1000000, reserved = reserved - 1000000
			WHERE item = 3 AND location = 1"
	finds L6 "SH-00005 line 1,0,1"
}

@test "L7: goods went out of another place than the shipment's" {
	breaks "UPDATE document SET location = 2 WHERE number = 'SH-00002'"
	finds L7 "movement 9,the line of a shipment,shipment"
}

@test "L7: a movement that only corrects has a shipment's line" {
	breaks "UPDATE movement SET kind = 'adjust', reason = 'x' WHERE line = $(line SH-00002 1)"
	finds L7 "movement 9,the line of a shipment,shipment"
}

@test "L7: a movement out of no shipment" {
	breaks "UPDATE movement SET kind = 'ship' WHERE kind = 'adjust' AND item = 1"
	finds L7 "movement 7,the line of a shipment,none"
}

@test "L8: a line of another item than the line it came from" {
	breaks "UPDATE line SET item = 2, sku = 'MUG' WHERE id = $(line DRAFT-00002 1)"
	finds L8 "DRAFT-00002 line 1,TEA,MUG"
}

@test "L9: a paper without lines" {
	breaks "DELETE FROM line WHERE document = 1"
	mended --total
	finds L9 "Q-00001,at least one line,none"
}

@test "L10: an order made from a quote of another customer" {
	breaks "UPDATE document SET party = (SELECT id FROM party WHERE code = 'NORD')
		WHERE number = 'Q-00002'"
	finds L10 "SO-00001 line 1,\"a paper it is made from, same party and currency\",Q-00002" \
		"SO-00001 line 2,\"a paper it is made from, same party and currency\",Q-00002"
}

@test "L10: an invoice made from a quote" {
	breaks "UPDATE line SET source = $(line Q-00002 2) WHERE id = $(line INV-00001 2);
		UPDATE document SET invoiced = 'part' WHERE number = 'SO-00001'"
	finds L10 "INV-00001 line 2,\"a paper it is made from, same party and currency\",Q-00002"
}

@test "L3: a shipment is ready at one place, its goods are reserved at another" {
	breaks "UPDATE reservation SET location = 2 WHERE line = $(line SO-00002 2);
		UPDATE stock SET reserved = 0 WHERE item = 2 AND location = 1;
		UPDATE stock SET reserved = 5000000 WHERE item = 2 AND location = 2"
	finds L3 "SH-00003 MUG at MAIN,0,4"
}

# Documents

@test "D1: the net of a line is not its quantity times its price" {
	breaks "UPDATE line SET net = net + 1 WHERE id = $(line SO-00005 1)"
	finds D1 "SO-00005 line 1 net,4.50,4.51"
}

@test "D1: the tax of an order is not that of its lines" {
	breaks "UPDATE document SET tax = tax + 1, net = net - 1 WHERE number = 'SO-00005'"
	finds D1 "SO-00005 net,4.50,4.49" "SO-00005 tax,0.32,0.33"
}

@test "D1: a total that is not net and tax" {
	breaks_unchecked document "UPDATE document SET total = total + 1 WHERE number = 'SO-00005'"
	finds D1 "SO-00005 total,4.82,4.83"
}

@test "D2: an invoice's tax at a rate is not that of its lines" {
	breaks "UPDATE document_tax SET tax = tax + 1 WHERE rate = 7000000
		AND document = (SELECT id FROM document WHERE number = 'DRAFT-00002')"
	finds D2 "DRAFT-00002 tax at 7 %,1.26,1.27"
}

@test "D2: a rate of an invoice is missing" {
	breaks "DELETE FROM document_tax WHERE rate = 7000000
		AND document = (SELECT id FROM document WHERE number = 'DRAFT-00002')"
	finds D2 "DRAFT-00002,2 rates,1 rates"
}

@test "D3: an order says that more has shipped than has" {
	breaks "UPDATE document SET shipped = 'all' WHERE number = 'SO-00002'"
	finds D3 "SO-00002,\"shipped part, invoiced part\",\"shipped all, invoiced part\""
}

@test "D3: an order is open though all of it is shipped and billed" {
	breaks "UPDATE document SET state = 'confirmed' WHERE number = 'SO-00001'"
	finds D3 "SO-00001,closed,confirmed"
}

@test "D4: a quote is confirmed" {
	breaks "UPDATE document SET state = 'confirmed' WHERE number = 'Q-00001'"
	finds D4 "Q-00001,a state of its kind,quote confirmed"
}

@test "D4: a state that there is not" {
	breaks "UPDATE document SET state = 'lost' WHERE number = 'Q-00001'"
	run -1 om check --no-header # its digest cannot be made anew: H2 may be broken, too
	assert_line --index 0 "D4,Q-00001,a state of its kind,quote lost"
	[ "$(grep -vc '^H2,Q-00001,' <<<"$output")" -eq 1 ]
}

@test "D5: a closed order has goods left to ship" {
	breaks "UPDATE line SET closed = 0 WHERE id = $(line SO-00007 1);
		UPDATE document SET shipped = 'part', invoiced = 'part' WHERE number = 'SO-00007'"
	finds D5 "SO-00007,no goods left to ship,line 1 is open"
}

@test "D6: a draft order has shipped" {
	breaks "UPDATE document SET state = 'draft', shipped = 'none' WHERE number = 'SO-00008'"
	finds D6 "SO-00008,nothing shipped or billed,line 1"
}

@test "D6: a cancelled order has shipped" {
	breaks "UPDATE document SET state = 'cancelled' WHERE number = 'SO-00008'"
	finds D6 "SO-00008,nothing shipped or billed,line 1"
}

@test "D7: a quote is held" {
	breaks "UPDATE document SET held = 1 WHERE number = 'Q-00001'"
	finds D7 "Q-00001,only what papers of its kind have,quote"
}

@test "D7: an order has a carrier" {
	breaks "UPDATE document SET carrier = 'DHL' WHERE number = 'SO-00002'"
	finds D7 "SO-00002,only what papers of its kind have,order"
}

@test "D7: a line of a quote is closed" {
	breaks "UPDATE line SET closed = 1 WHERE id = $(line Q-00001 1)"
	finds D7 "Q-00001,only what papers of its kind have,quote"
}

@test "D7: a shipment leaves from nowhere" {
	breaks "UPDATE document SET location = NULL WHERE number = 'SH-00007'"
	finds D7 "SH-00007,only what papers of its kind have,shipment"
}

@test "D7: an order is due for payment" {
	breaks "UPDATE document SET due = '2026-12-01' WHERE number = 'SO-00002'"
	finds D7 "SO-00002,only what papers of its kind have,order"
}

@test "D8: an invoice takes more of a rest than rounding can leave" {
	changes "UPDATE line SET rest = 100 WHERE id = $(line DRAFT-00002 1)"
	mended --total
	finds D8 "DRAFT-00002 line 1,no more than a unit for each part,100"
}

@test "D8: a line of an order takes a rest" {
	changes "UPDATE line SET rest = 1 WHERE id = $(line SO-00005 1)"
	mended --total
	finds D8 "SO-00005 line 1,no more than a unit for each part,1"
}

# Money

@test "M1: an invoice leaves more open than was not paid" {
	breaks "UPDATE document SET open = open + 1 WHERE number = 'INV-00001'"
	finds M1 "INV-00001,34.37,34.38"
}

@test "M1: a draft invoice is open" {
	breaks "UPDATE document SET open = 1 WHERE number = 'DRAFT-00002'"
	finds M1 "DRAFT-00002,0.00,0.01"
}

@test "M1: an order is open" {
	breaks "UPDATE document SET open = 1 WHERE number = 'SO-00002'"
	finds M1 "SO-00002,0.00,0.01"
}

@test "M2: a payment pays more than it brought" {
	breaks "UPDATE payment SET amount = 499 WHERE number = 'PAY-00003'"
	finds M2 "PAY-00003,4.99,5.00"
}

@test "M3: a payment pays the invoice of another customer" {
	breaks "UPDATE payment SET party = (SELECT id FROM party WHERE code = 'NORD')
		WHERE number = 'PAY-00003'"
	finds M3 "PAY-00003,invoices of its own customer,INV-00001"
}

@test "M3: a payment pays in another currency" {
	breaks "UPDATE payment SET currency = 'CHF' WHERE number = 'PAY-00003'"
	finds M3 "PAY-00003,invoices of its own customer,INV-00001"
}

@test "M3: a payment pays an order" {
	breaks "UPDATE allocation SET document = (SELECT id FROM document WHERE number = 'SO-00001')
		WHERE payment = (SELECT id FROM payment WHERE number = 'PAY-00003')"
	mended --total
	finds M3 "PAY-00003,invoices of its own customer,SO-00001"
}

@test "M4: an invoice is paid beyond its total" {
	breaks "UPDATE allocation SET amount = 5000 WHERE payment =
			(SELECT id FROM payment WHERE number = 'PAY-00003')"
	mended --total
	finds M4 "INV-00001,0.00,-10.63"
}

# Numbers

@test "N1: an invoice number is missing" {
	breaks "UPDATE series SET last = last + 1 WHERE prefix = 'INV'"
	finds N1 "INV,4,3"
}

@test "N1: an invoice has a number beyond the last one given" {
	breaks "UPDATE document SET number = 'INV-00007' WHERE number = 'INV-00003';
		UPDATE log SET object = 'INV-00007' WHERE object = 'INV-00003'"
	run -1 om check --no-header -q
	assert_output "N1"
}

@test "N1: the last number given is forgotten" {
	breaks "DELETE FROM series WHERE prefix = 'INV'"
	run -1 om check --no-header -q
	assert_output "N1"
}

@test "N2: a quote number is missing" {
	breaks "UPDATE series SET last = last + 1 WHERE prefix = 'Q'"
	finds N2 "Q,4,3"
}

@test "N3: an order number is missing" {
	breaks "UPDATE series SET last = last + 1 WHERE prefix = 'SO'"
	finds N3 "SO,10,9"
}

@test "N4: a shipment number is missing" {
	breaks "UPDATE series SET last = last + 1 WHERE prefix = 'SH'"
	finds N4 "SH,10,9"
}

@test "N5: a draft number is missing" {
	breaks "UPDATE series SET last = last + 1 WHERE prefix = 'DRAFT'"
	finds N5 "DRAFT,6,5"
}

@test "N6: a payment number is missing" {
	breaks "UPDATE series SET last = last + 1 WHERE prefix = 'PAY'"
	finds N6 "PAY,4,3"
}

@test "N7: a quote and an order have each other's number" {
	breaks "UPDATE document SET number = 'x' WHERE number = 'Q-00001';
		UPDATE document SET number = 'Q-00001' WHERE number = 'SO-00001';
		UPDATE document SET number = 'SO-00001' WHERE number = 'x';
		UPDATE log SET object = 'x' WHERE object = 'Q-00001';
		UPDATE log SET object = 'Q-00001' WHERE object = 'SO-00001';
		UPDATE log SET object = 'SO-00001' WHERE object = 'x'"
	finds N7 "SO-00001,Q-,SO-00001" "Q-00001,SO-,Q-00001"
}

@test "N8: a posted invoice was due before it was written" {
	breaks "UPDATE document SET due = '2026-11-22' WHERE number = 'INV-00001'"
	finds N8 "INV-00001,due on or after 2026-11-23,2026-11-22"
}

@test "N8: a posted invoice is never due" {
	breaks "UPDATE document SET due = NULL WHERE number = 'INV-00001'"
	finds N8 "INV-00001,due on or after 2026-11-23,"
}

# The log

@test "N9: two orders have one channel's reference" {
	breaks "UPDATE document SET channel = 'web', ref = 'A1'
		WHERE number IN ('SO-00001', 'SO-00002')"
	finds N9 "SO-00002,SO-00001,web A1"
}

@test "H1: a row of the log was changed" {
	changes "UPDATE log SET who = 'nobody' WHERE id = 20"
	finds H1 "log row 20,the hash of the row before and its own content,another"
}

@test "H1: a row of the log is gone" {
	changes "DELETE FROM log WHERE verb = 'quote new' AND object = 'Q-00002'"
	finds H1 "log row 22,the hash of the row before and its own content,another"
}

@test "H1: a row was put into the log" {
	changes "UPDATE log SET id = id + 1000 WHERE id > 20;
		INSERT INTO log (id, at, who, verb, object, detail, content, hash)
			SELECT 21, at, who, verb, object, detail, '', hash FROM log WHERE id = 20"
	finds H1 "log row 21,the hash of the row before and its own content,another"
}

@test "H2: a document was changed behind the log" {
	changes "UPDATE document SET note = 'cheaper' WHERE number = 'SO-00002'"
	run -1 om check --no-header -o rule,object
	assert_output "H2,SO-00002"
}

@test "H2: a document that the log never saw" {
	breaks "DELETE FROM log WHERE object = 'SO-00005'"
	run -1 om check --no-header -o rule,object,expected
	assert_output "H2,SO-00005,a log row"
}

@test "H2: the words of a line were changed behind the log" {
	changes "UPDATE line SET name = 'Black tea' WHERE id = $(line INV-00002 1)"
	run -1 om check --no-header -o rule,object
	assert_output "H2,INV-00002"
}

@test "H3: an item was changed behind the log" {
	changes "UPDATE item SET price = price + 1 WHERE sku = 'TEA'"
	run -1 om check --no-header -o rule,object
	assert_output "H3,TEA"
}

@test "H3: a barcode was moved behind the log" {
	changes "UPDATE barcode SET item = 2"
	run -1 om check --no-header -o rule,object
	assert_output $'H3,MUG\nH3,TEA'
}

@test "H3: a customer and a supplier were changed behind the log" {
	changes "UPDATE party SET email = 'x@y.example' WHERE code IN ('ACME', 'KILN')"
	run -1 om check --no-header -o rule,object
	assert_output $'H3,ACME\nH3,KILN'
}

@test "H4: a payment was changed behind the log" {
	changes "UPDATE payment SET method = 'cash' WHERE number = 'PAY-00003'"
	run -1 om check --no-header -o rule,object
	assert_output "H4,PAY-00003"
}

@test "H5: what the log made is gone" {
	breaks "DELETE FROM line WHERE document = (SELECT id FROM document WHERE number = 'Q-00003');
		DELETE FROM document WHERE number = 'Q-00003';
		UPDATE series SET last = 2 WHERE prefix = 'Q'"
	finds H5 "Q-00003,what the log made,nothing"
}

@test "H6: an address was changed under the papers that show it" {
	changes "UPDATE address SET street = '2 West Road' WHERE street = '1 West Road'"
	run -1 om check --no-header -o rule,object
	assert_output --regexp '^H6,address [0-9]+$'
}

@test "the end of the log was cut off: the hash that was kept elsewhere tells" {
	changes ''
	head=$(om log --head)
	om log --verify "$head"
	sqlite3 om.db "DELETE FROM log WHERE id = (SELECT MAX(id) FROM log)"
	run -1 om log --verify "$head"
}

# CSV files of any size, the same on every machine:
# awk -v what=items|customers|stock|orders -v n=ROWS [-v skus=N -v lines=N] -f data.awk
# n counts items, customers or orders; orders draw on `skus` items, 1,000 customers.

# A number from 0 to below m (Park and Miller's generator; exact in doubles).
function draw(m) {
	seed = seed * 16807 % 2147483647
	return int(seed / 16 % m)
}

function sku_of(i) {
	return sprintf("P%06d", i)
}

function price_of(i) {
	return sprintf("%d.%02d", 1 + i % 180, i * 7 % 100)
}

# GTIN-13: the last digit checks the others.
function barcode_of(i,   code, sum, k) {
	code = sprintf("400%09d", i)
	for (k = 1; k <= 12; k++)
		sum += substr(code, k, 1) * (k % 2 ? 1 : 3)
	return code (10 - sum % 10) % 10
}

function make_items(   i) {
	print "sku,name,type,category,unit,pack,price,cost,tax,barcode,lead_days,reorder_point,reorder_qty"
	for (i = 1; i <= n; i++)
		printf "%s,%s %s no. %d,stock,Category %02d,pcs,box of %d,%s,%d.%02d,%d,%s,%d,%d,%d\n",
			sku_of(i), colour[draw(8)], thing[draw(8)], i, draw(40), 6 + draw(18),
			price_of(i), 1 + i % 90, i % 100, draw(4) ? 19 : 7,
			i % 2 ? barcode_of(i) : "", 7 + draw(30), 10 * draw(20), 10 + 10 * draw(50)
}

function make_customers(   i) {
	print "code,name,group,contact,email,phone,terms,street,city,postcode,country"
	for (i = 0; i < n; i++)
		printf "C%04d,Customer %d Trading,B2B,Buyer %d,buyer%d@customer.example," \
			"+49 30 555%04d,net 30,Market Street %d,Berlin,10%03d,DE\n", i, i, i, i, i, i, i
}

function make_stock(   i) {
	print "sku,qty,cost"
	for (i = 1; i <= n; i++)
		printf "%s,1000,%d.%02d\n", sku_of(i), 1 + i % 90, i % 100
}

# Half of the orders go to an address that an earlier one has gone to.
function make_orders(   i, k, head, tail, to, item) {
	print "ref,customer,date,required,sku,qty,price,discount_percent," \
		"ship_name,ship_street,ship_city,ship_region,ship_postcode,ship_country"
	for (i = 1; i <= n; i++) {
		to = draw(2) ? draw(i) : i
		head = sprintf("W%08d,C%04d,2026-11-%02d,2026-12-%02d", i, draw(1000), 1 + draw(23),
			1 + draw(28))
		tail = sprintf("Recipient %d,High Street %d,Hamburg,,20%03d,DE", to, to, to % 1000)
		split("", taken)
		for (k = 1; k <= lines; k++) {
			do
				item = 1 + draw(skus)
			while (item in taken)
			taken[item]
			printf "%s,%s,%d,%s,%d,%s\n", head, sku_of(item), 1 + draw(5), price_of(item),
				draw(5) ? 0 : 5, tail
		}
	}
}

BEGIN {
	seed = 20261123
	if (!lines)
		lines = 10
	split("Red Blue Green White Black Grey Amber Plain", words, " ")
	for (i = 0; i < 8; i++)
		colour[i] = words[i + 1]
	split("mug teapot bowl kettle tray candle basket lantern", words, " ")
	for (i = 0; i < 8; i++)
		thing[i] = words[i + 1]
	if (what == "items")
		make_items()
	else if (what == "customers")
		make_customers()
	else if (what == "stock")
		make_stock()
	else if (what == "orders")
		make_orders()
	else {
		print "data.awk: what=items, customers, stock or orders" >"/dev/stderr"
		exit 2
	}
}

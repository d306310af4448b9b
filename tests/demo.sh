#!/bin/sh
# make demo: two years of a small distributor, from the import to the open
# invoices, in a folder of its own. Every figure printed is read from om.
set -eu
cd "$(dirname "$0")/.."

build=${OM_BUILD:-$PWD/build}
demo=${OM_DEMO_DIR:-demo}
source=tests/data/northwind
for name in $(env | sed -n 's/^\(OM_[A-Z_]*\)=.*/\1/p'); do
	unset "$name"
done
export PATH="$build:$PATH" OM_DB="$demo/om.db" OM_NOW=1998-05-07T09:00:00Z LC_ALL=C TZ=UTC

fail() {
	printf '\ndemo: %s\n' "$*" >&2
	exit 1
}

[ -x "$build/om-order" ] || fail "there is no om in $build; run make first"
[ ! -e "$OM_DB" ] || fail "$OM_DB is here already; to start over: rm -r $demo; make demo"
mkdir -p "$demo"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# step COMMAND: show it, run it; count is the number of lines it printed. A
# line that begins with "> " goes on with the one before it.
step() {
	printf '$ %s' "$1"
	width=$(printf '$ %s' "$1" | sed '2s/^[$] //' | tail -n 1 | wc -c)
	eval "$(printf '%s\n' "$1" | sed 's/^> //')" >"$work/out" 2>"$work/notes" ||
		fail "it failed: $(cat "$work/notes")"
	count=$(grep -c '' "$work/out" || :)
}

# got SAYS: what came of the step, as a remark behind it.
got() {
	printf '%*s # %s\n' $((width < 60 ? 60 - width : 0)) "" "$*"
}

# must FIGURE EXPECTED WHAT
must() {
	[ "$1" = "$2" ] || fail "$1 $3, not $2"
}

# rows COMMAND...: how many it lists
rows() {
	"$@" --format csv --no-header >"$work/rows" || fail "'$*' failed"
	grep -c '' "$work/rows" || :
}

# sum COMMAND...: of a column of amounts, in cents so that it is exact
sum() {
	"$@" --format csv --no-header >"$work/rows" || fail "'$*' failed"
	sed -e 's/[.]//' -e 's/^0*\([0-9]\)/\1/' "$work/rows" >"$work/cents"
	cents=0
	while read -r amount; do
		cents=$((cents + amount))
	done <"$work/cents"
	printf '%d.%02d' $((cents / 100)) $((cents % 100))
}

# line COUNT WHAT COMMAND...: a line of the summary, with the command's sum
line() {
	counted=$1 what=$2
	shift 2
	amount=$(sum "$@")
	printf '  %4s  %-40s %16s\n' "$counted" "$what" "$amount"
}

# said: "29 added" of an import's note
said() {
	sed -n 's/.*: \([0-9]*\) added.*/\1/p' "$work/notes"
}

step "om init --name Northwind --currency USD --country US"
got "$OM_DB"
step "om-supplier import $source/suppliers.csv"
got "$(said) suppliers"
step "om-item import $source/items.csv"
got "$(said) items"
step "om-customer import $source/customers.csv"
got "$(said) customers"
step "om-stock receive --from $source/stock.csv"
got "$count items in stock"
step "om-order import $source/orders.csv --confirm"
must "$count" 830 "orders were confirmed"
got "$count orders"
step "om-ship import $source/shipments.csv"
must "$count" 809 "orders were shipped"
got "$count shipments"
step "om-invoice new --all --post --on-shipment-date"
must "$count" 809 "invoices were posted"
got "$count invoices"
step "om-invoice list -q --to 1998-03-31 |
> om-invoice pay - --method bank --date 1998-04-30"
paid=$count
must "$paid" "$(rows om-invoice list --to 1998-03-31)" "invoices were paid"
got "$paid paid in full"
step "om check"
must "$count" 0 "findings of om check"
got "0 findings"

must "$(rows om-order list)" 830 "orders are there"
must "$(rows om-order list --unshipped)" 21 "orders are open"
must "$(rows om-order list --short)" 0 "orders are short"
must "$(rows om-ship list)" 809 "shipments are there"
must "$(rows om-invoice list)" 809 "invoices are there"

open=$(rows om-invoice due)
shelf=$(rows om-stock value)
printf '\nOn 1998-05-07 that makes, in US dollars:\n'
line 830 "orders" om-order list -o total
line 809 "of them shipped and invoiced" om-invoice list -o total
line "$paid" "invoices paid" om-payment list -o amount
line "$open" "invoices open" om-invoice list -o open
line 21 "orders open, all their goods reserved" om-order list --unshipped -o total
line "$shelf" "items on the shelf, at cost" om-stock value -o value

printf '\n'
step "om-invoice due --sort -open --limit 5 --format table \\
> -o number,date,due,days,customer,order,total,open"
printf '\n'
cat "$work/out"

cat <<END

Try next; the first line also sets the clock to where the data ends:
  export PATH=\$PWD/build:\$PATH OM_DB=$demo/om.db OM_NOW=$OM_NOW
  om-order open --sort -qty --limit 5
  om-ship new SO-761 | om-ship dispatch - | om-invoice new --post -
  om-order history SO-761
  om-customer history ERNSH
  om-stock low
  om check
END

# bash completion for om and its commands. The tables are filled by make gen.
# shellcheck shell=bash disable=SC2034

# generated: tables
_om_commands() {
	echo item customer supplier stock quote order ship invoice payment
}
_om_verbs() {
	case $1 in
	om) echo init config help check log backup restore upgrade sql ;;
	item) echo add edit show list import remove ;;
	customer) echo add edit address show list import remove history ;;
	supplier) echo add edit address show list import remove ;;
	stock) echo receive adjust list low log value locations ;;
	quote) echo new edit show list lines send accept decline expire copy ;;
	order) echo new import edit show list lines confirm allocate hold release close cancel open history ;;
	ship) echo new pick dispatch deliver cancel show list lines import ;;
	invoice) echo new sell post pay cancel show list lines due ;;
	payment) echo new allocate list ;;
	esac
}
_om_second() {
	case $1 in
	'om config') echo list get set ;;
	'stock locations') echo add edit ;;
	*) ;;
	esac
}
_om_options() {
	case $1 in
	'om init') echo --name --currency --country --tax-id --from --dry-run --key --date --note --db --help --version ;;
	'om config') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'om config list') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'om config get') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'om config set') echo --dry-run --key --date --note --db --help --version ;;
	'om help') echo --db --help --version ;;
	'om check') echo --rules --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'om log') echo --head --verify --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'om backup') echo --db --help --version ;;
	'om restore') echo --db --help --version ;;
	'om upgrade') echo --dry-run --key --date --note --db --help --version ;;
	'om sql') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'item add') echo --name --type --category --unit --pack --price --cost --tax --barcode --supplier --lead-days --reorder-point --reorder-qty --variant-of --weight --attr --active --dry-run --key --date --note --db --help --version ;;
	'item edit') echo --name --type --category --unit --pack --price --cost --tax --barcode --supplier --lead-days --reorder-point --reorder-qty --variant-of --weight --attr --active --dry-run --key --date --note --db --help --version ;;
	'item show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'item list') echo --active --supplier --sku --category --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'item import') echo --dry-run --key --date --note --delimiter --decimal --map --ignore-unknown --spreadsheet --keep-going --rejects --db --help --version ;;
	'item remove') echo --dry-run --key --date --note --db --help --version ;;
	'customer add') echo --name --group --contact --email --phone --terms --currency --tax-id --credit-limit --street --city --region --postcode --country --active --billing --dry-run --key --date --note --db --help --version ;;
	'customer edit') echo --name --group --contact --email --phone --terms --currency --tax-id --credit-limit --street --city --region --postcode --country --active --billing --dry-run --key --date --note --db --help --version ;;
	'customer address') echo --name --contact --street --city --region --postcode --country --dry-run --key --date --note --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'customer show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'customer list') echo --active --group --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'customer import') echo --dry-run --key --date --note --delimiter --decimal --map --ignore-unknown --spreadsheet --keep-going --rejects --db --help --version ;;
	'customer remove') echo --dry-run --key --date --note --db --help --version ;;
	'customer history') echo --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'supplier add') echo --name --group --contact --email --phone --terms --currency --tax-id --credit-limit --street --city --region --postcode --country --active --dry-run --key --date --note --db --help --version ;;
	'supplier edit') echo --name --group --contact --email --phone --terms --currency --tax-id --credit-limit --street --city --region --postcode --country --active --dry-run --key --date --note --db --help --version ;;
	'supplier address') echo --name --contact --street --city --region --postcode --country --dry-run --key --date --note --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'supplier show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'supplier list') echo --active --group --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'supplier import') echo --dry-run --key --date --note --delimiter --decimal --map --ignore-unknown --spreadsheet --keep-going --rejects --db --help --version ;;
	'supplier remove') echo --dry-run --key --date --note --db --help --version ;;
	'stock receive') echo --location --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'stock adjust') echo --reason --location --unreserve --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'stock list') echo --zero --supplier --sku --category --location --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'stock low') echo --supplier --sku --category --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'stock log') echo --sku --category --location --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'stock value') echo --total --supplier --sku --category --location --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'stock locations') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'stock locations add') echo --name --dry-run --key --date --note --db --help --version ;;
	'stock locations edit') echo --name --active --dry-run --key --date --note --db --help --version ;;
	'quote new') echo --customer --ref --terms --discount --location --ship-to --ship-name --ship-street --ship-city --ship-region --ship-postcode --ship-country --valid-until --required --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'quote edit') echo --customer --ref --terms --discount --location --ship-to --ship-name --ship-street --ship-city --ship-region --ship-postcode --ship-country --valid-until --required --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'quote show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'quote list') echo --customer --sku --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'quote lines') echo --customer --sku --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'quote send') echo --dry-run --key --date --note --db --help --version ;;
	'quote accept') echo --dry-run --key --date --note --db --help --version ;;
	'quote decline') echo --dry-run --key --date --note --db --help --version ;;
	'quote expire') echo --dry-run --key --date --note --db --help --version ;;
	'quote copy') echo --customer --dry-run --key --date --note --db --help --version ;;
	'order new') echo --customer --ref --terms --discount --location --ship-to --ship-name --ship-street --ship-city --ship-region --ship-postcode --ship-country --required --channel --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'order import') echo --channel --confirm --dry-run --key --date --note --delimiter --decimal --map --ignore-unknown --spreadsheet --keep-going --rejects --db --help --version ;;
	'order edit') echo --customer --ref --terms --discount --location --ship-to --ship-name --ship-street --ship-city --ship-region --ship-postcode --ship-country --required --channel --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'order show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'order list') echo --unshipped --uninvoiced --short --customer --sku --channel --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'order lines') echo --customer --sku --channel --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'order confirm') echo --all-or-nothing --dry-run --key --date --note --db --help --version ;;
	'order allocate') echo --dry-run --key --date --note --db --help --version ;;
	'order hold') echo --dry-run --key --date --note --db --help --version ;;
	'order release') echo --dry-run --key --date --note --db --help --version ;;
	'order close') echo --line --dry-run --key --date --note --db --help --version ;;
	'order cancel') echo --dry-run --key --date --note --db --help --version ;;
	'order open') echo --late --customer --sku --channel --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'order history') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'ship new') echo --line --location --together --carrier --tracking --dry-run --key --date --note --db --help --version ;;
	'ship pick') echo --customer --location --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'ship dispatch') echo --carrier --tracking --dry-run --key --date --note --db --help --version ;;
	'ship deliver') echo --dry-run --key --date --note --db --help --version ;;
	'ship cancel') echo --dry-run --key --date --note --db --help --version ;;
	'ship show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'ship list') echo --customer --sku --location --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'ship lines') echo --customer --sku --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'ship import') echo --dry-run --key --date --note --delimiter --decimal --map --ignore-unknown --spreadsheet --keep-going --rejects --db --help --version ;;
	'invoice new') echo --by --all --post --on-shipment-date --dry-run --key --date --note --db --help --version ;;
	'invoice sell') echo --customer --ref --terms --discount --location --ship-to --ship-name --ship-street --ship-city --ship-region --ship-postcode --ship-country --channel --paid --dry-run --key --date --note --from --delimiter --decimal --map --ignore-unknown --spreadsheet --db --help --version ;;
	'invoice post') echo --dry-run --key --date --note --db --help --version ;;
	'invoice pay') echo --method --ref --dry-run --key --date --note --db --help --version ;;
	'invoice cancel') echo --dry-run --key --date --note --db --help --version ;;
	'invoice show') echo --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'invoice list') echo --overdue --customer --sku --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'invoice lines') echo --customer --sku --state --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'invoice due') echo --overdue --customer --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	'payment new') echo --customer --method --ref --invoice --oldest --dry-run --key --date --note --db --help --version ;;
	'payment allocate') echo --dry-run --key --date --note --db --help --version ;;
	'payment list') echo --open --customer --from --to --period --format --columns --sort --limit --quiet --no-header --null --spreadsheet --no-pager --db --help --version ;;
	esac
}
_om_value() {
	case $1 in
	'om init'' --name') echo text ;;
	'om init'' --currency') echo text ;;
	'om init'' --country') echo text ;;
	'om init'' --tax-id') echo text ;;
	'om init'' --from' | 'om init'' -f') echo file ;;
	'om log'' --verify') echo text ;;
	'om log'' --from') echo words today yesterday tomorrow eom ;;
	'item add'' --name') echo text ;;
	'item add'' --type') echo words stock service ;;
	'item add'' --category') echo live category ;;
	'item add'' --unit') echo text ;;
	'item add'' --pack') echo text ;;
	'item add'' --price') echo text ;;
	'item add'' --cost') echo text ;;
	'item add'' --tax') echo text ;;
	'item add'' --barcode') echo text ;;
	'item add'' --supplier') echo live supplier ;;
	'item add'' --lead-days') echo text ;;
	'item add'' --reorder-point') echo text ;;
	'item add'' --reorder-qty') echo text ;;
	'item add'' --variant-of') echo live sku ;;
	'item add'' --weight') echo text ;;
	'item add'' --attr') echo text ;;
	'item add'' --active') echo words yes no ;;
	'item edit'' --name') echo text ;;
	'item edit'' --type') echo words stock service ;;
	'item edit'' --category') echo live category ;;
	'item edit'' --unit') echo text ;;
	'item edit'' --pack') echo text ;;
	'item edit'' --price') echo text ;;
	'item edit'' --cost') echo text ;;
	'item edit'' --tax') echo text ;;
	'item edit'' --barcode') echo text ;;
	'item edit'' --supplier') echo live supplier ;;
	'item edit'' --lead-days') echo text ;;
	'item edit'' --reorder-point') echo text ;;
	'item edit'' --reorder-qty') echo text ;;
	'item edit'' --variant-of') echo live sku ;;
	'item edit'' --weight') echo text ;;
	'item edit'' --attr') echo text ;;
	'item edit'' --active') echo words yes no ;;
	'item list'' --active') echo words yes no ;;
	'customer add'' --name') echo text ;;
	'customer add'' --group') echo text ;;
	'customer add'' --contact') echo text ;;
	'customer add'' --email') echo text ;;
	'customer add'' --phone') echo text ;;
	'customer add'' --terms') echo text ;;
	'customer add'' --currency') echo text ;;
	'customer add'' --tax-id') echo text ;;
	'customer add'' --credit-limit') echo text ;;
	'customer add'' --street') echo text ;;
	'customer add'' --city') echo text ;;
	'customer add'' --region') echo text ;;
	'customer add'' --postcode') echo text ;;
	'customer add'' --country') echo text ;;
	'customer add'' --active') echo words yes no ;;
	'customer add'' --billing') echo words shipped ordered ;;
	'customer edit'' --name') echo text ;;
	'customer edit'' --group') echo text ;;
	'customer edit'' --contact') echo text ;;
	'customer edit'' --email') echo text ;;
	'customer edit'' --phone') echo text ;;
	'customer edit'' --terms') echo text ;;
	'customer edit'' --currency') echo text ;;
	'customer edit'' --tax-id') echo text ;;
	'customer edit'' --credit-limit') echo text ;;
	'customer edit'' --street') echo text ;;
	'customer edit'' --city') echo text ;;
	'customer edit'' --region') echo text ;;
	'customer edit'' --postcode') echo text ;;
	'customer edit'' --country') echo text ;;
	'customer edit'' --active') echo words yes no ;;
	'customer edit'' --billing') echo words shipped ordered ;;
	'customer address'' --name') echo text ;;
	'customer address'' --contact') echo text ;;
	'customer address'' --street') echo text ;;
	'customer address'' --city') echo text ;;
	'customer address'' --region') echo text ;;
	'customer address'' --postcode') echo text ;;
	'customer address'' --country') echo text ;;
	'customer list'' --active') echo words yes no ;;
	'customer list'' --group') echo text ;;
	'customer history'' --from') echo words today yesterday tomorrow eom ;;
	'supplier add'' --name') echo text ;;
	'supplier add'' --group') echo text ;;
	'supplier add'' --contact') echo text ;;
	'supplier add'' --email') echo text ;;
	'supplier add'' --phone') echo text ;;
	'supplier add'' --terms') echo text ;;
	'supplier add'' --currency') echo text ;;
	'supplier add'' --tax-id') echo text ;;
	'supplier add'' --credit-limit') echo text ;;
	'supplier add'' --street') echo text ;;
	'supplier add'' --city') echo text ;;
	'supplier add'' --region') echo text ;;
	'supplier add'' --postcode') echo text ;;
	'supplier add'' --country') echo text ;;
	'supplier add'' --active') echo words yes no ;;
	'supplier edit'' --name') echo text ;;
	'supplier edit'' --group') echo text ;;
	'supplier edit'' --contact') echo text ;;
	'supplier edit'' --email') echo text ;;
	'supplier edit'' --phone') echo text ;;
	'supplier edit'' --terms') echo text ;;
	'supplier edit'' --currency') echo text ;;
	'supplier edit'' --tax-id') echo text ;;
	'supplier edit'' --credit-limit') echo text ;;
	'supplier edit'' --street') echo text ;;
	'supplier edit'' --city') echo text ;;
	'supplier edit'' --region') echo text ;;
	'supplier edit'' --postcode') echo text ;;
	'supplier edit'' --country') echo text ;;
	'supplier edit'' --active') echo words yes no ;;
	'supplier address'' --name') echo text ;;
	'supplier address'' --contact') echo text ;;
	'supplier address'' --street') echo text ;;
	'supplier address'' --city') echo text ;;
	'supplier address'' --region') echo text ;;
	'supplier address'' --postcode') echo text ;;
	'supplier address'' --country') echo text ;;
	'supplier list'' --active') echo words yes no ;;
	'supplier list'' --group') echo text ;;
	'stock receive'' --location') echo live location ;;
	'stock receive'' --from') echo file ;;
	'stock adjust'' --reason' | 'stock adjust'' -r') echo text ;;
	'stock adjust'' --location') echo live location ;;
	'stock adjust'' --from') echo file ;;
	'stock log'' --from') echo words today yesterday tomorrow eom ;;
	'stock locations add'' --name') echo text ;;
	'stock locations edit'' --name') echo text ;;
	'stock locations edit'' --active') echo words yes no ;;
	'quote new'' --customer' | 'quote new'' -c') echo live customer ;;
	'quote new'' --ref') echo text ;;
	'quote new'' --terms') echo text ;;
	'quote new'' --discount') echo text ;;
	'quote new'' --location') echo live location ;;
	'quote new'' --ship-to') echo text ;;
	'quote new'' --ship-name') echo text ;;
	'quote new'' --ship-street') echo text ;;
	'quote new'' --ship-city') echo text ;;
	'quote new'' --ship-region') echo text ;;
	'quote new'' --ship-postcode') echo text ;;
	'quote new'' --ship-country') echo text ;;
	'quote new'' --valid-until') echo words today yesterday tomorrow eom ;;
	'quote new'' --required') echo words today yesterday tomorrow eom ;;
	'quote new'' --from') echo file ;;
	'quote edit'' --customer' | 'quote edit'' -c') echo live customer ;;
	'quote edit'' --ref') echo text ;;
	'quote edit'' --terms') echo text ;;
	'quote edit'' --discount') echo text ;;
	'quote edit'' --location') echo live location ;;
	'quote edit'' --ship-to') echo text ;;
	'quote edit'' --ship-name') echo text ;;
	'quote edit'' --ship-street') echo text ;;
	'quote edit'' --ship-city') echo text ;;
	'quote edit'' --ship-region') echo text ;;
	'quote edit'' --ship-postcode') echo text ;;
	'quote edit'' --ship-country') echo text ;;
	'quote edit'' --valid-until') echo words today yesterday tomorrow eom ;;
	'quote edit'' --required') echo words today yesterday tomorrow eom ;;
	'quote edit'' --from') echo file ;;
	'quote list'' --state') echo words draft sent accepted declined expired ;;
	'quote list'' --from') echo words today yesterday tomorrow eom ;;
	'quote lines'' --state') echo words draft sent accepted declined expired ;;
	'quote lines'' --from') echo words today yesterday tomorrow eom ;;
	'quote copy'' --customer' | 'quote copy'' -c') echo live customer ;;
	'order new'' --customer' | 'order new'' -c') echo live customer ;;
	'order new'' --ref') echo text ;;
	'order new'' --terms') echo text ;;
	'order new'' --discount') echo text ;;
	'order new'' --location') echo live location ;;
	'order new'' --ship-to') echo text ;;
	'order new'' --ship-name') echo text ;;
	'order new'' --ship-street') echo text ;;
	'order new'' --ship-city') echo text ;;
	'order new'' --ship-region') echo text ;;
	'order new'' --ship-postcode') echo text ;;
	'order new'' --ship-country') echo text ;;
	'order new'' --required') echo words today yesterday tomorrow eom ;;
	'order new'' --channel') echo live channel ;;
	'order new'' --from') echo file ;;
	'order import'' --channel') echo live channel ;;
	'order edit'' --customer' | 'order edit'' -c') echo live customer ;;
	'order edit'' --ref') echo text ;;
	'order edit'' --terms') echo text ;;
	'order edit'' --discount') echo text ;;
	'order edit'' --location') echo live location ;;
	'order edit'' --ship-to') echo text ;;
	'order edit'' --ship-name') echo text ;;
	'order edit'' --ship-street') echo text ;;
	'order edit'' --ship-city') echo text ;;
	'order edit'' --ship-region') echo text ;;
	'order edit'' --ship-postcode') echo text ;;
	'order edit'' --ship-country') echo text ;;
	'order edit'' --required') echo words today yesterday tomorrow eom ;;
	'order edit'' --channel') echo live channel ;;
	'order edit'' --from') echo file ;;
	'order list'' --state') echo words draft confirmed closed cancelled ;;
	'order list'' --from') echo words today yesterday tomorrow eom ;;
	'order lines'' --state') echo words draft confirmed closed cancelled ;;
	'order lines'' --from') echo words today yesterday tomorrow eom ;;
	'order close'' --line') echo live sku ;;
	'order open'' --from') echo words today yesterday tomorrow eom ;;
	'ship new'' --line') echo live sku ;;
	'ship new'' --location') echo live location ;;
	'ship new'' --carrier') echo text ;;
	'ship new'' --tracking') echo text ;;
	'ship dispatch'' --carrier') echo text ;;
	'ship dispatch'' --tracking') echo text ;;
	'ship list'' --state') echo words ready dispatched delivered cancelled ;;
	'ship list'' --from') echo words today yesterday tomorrow eom ;;
	'ship lines'' --state') echo words ready dispatched delivered cancelled ;;
	'ship lines'' --from') echo words today yesterday tomorrow eom ;;
	'invoice new'' --by') echo words order customer ;;
	'invoice sell'' --customer' | 'invoice sell'' -c') echo live customer ;;
	'invoice sell'' --ref') echo text ;;
	'invoice sell'' --terms') echo text ;;
	'invoice sell'' --discount') echo text ;;
	'invoice sell'' --location') echo live location ;;
	'invoice sell'' --ship-to') echo text ;;
	'invoice sell'' --ship-name') echo text ;;
	'invoice sell'' --ship-street') echo text ;;
	'invoice sell'' --ship-city') echo text ;;
	'invoice sell'' --ship-region') echo text ;;
	'invoice sell'' --ship-postcode') echo text ;;
	'invoice sell'' --ship-country') echo text ;;
	'invoice sell'' --channel') echo live channel ;;
	'invoice sell'' --paid') echo text ;;
	'invoice sell'' --from') echo file ;;
	'invoice pay'' --method') echo text ;;
	'invoice pay'' --ref') echo text ;;
	'invoice list'' --state') echo words draft posted settled cancelled ;;
	'invoice list'' --from') echo words today yesterday tomorrow eom ;;
	'invoice lines'' --state') echo words draft posted settled cancelled ;;
	'invoice lines'' --from') echo words today yesterday tomorrow eom ;;
	'invoice due'' --from') echo words today yesterday tomorrow eom ;;
	'payment new'' --customer' | 'payment new'' -c') echo live customer ;;
	'payment new'' --method') echo text ;;
	'payment new'' --ref') echo text ;;
	'payment new'' --invoice') echo live invoice ;;
	'payment list'' --from') echo words today yesterday tomorrow eom ;;
	*' --key' | *' -k') echo text ;;
	*' --date') echo words today yesterday tomorrow eom ;;
	*' --note') echo text ;;
	*' --delimiter') echo text ;;
	*' --decimal') echo text ;;
	*' --map') echo file ;;
	*' --rejects') echo file ;;
	*' --customer') echo live customer ;;
	*' --supplier') echo live supplier ;;
	*' --sku') echo live sku ;;
	*' --category') echo live category ;;
	*' --location') echo live location ;;
	*' --channel') echo live channel ;;
	*' --to') echo words today yesterday tomorrow eom ;;
	*' --period') echo text ;;
	*' --format') echo words table csv json yaml ;;
	*' --columns' | *' -o') echo columns ;;
	*' --sort') echo columns ;;
	*' --limit') echo text ;;
	*' --db') echo file ;;
	esac
}
_om_columns() {
	case $1 in
	'om config') echo key value help ;;
	'om config list') echo key value help ;;
	'om config get') echo key value help ;;
	'om check') echo rule object expected found ;;
	'om log') echo at who verb document detail ;;
	'item show') echo sku name type category unit pack price cost tax barcode supplier lead_days reorder_point reorder_qty active variant_of weight attr ;;
	'item list') echo sku name type category unit pack price cost tax barcode supplier lead_days reorder_point reorder_qty active variant_of weight ;;
	'customer address') echo label name contact street city region postcode country ;;
	'customer show') echo code name group contact email phone terms currency tax_id street city region postcode country active credit_limit billing addresses ;;
	'customer list') echo code name group contact email phone terms currency tax_id street city region postcode country active credit_limit billing ;;
	'customer history') echo number date kind state ref currency total open balance ;;
	'supplier address') echo label name contact street city region postcode country ;;
	'supplier show') echo code name group contact email phone terms currency tax_id street city region postcode country active credit_limit addresses ;;
	'supplier list') echo code name group contact email phone terms currency tax_id street city region postcode country active credit_limit ;;
	'stock list') echo sku location on_hand reserved available incoming name category unit ;;
	'stock low') echo sku name available incoming reorder_point short supplier ;;
	'stock log') echo sku location date kind qty on_hand value document reason at ;;
	'stock value') echo sku location on_hand cost value ;;
	'stock locations') echo code name active default ;;
	'quote show') echo number line sku name qty unit price discount_percent net ;;
	'quote list') echo number date valid_until customer ref state currency net tax total ;;
	'quote lines') echo number line sku name qty unit price discount_percent net ;;
	'order show') echo number line sku name qty unit price discount_percent net reserved shipped invoiced backordered ;;
	'order list') echo number date required customer ref channel state shipped invoiced currency net tax total held ;;
	'order lines') echo number line sku name qty unit price discount_percent net reserved shipped invoiced backordered ;;
	'order open') echo number line sku name qty unit price discount_percent net reserved shipped invoiced backordered ;;
	'order history') echo number at who verb detail ;;
	'ship pick') echo number location sku name qty unit customer ;;
	'ship show') echo number line sku name qty unit ;;
	'ship list') echo number date order customer state carrier tracking location ;;
	'ship lines') echo number line sku name qty unit ;;
	'invoice show') echo number line sku name qty unit price discount_percent net tax_percent ;;
	'invoice list') echo number date due customer order state currency net tax total open ;;
	'invoice lines') echo number line sku name qty unit price discount_percent net tax_percent ;;
	'invoice due') echo number date due customer order state currency net tax total open days ;;
	'payment list') echo number date customer method ref currency amount allocated open note ;;
	esac
}
_om_operand() {
	case $1 in
	'om config get') echo setting ;;
	'om config set') echo setting ;;
	'om help') echo command ;;
	'om log') echo document ;;
	'om backup') echo file ;;
	'om restore') echo file ;;
	'item edit') echo sku ;;
	'item show') echo sku ;;
	'item import') echo file ;;
	'item remove') echo sku ;;
	'customer edit') echo customer ;;
	'customer address') echo customer add list ;;
	'customer show') echo customer ;;
	'customer import') echo file ;;
	'customer remove') echo customer ;;
	'customer history') echo customer ;;
	'supplier edit') echo supplier ;;
	'supplier address') echo supplier add list ;;
	'supplier show') echo supplier ;;
	'supplier import') echo file ;;
	'supplier remove') echo supplier ;;
	'stock receive') echo sku ;;
	'stock adjust') echo sku ;;
	'stock locations edit') echo location ;;
	'quote new') echo sku ;;
	'quote edit') echo quote:open ;;
	'quote show') echo quote ;;
	'quote send') echo quote:open ;;
	'quote accept') echo quote:open ;;
	'quote decline') echo quote:open ;;
	'quote copy') echo quote ;;
	'order new') echo sku ;;
	'order import') echo file ;;
	'order edit') echo order:open ;;
	'order show') echo order ;;
	'order confirm') echo order:draft ;;
	'order allocate') echo order:confirmed ;;
	'order hold') echo order:free ;;
	'order release') echo order:held ;;
	'order close') echo order:confirmed ;;
	'order cancel') echo order:unshipped ;;
	'order history') echo order ;;
	'ship new') echo order:shippable ;;
	'ship pick') echo shipment:ready ;;
	'ship dispatch') echo shipment:ready ;;
	'ship deliver') echo shipment:dispatched ;;
	'ship cancel') echo shipment:ready ;;
	'ship show') echo shipment ;;
	'ship import') echo file ;;
	'invoice new') echo billable ;;
	'invoice sell') echo sku ;;
	'invoice post') echo invoice:draft ;;
	'invoice pay') echo invoice:open ;;
	'invoice cancel') echo invoice:draft ;;
	'invoice show') echo invoice ;;
	'payment allocate') echo payment:open ;;
	esac
}
# end

# Read the words before the cursor: which command, which verb, what is awaited.
_om_find() {
	local w
	om_command=${1##*/} om_command=${om_command#om-} om_verb='' om_await='' om_db=''
	shift
	for w; do
		if [ -n "$om_await" ]; then
			[ "$om_await" = --db ] && om_db=$w
			om_await=''
			continue
		fi
		case $w in
		--db) om_await=--db ;;
		-*)
			[ -n "$om_verb" ] &&
				[ -n "$(_om_value "$om_command $om_verb $w")" ] && om_await=$w
			;;
		*)
			if [ -z "$om_verb" ] && [ "$om_command" = om ] &&
				case " $(_om_commands) " in *" $w "*) ;; *) false ;; esac then
				om_command=$w
			elif [ -z "$om_verb" ]; then
				om_verb=$w
			elif case " $(_om_second "$om_command $om_verb") " in *" $w "*) ;; *) false ;; esac then
				om_verb="$om_verb $w"
			fi
			;;
		esac
	done
}

# Names of columns, each behind the last comma of $1, what stands there already.
_om_columns_behind() {
	local there='' name
	case $1 in *,*) there=${1%,*}, ;; esac
	case $om_await,${1##*,} in --sort,-*) there=$there- ;; esac
	for name in $(_om_columns "$om_command $om_verb"); do
		case ,$there in *,"$name",*) ;; *) printf '%s\n' "$there$name" ;; esac
	done
}

# The values of one kind, a line each.
_om_list() {
	case $1 in
	words\ *) printf '%s\n' ${1#words } ;;
	columns) _om_columns_behind "$2" ;;
	live\ *) om ${om_db:+--db "$om_db"} complete "${1#live }" -- "$2" 2>/dev/null ;;
	esac
}

# What can stand under the cursor; $1 is what stands there already.
_om_candidates() {
	local first rest
	if [ -n "$om_await" ] && [ "$om_await" != --db ]; then
		_om_list "$(_om_value "$om_command $om_verb $om_await")" "$1"
	elif [ -n "$om_await" ]; then
		:
	elif [ -z "$om_verb" ]; then
		case $1 in
		-*) printf '%s\n' --db --help --version ;;
		*)
			printf '%s\n' $(_om_verbs "$om_command")
			[ "$om_command" = om ] && printf '%s\n' $(_om_commands)
			;;
		esac
	else
		case $1 in
		-*) printf '%s\n' $(_om_options "$om_command $om_verb") ;;
		*)
			read -r first rest <<-END
				$(_om_operand "$om_command $om_verb")
			END
			printf '%s\n' $rest $(_om_second "$om_command $om_verb")
			if [ "$first" = command ]; then
				printf '%s\n' $(_om_commands)
			else
				_om_list "live ${first:-none}" "$1"
			fi
			;;
		esac
	fi
}

# Is it a file that is awaited?
_om_wants_file() {
	local operand
	case $om_await in
	--db) return 0 ;;
	'')
		operand=$(_om_operand "$om_command $om_verb")
		[ "${operand%% *}" = file ]
		;;
	*) [ "$(_om_value "$om_command $om_verb $om_await")" = file ] ;;
	esac
}

_om() {
	local cur=${COMP_WORDS[COMP_CWORD]} om_command om_verb om_await om_db i line
	local -a before=("${COMP_WORDS[0]}")
	for ((i = 1; i < COMP_CWORD; i++)); do
		[[ ${COMP_WORDS[i]} == "=" ]] || before+=("${COMP_WORDS[i]}")
	done
	[[ $cur == "=" ]] && cur=
	_om_find "${before[@]}"
	COMPREPLY=()
	# Values come from the database: they are quoted, and never expanded. so-1 finds SO-1.
	while IFS= read -r line; do
		if [[ -n $line && ${line,,} == "${cur,,}"* ]]; then
			[[ $line =~ ^[[:alnum:]_.,-]+$ ]] || printf -v line %q "$line"
			COMPREPLY+=("$line")
		fi
	done < <(_om_candidates "$cur")
	if [[ $cur != -* ]] && _om_wants_file; then
		compopt -o filenames 2>/dev/null
		while IFS= read -r line; do
			COMPREPLY+=("$line")
		done < <(compgen -f -- "$cur")
	fi
}

complete -F _om om
for _om_name in $(_om_commands); do
	complete -F _om "om-$_om_name"
done
unset _om_name

-- The schema of om, version 1. One text for every engine, with four tokens:
-- {id} an integer key that the engine hands out, {int} a 64-bit integer,
-- {strict} and {keyed} what follows the closing bracket of a table (keyed: the
-- rows live in their primary key). Money is in minor units of the currency;
-- quantities, prices, percentages and weights are in millionths; dates are
-- YYYY-MM-DD; instants are UTC, YYYY-MM-DDTHH:MM:SSZ; yes/no is 1/0.
-- Remarks are stripped before the text reaches the engine.

CREATE TABLE setting (          -- the company's own choices (om config)
  key   TEXT NOT NULL,          -- name, currency, country, ...: om-config's list
  value TEXT NOT NULL,          -- as typed and checked
  PRIMARY KEY (key)
) {keyed};

CREATE TABLE series (           -- the last number given in each series
  prefix TEXT NOT NULL,         -- Q, SO, SH, INV, PAY, DRAFT
  last   {int} NOT NULL,        -- 0 before the first
  PRIMARY KEY (prefix),
  CHECK (last >= 0)
) {keyed};

CREATE TABLE location (         -- where goods lie
  id     {id},                  -- key
  code   TEXT NOT NULL UNIQUE,  -- MAIN, SHOP, ...
  name   TEXT NOT NULL,         -- what people call it
  active {int} NOT NULL DEFAULT 1, -- 0: takes no new goods
  CHECK (active IN (0, 1))
) {strict};

CREATE TABLE address (          -- a postal address; never changed, shared by all that show it
  id       {id},                -- key
  digest   TEXT NOT NULL UNIQUE, -- SHA-256 of the eight fields: the same address is one row
  name     TEXT NOT NULL,       -- who receives it
  contact  TEXT,                -- attention of
  street   TEXT,                -- may hold several lines
  city     TEXT,                -- town
  region   TEXT,                -- state, province, county
  postcode TEXT,                -- ZIP code
  country  TEXT,                -- ISO 3166-1 alpha-2
  tax_id   TEXT                 -- the party's tax number at the time
) {strict};

CREATE TABLE party (            -- customers and suppliers
  id           {id},            -- key
  role         TEXT NOT NULL,   -- customer, supplier
  code         TEXT NOT NULL,   -- the user's own key
  name         TEXT NOT NULL,   -- as papers show it
  grp          TEXT,            -- the customer's group: B2B, retail, ...
  contact      TEXT,            -- who to turn to
  email        TEXT,            -- electronic mail
  phone        TEXT,            -- telephone
  terms        TEXT,            -- payment terms: net 30; NULL takes the company's
  currency     TEXT NOT NULL,   -- ISO 4217
  tax_id       TEXT,            -- tax number, VAT id
  credit_limit {int},           -- minor units; NULL is none
  billing      TEXT,            -- shipped, ordered; NULL takes the company's
  address      {int} NOT NULL REFERENCES address (id), -- where bills go
  active       {int} NOT NULL DEFAULT 1, -- 0: kept for its papers, takes no new ones
  UNIQUE (role, code),
  CHECK (role IN ('customer', 'supplier')),
  CHECK (billing IN ('shipped', 'ordered')),
  CHECK (active IN (0, 1))
) {strict};

CREATE TABLE party_address (    -- further delivery addresses of a party
  party   {int} NOT NULL REFERENCES party (id), -- whose it is
  label   TEXT NOT NULL,        -- what --ship-to takes
  address {int} NOT NULL REFERENCES address (id), -- the address now under that label
  PRIMARY KEY (party, label)
) {keyed};

CREATE TABLE item (             -- what is sold
  id            {id},           -- key
  sku           TEXT NOT NULL UNIQUE, -- stock keeping unit, the user's own key
  name          TEXT NOT NULL,  -- as papers show it
  type          TEXT NOT NULL,  -- stock: is counted and shipped; service: neither
  category      TEXT,           -- for lists and reports
  unit          TEXT NOT NULL,  -- what one is called: pcs, kg, m
  pack          TEXT,           -- how it is packed, for people: 24 x 12 oz
  price         {int} NOT NULL, -- list price of one, without tax, millionths
  cost          {int},          -- what one is expected to cost, millionths
  tax           {int} NOT NULL, -- tax rate, millionths of a percent
  supplier      {int} REFERENCES party (id), -- who it is usually bought from
  lead_days     {int},          -- days from ordering to receipt
  reorder_point {int},          -- buy again at or below this much available
  reorder_qty   {int},          -- how much is usually bought
  variant_of    {int} REFERENCES item (id), -- the family's item
  weight        {int},          -- kilograms of one, millionths
  active        {int} NOT NULL DEFAULT 1, -- 0: kept for its papers, takes no new ones
  CHECK (type IN ('stock', 'service')),
  CHECK (active IN (0, 1))
) {strict};

CREATE INDEX item_variant ON item (variant_of) WHERE variant_of IS NOT NULL;

CREATE TABLE barcode (          -- codes that stand for an item
  code TEXT NOT NULL,           -- a GTIN or any other code
  item {int} NOT NULL REFERENCES item (id), -- the item it stands for
  PRIMARY KEY (code)
) {keyed};
CREATE INDEX barcode_item ON barcode (item);

CREATE TABLE item_attribute (   -- size=L, color=red
  item  {int} NOT NULL REFERENCES item (id), -- whose it is
  name  TEXT NOT NULL,          -- size, color, ...
  value TEXT NOT NULL,          -- L, red, ...
  PRIMARY KEY (item, name)
) {keyed};

CREATE TABLE document (         -- every paper of the trade
  id          {id},             -- key
  kind        TEXT NOT NULL,    -- quote, order, shipment, invoice
  number      TEXT NOT NULL UNIQUE, -- SO-00001; a draft invoice has DRAFT-00001 until it is posted
  draft       TEXT,             -- the draft number that a posted invoice had
  state       TEXT NOT NULL,    -- see om(7): the states of each kind
  held        {int} NOT NULL DEFAULT 0, -- an order that must not ship
  date        TEXT NOT NULL,    -- the paper's date
  valid_until TEXT,             -- quote: last day it may be accepted
  required    TEXT,             -- order: when the customer wants it
  due         TEXT,             -- posted invoice: when it is to be paid
  party       {int} NOT NULL REFERENCES party (id), -- the customer
  bill_to     {int} NOT NULL REFERENCES address (id), -- as it was at the time
  ship_to     {int} NOT NULL REFERENCES address (id), -- delivery address, as it was at the time
  location    {int} REFERENCES location (id), -- order: ship from here only, NULL: from any; shipment: from here
  ref         TEXT,             -- the other side's reference; with channel it names one order
  channel     TEXT,             -- where an order came in: web, phone, ...
  terms       TEXT NOT NULL,    -- payment terms
  billing     TEXT NOT NULL,    -- shipped: bill what went out; ordered: bill at once
  currency    TEXT NOT NULL,    -- ISO 4217
  net         {int} NOT NULL,   -- sum of the lines' net
  tax         {int} NOT NULL,   -- sum over the rates
  total       {int} NOT NULL,   -- net + tax
  open        {int} NOT NULL DEFAULT 0, -- posted invoice: what is still to be paid
  shipped     TEXT NOT NULL DEFAULT 'none', -- order: none, part, all of its goods
  invoiced    TEXT NOT NULL DEFAULT 'none', -- order: none, part, all of its lines
  carrier     TEXT,             -- shipment
  tracking    TEXT,             -- shipment
  note        TEXT,             -- what --note said
  digest      TEXT,             -- imported: SHA-256 of what came in, to know a repeat
  CHECK (kind = 'quote' OR kind = 'order' OR kind = 'shipment' OR kind = 'invoice'),
  CHECK (held IN (0, 1)),
  CHECK (billing IN ('shipped', 'ordered')),
  CHECK (shipped = 'none' OR shipped = 'part' OR shipped = 'all'),
  CHECK (invoiced = 'none' OR invoiced = 'part' OR invoiced = 'all'),
  CHECK (total = net + tax)
) {strict};
CREATE UNIQUE INDEX document_draft ON document (draft) WHERE draft IS NOT NULL;
CREATE INDEX document_party ON document (party, kind);
CREATE INDEX document_ref ON document (ref, channel)
  WHERE kind = 'order' AND ref IS NOT NULL;
CREATE INDEX document_live ON document (kind, state)
  WHERE state = 'draft' OR state = 'sent' OR state = 'confirmed' OR state = 'ready';
CREATE INDEX document_open ON document (due) WHERE kind = 'invoice' AND open <> 0;

CREATE TABLE line (             -- a document's lines
  id         {id},              -- key
  document   {int} NOT NULL REFERENCES document (id), -- the paper it stands on
  pos        {int} NOT NULL,    -- 1, 2, 3 ... as shown
  source     {int} REFERENCES line (id), -- the line it came from
  item       {int} NOT NULL REFERENCES item (id), -- what is sold
  sku        TEXT NOT NULL,     -- as they were at the time
  name       TEXT NOT NULL,     -- the item's name at the time
  unit       TEXT NOT NULL,     -- the item's unit at the time
  service    {int} NOT NULL,    -- 1: not shipped, not counted
  qty        {int} NOT NULL,    -- millionths
  price      {int} NOT NULL,    -- of one, millionths
  discount   {int} NOT NULL,    -- millionths of a percent
  net        {int} NOT NULL,    -- round(qty x price x (1 - discount)) + rest, minor units
  rest       {int} NOT NULL DEFAULT 0, -- invoice: what makes the invoices of an order line add up to it
  tax_rate   {int} NOT NULL,    -- millionths of a percent
  closed     {int} NOT NULL DEFAULT 0, -- order: 1: what is not yet shipped is not wanted any more
  UNIQUE (document, pos),
  CHECK (service IN (0, 1)),
  CHECK (closed IN (0, 1)),
  CHECK (qty > 0)
) {strict};
CREATE INDEX line_source ON line (source) WHERE source IS NOT NULL;

CREATE TABLE document_tax (     -- an invoice's tax by rate (EN 16931 BG-23)
  document {int} NOT NULL REFERENCES document (id), -- the invoice
  rate     {int} NOT NULL,      -- millionths of a percent
  base     {int} NOT NULL,      -- sum of the nets at that rate
  tax      {int} NOT NULL,      -- round(base x rate)
  PRIMARY KEY (document, rate)
) {keyed};

CREATE TABLE stock (            -- what is on the shelf: the sum of its movements
  item     {int} NOT NULL REFERENCES item (id), -- what lies there
  location {int} NOT NULL REFERENCES location (id), -- where
  on_hand  {int} NOT NULL,      -- millionths
  reserved {int} NOT NULL,      -- promised to confirmed orders: the sum of the reservations
  value    {int} NOT NULL,      -- minor units of the company's currency; 0 when on_hand is 0
  PRIMARY KEY (item, location),
  CHECK (on_hand >= 0),
  CHECK (reserved >= 0 AND reserved <= on_hand)
) {keyed};

CREATE TABLE reservation (      -- goods on the shelf that belong to an order line
  line     {int} NOT NULL REFERENCES line (id), -- the order line
  location {int} NOT NULL REFERENCES location (id), -- where the goods lie
  item     {int} NOT NULL REFERENCES item (id), -- the line's item
  qty      {int} NOT NULL,      -- not yet dispatched
  PRIMARY KEY (line, location),
  CHECK (qty > 0)
) {keyed};

CREATE TABLE movement (         -- the ledger of goods; rows are only added
  id       {id},                -- key, in the order of writing
  at       TEXT NOT NULL,       -- instant it was written
  date     TEXT NOT NULL,       -- day it counts for
  kind     TEXT NOT NULL,       -- receive, adjust, ship
  item     {int} NOT NULL REFERENCES item (id), -- what moved
  location {int} NOT NULL REFERENCES location (id), -- where
  qty      {int} NOT NULL,      -- in is positive, out is negative
  value    {int} NOT NULL,      -- what came in or went out is worth, same sign
  line     {int} REFERENCES line (id), -- ship: the shipment's line
  reason   TEXT,                -- adjust: why
  CHECK (kind = 'receive' OR kind = 'adjust' OR kind = 'ship'),
  CHECK (qty <> 0)
) {strict};
CREATE INDEX movement_item ON movement (item, location);
CREATE INDEX movement_line ON movement (line) WHERE line IS NOT NULL;

CREATE TABLE payment (          -- money that came in; rows are only added
  id       {id},                -- key
  number   TEXT NOT NULL UNIQUE, -- PAY-00001
  date     TEXT NOT NULL,       -- day it came in
  party    {int} NOT NULL REFERENCES party (id), -- who paid
  method   TEXT,                -- bank, cash, card, ...
  ref      TEXT,                -- the bank's or payer's reference
  currency TEXT NOT NULL,       -- ISO 4217
  amount   {int} NOT NULL,      -- minor units
  note     TEXT,                -- what --note said
  CHECK (amount > 0)
) {strict};
CREATE INDEX payment_party ON payment (party);

CREATE TABLE allocation (       -- which invoice a payment pays; rows are only added
  id       {id},                -- key
  date     TEXT NOT NULL,       -- day it counts for
  payment  {int} NOT NULL REFERENCES payment (id), -- what pays
  document {int} NOT NULL REFERENCES document (id), -- the invoice paid
  amount   {int} NOT NULL,      -- minor units
  CHECK (amount > 0)
) {strict};
CREATE INDEX allocation_payment ON allocation (payment);
CREATE INDEX allocation_document ON allocation (document);

CREATE TABLE request (          -- --key: what was already done under which key
  key    TEXT NOT NULL,         -- what the user gave as --key
  digest TEXT NOT NULL,         -- SHA-256 of the command and all its input
  result TEXT NOT NULL,         -- the numbers it printed, a line each
  at     TEXT NOT NULL,         -- instant it was done
  PRIMARY KEY (key)
) {keyed};

CREATE TABLE log (              -- who did what; rows are only added, each hash covers the one before
  id       {id},                -- key, in the order of writing
  at       TEXT NOT NULL,       -- instant
  who      TEXT NOT NULL,       -- the user's login name
  verb     TEXT NOT NULL,       -- order confirm, item edit, ...
  object   TEXT NOT NULL,       -- the number, SKU, code or key
  detail   TEXT NOT NULL,       -- what changed, for people; '' when the verb says it all
  content  TEXT NOT NULL,       -- SHA-256 of the object after it; '' for settings
  hash     TEXT NOT NULL        -- SHA-256 of the hash before and this row
) {strict};
CREATE INDEX log_object ON log (object);

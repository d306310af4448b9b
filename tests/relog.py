#!/usr/bin/env python3
"""The log of om, worked out a second time.

relog.py DB           verify: say what does not agree, and end with 1
relog.py DB --mend    let the newest log row of each object say what the object
                      now is, and chain all hashes anew
relog.py DB --total   first work out nets, taxes, totals and what is open anew

Dates, numbers and text are hashed as they stand in the database.
"""
import hashlib
import sqlite3
import sys

MILLION = 10**6
UNSET = -(2**63)
COMMAND = {"quote": "quote", "order": "order", "shipment": "ship", "invoice": "invoice"}
DOCUMENT = (
    "kind number draft state held date valid_until required due party bill_to ship_to location ref channel"
    " terms billing currency net tax total carrier tracking note"
).split()
LINE = "pos source item sku name unit qty price discount net rest tax_rate service closed".split()
ITEM_TEXT = "sku name type category unit pack supplier_code variant_sku".split()
ITEM_NUMBER = "price cost tax lead_days reorder_point reorder_qty weight active".split()
PARTY = (
    "role code name grp contact email phone terms currency tax_id billing"
    " street city region postcode country"
).split()
# What stands for NULL where it is not '-:'.
EMPTY = {"valid_until": "", "required": "", "due": "", "location": 0, "source": 0}
PAYMENT = "number date party method ref note currency amount".split()


def digest(fields):
    """Each field with its length before it; what is not there is '-:'."""
    h = hashlib.sha256()
    for field in fields:
        if field is None:
            h.update(b"-:")
        else:
            raw = str(field).encode("utf-8", "surrogateescape")
            h.update(str(len(raw)).encode() + b":" + raw)
    return h.hexdigest()


def pick(row, names):
    return [EMPTY.get(n) if row[n] is None else row[n] for n in names]


def lines_of(db, document):
    return db.execute("SELECT * FROM line WHERE document = ? ORDER BY pos", (document,)).fetchall()


def objects(db):
    """(command, name, digest) of everything that the log speaks for."""
    for doc in db.execute("SELECT * FROM document").fetchall():
        fields = pick(doc, DOCUMENT)
        for line in lines_of(db, doc["id"]):
            fields += pick(line, LINE)
        yield COMMAND[doc["kind"]], doc["number"], digest(fields)
    for item in db.execute(
        "SELECT i.*, s.code AS supplier_code, v.sku AS variant_sku FROM item i"
        " LEFT JOIN party s ON s.id = i.supplier LEFT JOIN item v ON v.id = i.variant_of"
    ).fetchall():
        codes = [r[0] for r in db.execute(
            "SELECT code FROM barcode WHERE item = ? ORDER BY code", (item["id"],))]
        fields = pick(item, ITEM_TEXT + ITEM_NUMBER) + [len(codes)] + codes
        for row in db.execute(
            "SELECT name, value FROM item_attribute WHERE item = ? ORDER BY name", (item["id"],)
        ):
            fields += list(row)
        yield "item", item["sku"], digest(fields)
    for party in db.execute(
        "SELECT p.*, a.street, a.city, a.region, a.postcode, a.country FROM party p"
        " JOIN address a ON a.id = p.address"
    ).fetchall():
        limit = party["credit_limit"]
        fields = pick(party, PARTY) + [UNSET if limit is None else limit, party["active"]]
        yield party["role"], party["code"], digest(fields)
    for payment in db.execute("SELECT * FROM payment").fetchall():
        yield "payment", payment["number"], digest(pick(payment, PAYMENT))


def newest(db, command, name):
    return db.execute(
        "SELECT id, content FROM log WHERE object = ? AND content <> '' AND verb LIKE ?"
        " ORDER BY id DESC LIMIT 1", (name, command + " %")).fetchone()


def chain(db):
    """(row, what its hash is to be)"""
    before = "0" * 64
    for row in db.execute("SELECT * FROM log ORDER BY id").fetchall():
        before = digest(
            [before] + pick(row, "at who verb object detail content".split()))
        yield row, before


def divide(n, by):
    """Half away from zero."""
    return (abs(n) * 2 + by) // (2 * by) * (1 if n >= 0 else -1)


def total(db):
    for doc in db.execute("SELECT * FROM document").fetchall():
        rates = {}
        for line in lines_of(db, doc["id"]):
            net = divide(line["qty"] * line["price"] * (100 * MILLION - line["discount"]),
                         MILLION**3) + line["rest"]
            db.execute("UPDATE line SET net = ? WHERE id = ?", (net, line["id"]))
            rates[line["tax_rate"]] = rates.get(line["tax_rate"], 0) + net
        taxes = {rate: divide(base * rate, 100 * MILLION) for rate, base in rates.items()}
        net, tax = sum(rates.values()), sum(taxes.values())
        paid = db.execute("SELECT COALESCE(SUM(amount), 0) FROM allocation WHERE document = ?",
                          (doc["id"],)).fetchone()[0]
        db.execute("UPDATE document SET net = ?, tax = ?, total = ?, open = ? WHERE id = ?",
                   (net, tax, net + tax, net + tax - paid if doc["state"] == "posted" else 0,
                    doc["id"]))
        if doc["kind"] == "invoice":
            db.execute("DELETE FROM document_tax WHERE document = ?", (doc["id"],))
            for rate, base in rates.items():
                db.execute("INSERT INTO document_tax (document, rate, base, tax)"
                           " VALUES (?, ?, ?, ?)", (doc["id"], rate, base, taxes[rate]))


def mend(db):
    for command, name, now in objects(db):
        row = newest(db, command, name)
        if row and row["content"] != now:
            db.execute("UPDATE log SET content = ? WHERE id = ?", (now, row["id"]))
    for row, to_be in chain(db):
        if row["hash"] != to_be:
            db.execute("UPDATE log SET hash = ? WHERE id = ?", (to_be, row["id"]))


def verify(db):
    wrong = []
    for command, name, now in objects(db):
        row = newest(db, command, name)
        if not row or row["content"] != now:
            wrong.append(f"{command} {name} is not what the log last saw")
    wrong += [f"log row {row['id']}: another hash" for row, to_be in chain(db)
              if row["hash"] != to_be]
    return wrong


def main(path, how=""):
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA ignore_check_constraints = 1")
    if how == "--total":
        total(db)
    if how:
        mend(db)
        db.commit()
        return 0
    wrong = verify(db)
    for sentence in wrong[:10]:
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

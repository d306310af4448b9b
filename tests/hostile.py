#!/usr/bin/env python3
"""Hostile text, put into every place that takes text: hostile.py options|columns|formats.

Runs in a directory with a shop, OM_DB set. What is accepted must be stored byte
for byte; what is not must be refused with 1, 2 or 3 and one clean sentence.
Says what is not so.
"""
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys

TEXTS = [
    b"\x01", b"a\x1b[31mred", b"bell\x07", b"del\x7f", b"c1 \xc2\x85 \xc2\x9b31m", b"a\xff\xfeb", b"\xc0\xaf",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"cut \xe2\x82", b"x" * 10000, "é".encode() * 5000,
    b"x" * 255, b"x" * 256, b"x" * 64, b"x" * 65, "ä".encode() * 128,
    b"Robert'); DROP TABLE item;--", b'say "hi", ok', b"''", b'"', b"'", b"a;b,c|d\\e", b"line1\nline2",
    b"a\r\nb", b"tab\there", b"\n", b"=1+1", b"+1", b"-1", b"@SUM(A1)", b"=cmd|' /C calc'!A0",
    "\u202egpj.exe".encode(), "\u200bzero\u200d".encode(), "\u2066x\u2069".encode(), "\ufeffbom".encode(),
    "e\u0301 \u00e9".encode(), "\u2028".encode(), "👩‍👩‍👧 漢字 עברית".encode(), b" lead and trail ", b"  ",
    b"%s%n%d", b"%", b"$(touch pwned)", b"`touch pwned`", b"NULL", b"null", b"~", b"--", b"---", b"#1", b"{}", b"[",
    b"o'x@y.example", b"&amp;<b>", b"1e5", b"0x1F", b"yes", b"C:\\x", b"../../x",
]
ITEM = "name category unit pack".split()
PARTY = "name group contact email phone tax-id street city region postcode".split()
COLUMN = {"group": "grp", "tax-id": "tax_id"}


def is_fit(text):
    """Nothing that is stored may move a cursor, turn text round or be endless."""
    try:
        s = text.decode()
    except UnicodeDecodeError:
        return False
    return len(text) <= 4096 and not any(
        (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E
        or 0x2066 <= ord(c) <= 0x2069 for c in s)


def run(words, stdin=b""):
    done = subprocess.run(words, input=stdin, capture_output=True, timeout=20)
    return done.returncode, done.stdout, done.stderr


def stored(query):
    with sqlite3.connect(os.environ["OM_DB"]) as db:
        db.text_factory = bytes
        row = db.execute(query).fetchone()
    return row[0] if row else None


def judge(what, text, result, query, wanted=None):
    """Refused well, or kept as it was."""
    status, _, err = result
    wanted = text if wanted is None else wanted
    if status == 0 and not is_fit(wanted):
        print(f"{what}: {text[:40]!r} was taken")
    elif status == 0:
        kept = stored(query)
        if (kept or b"") != wanted:
            print(f"{what}: {text[:40]!r} became {kept if kept is None else kept[:40]!r}")
    elif status not in (1, 2, 3):
        print(f"{what}: {text[:40]!r}: status {status}: {err[:200]!r}")
    else:
        clean(what, text, err)


def clean(what, text, err):
    wrong = [c for c in err[:-1].decode("utf-8", "replace") if (ord(c) < 32 and c != "\n")
             or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E or c == "\ufffd"]
    if not err.endswith(b"\n") or err.count(b"\n") != 1 or wrong or b": " not in err:
        print(f"{what}: {text[:40]!r}: no clean sentence: {err[:300]!r}")


def options():
    places = [(["om-item", "edit", "TEA", f"--{o}=%"], f"SELECT {o} FROM item WHERE sku = 'TEA'")
              for o in ITEM]
    for o in PARTY:
        column = COLUMN.get(o, o)
        address = o in "street city region postcode".split()
        places.append((["om-customer", "edit", "LOTUS", f"--{o}=%"],
                       "SELECT " + ("a." if address else "p.") + column + " FROM party p JOIN"
                       " address a ON a.id = p.address WHERE code = 'LOTUS'"))
    last = " FROM document d JOIN address s ON s.id = d.ship_to ORDER BY d.id DESC LIMIT 1"
    new = ["om-order", "new", "-c", "LOTUS", "TEA:1"]
    full = [f"--ship-{f}=1" for f in "name street city postcode".split()] + ["--ship-country=DE"]

    def once(field):
        return [w for w in full if not w.startswith(f"--ship-{field}=")]

    for o in "ref note channel".split():
        places.append((new + [f"--{o}=%"], f"SELECT d.{o}" + last))
    for o in "name street city region postcode".split():
        places.append((new + once(o) + [f"--ship-{o}=%"], f"SELECT s.{o}" + last))
    places += [
        (["om-quote", "new", "-c", "LOTUS", "TEA:1", "--note=%"], "SELECT d.note" + last),
        (["om-ship", "new", "SO-1", "--line=TEA:0.1", "--carrier=%"], "SELECT d.carrier" + last),
        (["om-ship", "new", "SO-1", "--line=TEA:0.1", "--tracking=%"], "SELECT d.tracking" + last),
        (["om-stock", "adjust", "TEA:+1", "--reason=%"],
         "SELECT reason FROM movement ORDER BY id DESC LIMIT 1"),
        (["om-payment", "new", "-c", "LOTUS", "1", "--method=%"],
         "SELECT method FROM payment ORDER BY id DESC LIMIT 1"),
        (["om-payment", "new", "-c", "LOTUS", "1", "--ref=%"],
         "SELECT ref FROM payment ORDER BY id DESC LIMIT 1"),
        (["om-payment", "new", "-c", "LOTUS", "1", "--note=%"],
         "SELECT note FROM payment ORDER BY id DESC LIMIT 1"),
        (["om-stock", "receive", "TEA:1", "--key=%"],
         "SELECT key FROM request ORDER BY length(key) DESC, key LIMIT 0"),
        (["om", "config", "set", "--", "name", "%"], "SELECT value FROM setting WHERE key = 'name'"),
    ]
    for words, query in places:
        taken = 0
        for text in TEXTS:
            raw = [w.encode().replace(b"%", text) if "%" in w else w.encode() for w in words]
            result = run(raw)
            taken += result[0] == 0
            if query.endswith("LIMIT 0"):
                if result[0] not in (0, 2):
                    print(f"--key {text[:40]!r}: status {result[0]} {result[2]!r}")
            else:
                judge(" ".join(words), text, result, query)
        if not 1 <= taken < len(TEXTS):
            print(f"{words}: {taken} of {len(TEXTS)} were taken")
    for text in TEXTS:
        for words in (["om-item", "add", "--name=x", "--"], ["om-customer", "add", "--name=x", "--"],
                      ["om-stock", "locations", "add", "--"]):
            table, column = {"om-item": ("item", "sku"), "om-customer": ("party", "code"),
                             "om-stock": ("location", "code")}[words[0]]
            judge(" ".join(words), text, run([w.encode() for w in words] + [text]),
                  f"SELECT {column} FROM {table} ORDER BY id DESC LIMIT 1")
    if os.path.exists("pwned"):
        print("a shell ran")


def judge_cell(what, text, result, query):
    """A cell may lose blanks around it and its CRs; an error has its place, and a last line."""
    status, out, err = result
    wanted = text.replace(b"\r\n", b"\n").strip(b" \t\n")
    if status:
        place, _, rest = err.partition(b"\n")
        if not place.startswith((b"-:2:", b"-:3:")) or b": nothing was imported: 1 bad " not in rest:
            print(f"{what}: {text[:40]!r}: no place: {err[:200]!r}")
        words = place.split(b": ", 1)[-1]
        if b"UTF-8" not in words and b"address is incomplete" not in words and b"'" not in words:
            print(f"{what}: {text[:40]!r}: no value: {err[:200]!r}")
        result = (status, out, place + b"\n")
    elif wanted == b"" and stored(query) != b"":
        return  # what an empty cell means is the column's own
    judge(what, text, result, query, wanted)


def quote(text):
    return b'"' + text.replace(b'"', b'""') + b'"'


def columns():
    places = [("om-item", b"sku", o.encode(), f"SELECT {o} FROM item WHERE sku = 'K'", b"name",
               [b"import"]) for o in ITEM]
    for o in "name group contact email phone tax_id street city region postcode".split():
        address = o in "street city region postcode".split()
        places.append(("om-customer", b"code", o.encode(),
                       "SELECT " + ("a." if address else "p.") + ("grp" if o == "group" else o)
                       + " FROM party p JOIN address a ON a.id = p.address WHERE code = 'K'",
                       b"name", [b"import"]))
    # Each place takes every second text: the options took them all.
    for n, (command, key, column, query, name, verb) in enumerate(places):
        for text in TEXTS[n % 2::2]:
            head = [key, column] + ([name] if column != name else [])
            row = [b"K", quote(text)] + ([b"n"] if column != name else [])
            result = run([command.encode()] + verb + [b"-"],
                         b",".join(head) + b"\n" + b",".join(row) + b"\n")
            judge_cell(f"{command} column {column.decode()}", text, result, query)
    last = " FROM document d JOIN address s ON s.id = d.ship_to WHERE d.kind = 'order' ORDER BY d.id DESC LIMIT 1"
    for n, column in enumerate("channel note ship_name ship_street ship_city ship_region ship_postcode".split()):
        for i, text in enumerate(TEXTS[n % 2::2]):
            fields = {"ref": b"r%d" % i, "customer": b"LOTUS", "sku": b"TEA", "qty": b"1"}
            if column.startswith("ship_"):
                fields.update(ship_name=b"n", ship_street=b"s", ship_city=b"c", ship_postcode=b"1",
                              ship_country=b"DE")
            fields["ref"] = column.encode() + fields["ref"]
            fields[column] = quote(text)
            source = ",".join(fields).encode() + b"\n" + b",".join(fields.values()) + b"\n"
            judge_cell(f"om-order import {column}", text, run(["om-order", "import", "-"], source),
                       "SELECT " + ("s." + column[5:] if column.startswith("ship_") else "d." + column) + last)
    for n, column in enumerate("carrier tracking".split()):
        for text in TEXTS[n::2]:
            source = f"order,sku,qty,{column}\nSO-1,TEA,0.1,".encode() + quote(text) + b"\n"
            judge_cell(f"om-ship import {column}", text, run(["om-ship", "import", "-"], source),
                       f"SELECT {column} FROM document ORDER BY id DESC LIMIT 1")
    if os.path.exists("pwned"):
        print("a shell ran")


def formats():
    kept = {}
    for i, text in enumerate(TEXTS):
        if run([b"om-item", b"add", b"H%03d" % i, b"--name=" + text, b"--price=1"])[0] == 0:
            kept["H%03d" % i] = text.decode()
    if len(kept) < 20:
        print(f"only {len(kept)} names were taken")
    rows = list(csv.DictReader(io.StringIO(
        run(["om-item", "list", "-o", "sku,name"])[1].decode(), newline="")))
    of_csv = {r["sku"]: r["name"] for r in rows}
    of_json = {r["sku"]: r["name"]
               for r in json.loads(run(["om-item", "list", "--format=json"])[1])}
    for sku, name in kept.items():
        for what, found in (("csv", of_csv.get(sku)), ("json", of_json.get(sku))):
            if found != name:
                print(f"{what}: {name[:40]!r} became {found!r}")
    # CSV out is CSV in: nothing changes.
    every = run(["om-item", "list"])[1]
    status, out, err = run(["om-item", "import", "-"], every)
    if status or out or err:
        print(f"the list imported again: {status} {out[:200]!r} {err[:300]!r}")
    table = run(["om-item", "list", "--format=table"])[1].decode()
    for c in table:
        if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E
                          or 0x2066 <= ord(c) <= 0x2069):
            print(f"the table has a raw {c!r}")
    nul = run(["om-item", "list", "-q", "-z"])[1].split(b"\0")
    if len(nul) != len(rows) + 1:
        print("-z gives another number of items")


if __name__ == "__main__":
    {"options": options, "columns": columns, "formats": formats}[sys.argv[1]]()

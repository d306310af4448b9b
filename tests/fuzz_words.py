#!/usr/bin/env python3
"""Random command lines: fuzz_words.py OPTIONS COUNT SEED.

OPTIONS is what om-gen options prints. Says which lines ended by a signal, too
late, with a status above 5, or failed without a word. Silent when all is well.
"""
import random
import subprocess
import sys

VALUES = [
    "", "-", "--", "0", "-1", "1", "5", "99999999999999999999", "1e5", "1,5", "TEA", "TEA:1",
    "TEA:1@2-5%", "TEA:", ":", "TEA:1@", "MUG:+1", "POT:-1", "#1", "#0", "SO-1", "so-00001", "SH-1",
    "INV-1", "DRAFT-1", "Q-1", "PAY-1", "SO-99999999999999999999", "XX-1", "LOTUS", "ACME", "KILN",
    "today", "+14d", "eom", "2026-02-30", "2026-11", "csv", "json", "yaml", "table", "xml", "name",
    "-total", "number,date", ",", "a" * 5000, "\x1b[31m", "\xff\udcff", "é", "\n", "%s%n%d", "'", '"',
    "yes", "no", "tab", ";", ".", "name", "currency", "USD", "DE", "net 30", "MAIN", "/", "nofile.csv",
    "words", "SELECT 1", "SELECT * FROM item", "DROP TABLE item", "size=L", "=", "cash", "0" * 64,
]


def words(rng, verbs, options):
    verb = rng.choice(verbs)
    line = verb.split()
    for _ in range(rng.randrange(6)):
        dice = rng.random()
        if dice < 0.35:
            line.append(rng.choice(options[verb]))
        elif dice < 0.4:
            line.append(rng.choice(options[rng.choice(verbs)]))
        elif dice < 0.5:
            line.append(rng.choice(options[verb]) + "=" + rng.choice(VALUES))
        elif dice < 0.55:
            line.append("-" + rng.choice("abchknoqrfz0é"))
        else:
            line.append(rng.choice(VALUES))
    if rng.random() < 0.05:
        rng.shuffle(line)
        line.insert(0, "om")
    # Not into somebody's folders.
    return [w for w in line if not w.startswith(("--db", "--rejects"))]


def main(path, count, seed):
    rng = random.Random(int(seed))
    options = {}
    for row in open(path, encoding="utf-8"):
        verb, option = row.split("\t")[:2] if row.count("\t") == 1 else (
            " ".join(row.split("\t")[:2]), row.split("\t")[2])
        options.setdefault(verb, []).append(option.strip())
    verbs = sorted(options)
    statuses = {}
    for _ in range(int(count)):
        line = words(rng, verbs, options)
        raw = [w.encode("utf-8", "surrogateescape").replace(b"\0", b"") for w in line]
        try:
            done = subprocess.run(raw, input=b"SO-1\n", capture_output=True, timeout=10)
        except subprocess.TimeoutExpired:
            print("too late:", line)
            continue
        statuses[done.returncode] = statuses.get(done.returncode, 0) + 1
        if not 0 <= done.returncode <= 5:
            print(f"status {done.returncode}: {line} {done.stderr[-300:]}")
        elif done.returncode and not done.stderr and not done.stdout:
            print(f"status {done.returncode} without a word: {line}")
        elif b"\x1b" in done.stderr:
            print(f"a control character on standard error: {line}")
    for status in (0, 1, 2):
        if not statuses.get(status):
            print(f"no line ended with {status}: {statuses}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

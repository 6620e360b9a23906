#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up meson's test logs: tally.py testlog.json…

A program that speaks TAP counts test by test, another one as one test. The
last line is "N passed, N failed"; a skipped test says so by name above it.
"""
import json
import re
import sys

TAP = re.compile(r"^\s*(not )?ok\b(.*)$")


def results_of(test):
    """(passed, failed, skipped names) of one program of a test log."""
    lines = [TAP.match(line) for line in test.get("stdout", "").splitlines()]
    lines = [match for match in lines if match]
    ended_well = test["result"] in ("OK", "EXPECTEDFAIL")
    skipped = [m.group(2).strip() for m in lines if re.search(r"#\s*SKIP", m.group(2), re.I)]
    if test["result"] == "SKIP" and not skipped:
        skipped = [test["name"]]
    failed = sum(1 for m in lines if m.group(1))
    passed = len(lines) - failed - len(skipped)
    if not lines and ended_well:
        passed = 1
    if not ended_well and not skipped and failed == 0:
        failed = 1
    return max(passed, 0), failed, skipped


def main(paths):
    passed = failed = 0
    for path in paths:
        with open(path, encoding="utf-8") as log:
            for line in log:
                test = json.loads(line)
                good, bad, skipped = results_of(test)
                passed += good
                failed += bad
                for name in skipped:
                    print(f"skipped: {name}")
                if bad:
                    print(f"failed: {test['name']} ({path})")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

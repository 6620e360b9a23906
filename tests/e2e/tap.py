# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol: each check is a line, the plan comes last."""
import contextlib
import sys
import traceback

_lines = []


def note(text):
    print(f"# {text}", flush=True)


def check(good, name):
    _lines.append(bool(good))
    print(f"{'ok' if good else 'not ok'} {len(_lines)} - {name}", flush=True)
    return bool(good)


def equal(got, wanted, name):
    if not check(got == wanted, name):
        note(f"wanted {wanted!r}, got {got!r}")


@contextlib.contextmanager
def plan():
    """Whatever goes wrong inside is one more failed check."""
    try:
        yield
    except Exception as failure:  # noqa: BLE001: a test program reports, whatever it is
        for line in traceback.format_exc().splitlines():
            note(line)
        check(False, f"{type(failure).__name__}: {failure}")
    print(f"1..{len(_lines)}", flush=True)
    sys.exit(0 if _lines and all(_lines) else 1)

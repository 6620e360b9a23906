#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The long proofs in full: ./dev soak [kill-kiosk|kill-hub|power|fault|print|badges|camera|decoder|hand-scanner|keyboard|monkey|sync|fuzz|fuzz-10m]…"""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FUZZ = HERE.parents[1] / "build" / "fuzz" / "tests" / "fuzz"


def slow(test):
    """A test with all of its rounds."""
    return ["meson", "test", "-C", HERE.parents[1] / "build" / "gcc", "--no-rebuild", "--verbose",
            "--timeout-multiplier", "30", "--test-args=-m slow", test]


PROOFS = {
    "kill-kiosk": [sys.executable, HERE / "kill.py", "kiosk", "200"],
    "kill-hub": [sys.executable, HERE / "kill.py", "hub", "300"],
    # Ten thousand points at which the power goes, and each call to the disk that can fail.
    "power": slow("replica-power"),
    "fault": slow("replica-fault"),
    # Two thousand mornings with accidents at the printers, and a kiosk that is killed.
    "print": slow("printing-faults"),
    # The badge of each of two thousand names; its code read back at 203 and 300 dpi.
    "badges": slow("printing-names"),
    "camera": slow("scanner-camera-trouble"),
    "decoder": slow("scanner-decode-child"),
    "hand-scanner": slow("scanner-hand-scanners"),
    "keyboard": slow("views-keyboard"),
    "monkey": slow("views-monkey"),
    "sync": [sys.executable, HERE / "faults.py", "200000", "16", "20261128"],
    "fuzz": [HERE.parent / "fuzz" / "run.sh", "600"],
    # Ten million inputs each. Half a day for the replica file: only when asked for.
    "fuzz-10m": [HERE.parent / "fuzz" / "run.sh", "10000000x", FUZZ / "fuzz-code", FUZZ / "fuzz-replica"],
}


def main(names):
    unknown = [name for name in names if name not in PROOFS]
    if unknown:
        print(f"no such proof: {', '.join(unknown)}; there are {', '.join(PROOFS)}", file=sys.stderr)
        return 64
    failed = [name for name in names or [name for name in PROOFS if name != "fuzz-10m"]
              if subprocess.run([str(word) for word in PROOFS[name]], check=False).returncode != 0]
    print(f"failed: {', '.join(failed)}" if failed else "every proof holds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kiosk that the organizer expels: it sends home what it has not sent, keeps
nothing of anybody, says so, and asks for a code when it is started again."""
import pathlib
import subprocess
import sys
import tempfile

import house
import tap

NAMES = ("王", "138")


def holds_people(folder):
    """Files that still hold a name or a phone number of the sample event."""
    return [path.name for path in folder.iterdir()
            if path.is_file() and any(word.encode() in path.read_bytes() for word in NAMES)]


def main():
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-expel-") as folder, \
            house.House(folder) as home:
        home.start_display(800, 600)
        home.start_hub()
        home.fill_hub()
        state = pathlib.Path(home.enrol("Door 1"))
        home.hold_up(home.tickets[0]["code"])
        home.start_kiosk(size="800x600", language="en")
        tap.equal(home.shown()["shown"], "admitted", "someone was let in")
        kiosk = home.foyer_json("kiosk")[0]
        house.wait_for("its check-in at the hub", lambda: home.headcount("morning")["came"] == 1)
        tap.check(holds_people(state), "the kiosk holds the guest list")
        home.foyer("kiosk", "revoke", kiosk["id"])
        house.wait_for("the kiosk to forget its hub", lambda: not (state / "enrolment").exists())
        tap.check(home.foyer_json("kiosk")[0]["revoked"], "the hub shows it as expelled")
        house.wait_for("the replica to be empty",
                       lambda: not home.foyer("journal", "--store", home.replica, status=None).stdout.strip())
        tap.equal(home.kiosk.end(), 0, "it ends as it should")
        tap.equal(holds_people(state), [], "nothing of anybody is left on it")
        done = subprocess.run(["foyer-kiosk", "--config", home.folder / "kiosk.conf", "--check"],
                              env=home.env, capture_output=True, text=True, timeout=60, check=False)
        tap.check("does not belong to an event" in done.stdout, "it asks for a code again")


if __name__ == "__main__":
    sys.exit(main())

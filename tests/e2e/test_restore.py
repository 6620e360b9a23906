#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup that is put back while the hub and its kiosks go on: what happened since
comes home by itself, nothing twice; a hub that dies in the middle has the old
store or the new one.

  test_restore.py KILL-AT-EXCHANGE.so     speaks TAP
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import faults
import house
import tap


class Night:
    """One event, one kiosk, yesterday's backup."""

    def __init__(self, home):
        self.home = home
        self.state = home.folder / "hub"
        self.backup = home.folder / "yesterday"
        home.start_hub()
        home.fill_hub()
        self.door = pathlib.Path(home.enrol("Door 1", home.folder / "door"))
        self.store = self.door / f"{home.event}.db"
        self.kiosk = None
        self.start_kiosk()
        self.guests = iter([row["code"] for row in home.tickets])

    def start_kiosk(self):
        self.kiosk = self.home.start("kiosk", ["foyer-test-sync-kiosk", self.door, "0", "1"])
        self.wait_same()

    def wait_same(self):
        self.kiosk.wait_line(lambda line: line == "same", 60)

    def admit(self):
        """Someone comes in while the kiosk has no network."""
        self.kiosk.end()
        done = subprocess.run(["foyer", "admit", "-", "--json", "--store", self.store, "--list", "morning"],
                              env=self.home.env, input=next(self.guests), capture_output=True, text=True,
                              timeout=60, check=False)
        tap.check('"admitted"' in done.stdout, "someone is let in")
        self.start_kiosk()

    def restore(self, status=0):
        return self.home.foyer("restore", self.backup, "--state", self.state, "--json", status=status)

    def epoch(self):
        path = self.state / "events" / self.home.event / "event.db"
        return faults.read(path, "SELECT value FROM setting WHERE name = 'feed_epoch'")[0][0]

    def entries(self):
        return [row["id"] for row in self.home.foyer_json("journal") if row["kind"] == "admit"]

    def came(self):
        return self.home.headcount("morning")["came"]

    def restart_hub(self, **extra):
        self.home.hub = self.home.start("hub", ["foyer-hub", "--state", self.state, "--listen",
                                                f"127.0.0.1:{self.home.hub_port}"], **extra)
        self.home.hub.wait_line(lambda line: "listening on" in line)


def check_running(night):
    night.admit()
    night.home.foyer("backup", night.backup, "--state", night.state)
    night.admit()
    night.admit()
    before, epoch = sorted(night.entries()), night.epoch()
    tap.equal(night.came(), 3, "three came, two of them since the backup")
    said = night.restore()
    tap.check(night.home.hub.alive(), "the hub runs on")
    tap.check(f'"event":"{night.home.event}"' in said.replace(" ", ""), "the command says which event")
    tap.check(night.epoch() != epoch, "the event has a new life")
    aside = [folder for folder in night.state.iterdir() if folder.name.startswith("replaced-")]
    tap.equal([(folder / "events" / night.home.event / "event.db").exists() for folder in aside], [True],
              "what was there is kept")
    house.wait_for("what was lost", lambda: night.came() == 3, 60)
    night.wait_same()
    tap.equal(sorted(night.entries()), before, "all of it is back, nothing twice")
    done = night.home.foyer("restore", night.backup, "--state", night.state, "--event",
                            "0199f0c2-7c00-7000-8f00-3b6f1d2e4aff", status=None)
    tap.equal(done.returncode, 66, "an event that is not in the backup is refused")


def look_around(night, **env):
    """{what: whether it is well} of `foyer check` beside the running kiosk."""
    config = night.home.folder / "check.conf"
    config.write_text(f"[kiosk]\nstate={night.door}\n\n[printer]\nuri=none\n", encoding="utf-8")
    done = subprocess.run(["foyer", "check", "--config", config, "--json"], env=dict(night.home.env, **env),
                          capture_output=True, text=True, timeout=60, check=False)
    return {line["check"]: line["ok"] for line in map(json.loads, done.stdout.splitlines())}


def check_checked(night):
    good = look_around(night)
    tap.equal([what for what in ("unsent", "same", "enrolment", "hub", "data", "clock") if not good[what]],
              [], "foyer check finds kiosk and hub well")
    tap.equal(look_around(night, FOYER_CLOCK="1970-01-01T00:10:00+00:00")["clock"], False,
              "and a kiosk in 1970 not")
    night.kiosk.end()
    subprocess.run(["foyer", "admit", "-", "--json", "--store", night.store, "--list", "morning"],
                   env=night.home.env, input=next(night.guests), capture_output=True, text=True,
                   timeout=60, check=False)
    bad = look_around(night)
    tap.equal((bad["unsent"], bad["hub"]), (False, True), "nor one that has something unsent")
    night.start_kiosk()
    tap.check(look_around(night)["unsent"], "until it is sent")


def check_killed(night, library, moment):
    """The old store or the new one, and after it all is there again."""
    before, epoch = sorted(night.entries()), night.epoch()
    night.home.hub.end()
    night.restart_hub(LD_PRELOAD=str(library), FOYER_KILL=moment)
    done = night.restore(status=None)
    night.home.hub.process.wait(20)
    tap.equal(night.home.hub.process.returncode, -9, f"the hub dies {moment} the exchange")
    tap.equal(done.returncode, 69, "the command says that the hub does not answer")
    tap.equal(night.epoch() == epoch, moment == "before", "the old store is there before, the new one after")
    night.restart_hub()
    house.wait_for("what was lost", lambda: night.came() == 3, 60)
    night.kiosk.end()
    night.start_kiosk()
    tap.equal(sorted(night.entries()), before, "all is there, nothing twice")
    night.restore()
    night.wait_same()
    tap.equal(sorted(night.entries()), before, "and a second try goes through")


def main(library):
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-restore-") as folder, \
            house.House(folder) as home:
        night = Night(home)
        check_running(night)
        for moment in ("before", "after"):
            check_killed(night, library, moment)
        check_checked(night)
        night.kiosk.end()
        home.hub.end()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the kiosk the moment its screen turns green, and the hub while it takes
entries: what was acknowledged is there, once.

  kill.py kiosk ROUNDS | hub SECONDS     speaks TAP
"""
import collections
import pathlib
import random
import sys
import tempfile
import time

import house
import tap


def journal(home, store):
    return home.foyer_json("journal", "--store", store)


def kiosk_rounds(rounds):
    """After each green, kill -9; at the end every green is in the journal, at the
    hub, and on paper, once."""
    with tempfile.TemporaryDirectory(prefix="foyer-kill-") as folder, house.House(folder) as home:
        home.start_display(800, 600)
        home.start_printer()
        home.start_hub()
        home.fill_hub()
        home.enrol("Door 1")
        guests = one_ticket_a_person(home.tickets)[:rounds]
        shown = []
        started = time.monotonic()
        for number, ticket in enumerate(guests, 1):
            home.hold_up(ticket["code"])
            kiosk = home.start_kiosk(size="800x600")
            outcome = home.shown()
            kiosk.kill()
            if outcome["shown"] != "admitted":
                raise house.Gone(f"round {number}: the screen showed {outcome['shown']}")
            shown.append(outcome["entry"])
            home.lower()
            tap.note(f"round {number} of {rounds}, {time.monotonic() - started:.0f} s")
        home.start_kiosk(size="800x600")
        spool = home.folder / "printer" / "spool"
        house.wait_for("every check-in at the hub",
                       lambda: home.headcount("morning")["came"] >= len(guests), 60)
        house.wait_for("every badge on paper", lambda: len(list(spool.glob("*.pdf"))) >= len(guests), 120)
        time.sleep(1.0)  # for what should not come: a second badge
        home.kiosk.end()
        here = journal(home, home.replica)
        there = journal(home, home.folder / "hub" / "events" / home.event / "event.db")
        admits = [entry for entry in here if entry["kind"] == "admit"]
        badges = len(list(spool.glob("*.pdf")))
        tap.check(len(set(shown)) == len(guests), f"{len(guests)} greens, each with an entry of its own")
        tap.check(set(shown) <= {entry["id"] for entry in here}, "no acknowledged check-in is missing")
        tap.check(len(admits) == len(guests), f"none is doubled: {len(admits)} admissions of {len(guests)}")
        tap.check(each_once(there) and {e["id"] for e in admits} <= {e["id"] for e in there},
                  "each is at the hub, once")
        tap.check(home.headcount("morning")["came"] == len(guests), "the headcount is right")
        tap.check(badges == len(guests), f"one badge a guest: {badges} of {len(guests)}")


def one_ticket_a_person(tickets):
    """Tickets of different people, so that each of them is a first admission."""
    people = {}
    for ticket in tickets:
        if ticket.get("status", "confirmed") == "confirmed":
            people.setdefault(ticket["person"], ticket)
    return list(people.values())


def each_once(entries):
    return all(count == 1 for count in collections.Counter(e["id"] for e in entries).values())


def hub_rounds(seconds):
    """Kills the hub again and again while a kiosk pushes; every entry arrives, once."""
    dice = random.Random(20261128)
    with tempfile.TemporaryDirectory(prefix="foyer-kill-") as folder, house.House(folder) as home:
        home.start_hub()
        home.fill_hub()
        state = home.enrol("Door 1")
        kiosk = home.start("guests", ["foyer-test-guests", state, "20"])
        deadline = time.monotonic() + seconds
        kills = 0
        while time.monotonic() < deadline:
            time.sleep(dice.uniform(0.02, 0.4))
            home.hub.kill()
            kills += 1
            time.sleep(dice.uniform(0.0, 0.2))
            home.start_hub()
        kiosk.process.terminate()
        kiosk.wait_line(lambda line: line == "all sent", 60)
        kiosk.end()
        here = journal(home, home.replica)
        home.hub.end()
        there = journal(home, home.folder / "hub" / "events" / home.event / "event.db")
        mine = {entry["id"] for entry in here}
        tap.check(kills > 0 and len(here) > 0, f"{kills} kills while {len(here)} entries were sent")
        tap.check(mine <= {entry["id"] for entry in there}, "no acknowledged entry is missing at the hub")
        tap.check(each_once(there), "none is doubled")


def main(what, amount):
    with tap.plan():
        {"kiosk": kiosk_rounds, "hub": hub_rounds}[what](int(amount))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each task of a volunteer, and of a guest alone, by assistive technology alone.

Real hub, real printer, real window. A task counts when the journal has what it
was for, and when it took no more touches than a volunteer can be asked for.
"""
import collections
import json
import pathlib
import sys
import tempfile

import desk
import house
import morning
import tap

# What each task may take from the desk's first screen; letters typed are not counted.
AT_THE_DESK = {
    "check_in": 1, "walk_in": 3, "walk_in_known": 3, "undo": 3, "undo_at_once": 3, "correct_name": 3,
    "reissue": 3, "reprint": 3, "override": 2, "pay": 2, "note": 3, "open_list": 3,
}


def run(work, name, most=None):
    """One task; whatever goes wrong in it is told, and the next one is tried."""
    before = work.screen.touches
    try:
        getattr(work, name)()
    except house.Gone as gone:
        tap.check(False, f"{name}: {gone}")
        return
    touches = work.screen.touches - before
    if not tap.check(most is None or touches <= most, f"{name} in {touches} touches"):
        tap.note(f"at most {most} were asked for")


def check_journal(home):
    entries = home.foyer_json("journal", "--store", home.replica)
    kinds = collections.Counter(entry["kind"] for entry in entries)
    wanted = {"register": 1, "undo": 2, "note": 1, "payment": 1, "ticket": 1, "badge": 1, "open": 1}
    tap.equal({kind: kinds[kind] for kind in wanted}, wanted, "the journal has each of them, as often as it was done")
    bodies = {entry["kind"]: json.loads(entry["body"]) for entry in entries if "body" in entry}
    tap.check(all(bodies[kind].get("reason") for kind in ("undo", "ticket", "badge", "open")),
              "with its reason where there has to be one")
    fields = [json.loads(entry["body"])["field"] for entry in entries if entry["kind"] == "amend"]
    tap.equal(fields, ["name", "answer:meal"], "a name is corrected and a question answered")
    tap.equal(sum(1 for entry in entries if entry.get("overridden")), 2, "two were let in anyway")
    tap.check(all(entry.get("staff") for entry in entries if entry["kind"] in wanted), "each says who did it")


def main(language):
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-desk-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        desk.open_house(home)
        home.start_printer()
        home.start_display()
        day = morning.Morning(home, pathlib.Path(folder))
        day.attach()
        home.start_kiosk(language=language)
        work = desk.Desk(home, day.screen, language)
        work.screen.wait_text(desk.event()["name"][language], 30)
        run(work, "find_oneself")
        work.wait("On your phone or on paper, both are fine.")
        work.unlock()
        for name, most in AT_THE_DESK.items():
            run(work, name, most)
            work.go_home()
        work.choose_list("tour")
        run(work, "confirm", 1)
        work.choose_list("hall")
        work.lock()
        run(work, "help")
        work.choose_list("dinner")
        work.lock()
        run(work, "question")
        home.kiosk.end()
        check_journal(home)


if __name__ == "__main__":
    main(sys.argv[1])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before the doors open: what can be tried is tried on the screen, and lets nobody in."""
import pathlib
import sys
import tempfile

import house
import morning
import tap


def main(language):
    say = morning.words(language)
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-ready-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        day = morning.begin(home, pathlib.Path(folder))
        screen = day.screen
        spool = home.start_printer() / "spool"
        home.start_kiosk(language=language)
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        morning.open_desk(screen, say)
        screen.press(say("List: %s").split("%s")[0], exact=False)
        screen.press(say("Is everything ready?"))

        screen.press(say("Try the camera"))
        screen.wait_text(say("Waiting for a test code"))
        home.hold_up(home.tickets[0]["code"])
        screen.wait_text(say("A test code was read"), 20)
        home.lower()
        tap.check(True, f"{language}: the camera reads a test code")
        screen.press(say("Print a test badge"))
        screen.wait_text(say("A test badge was printed, on the right paper"), 40)
        tap.equal(len(list(spool.glob("*.pdf"))), 1, f"{language}: and a test badge comes out, once")
        screen.wait_text(say("Every name fits its badge, and every letter can be drawn"), 60)
        tap.check(True, f"{language}: every name was laid out")
        screen.press(say("Play a sound"))
        screen.wait_text(say("Sound plays"), 20)
        screen.wait_text(say("Ready: the doors can open"), 30)
        tap.check(True, f"{language}: then the doors can open")
        screen.wait_text(say("This is the only kiosk"))
        tap.equal(home.headcount()["came"], 0, f"{language}: nobody was let in")
        kinds = [entry["kind"] for entry in home.foyer_json("journal", "--store", home.replica)]
        tap.check("admit" not in kinds and "refuse" not in kinds, f"{language}: and nothing was written of it")


if __name__ == "__main__":
    main(sys.argv[1])

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rehearsal on the real screens: every sample shows what it says, and nothing
of it is left, neither here nor at the hub.
"""
import hashlib
import pathlib
import sys
import tempfile
import time

import house
import morning
import tap

SAMPLES = {
    "May come in": "admitted", "Came in before": "already_in", "Not approved yet": "pending",
    "On the waiting list": "waitlisted", "Cancelled": "cancelled", "Has to pay": "payment_due",
    "Nobody knows this code": "unknown", "No ticket at all": "not_a_ticket",
}


def journal(home):
    """Digest of everything that happened, as the replica has it."""
    text = home.foyer("journal", "--store", home.replica, "--json", status=None)
    said = text if isinstance(text, str) else text.stdout
    return hashlib.sha256(said.encode()).hexdigest(), len(said.splitlines())


def begin(screen, say, words):
    morning.open_desk(screen, say)
    screen.press(words(say("List: %s")), exact=False)
    screen.press(say("Is everything ready?"))
    screen.press(say("Rehearse"))
    screen.wait_text(say("REHEARSAL: nothing counts"), 20)
    screen.wait_text(say("Touch a code, or photograph it and hold it up."))


def main(language):
    say = morning.words(language)
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-rehearsal-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        day = morning.begin(home, pathlib.Path(folder))
        screen = day.screen
        spool = home.start_printer() / "spool"
        home.start_kiosk(language=language)
        waiting = say("On your phone or on paper, both are fine.")
        screen.wait_text(waiting, 30)
        home.hold_up(home.tickets[0]["code"])
        tap.equal(home.shown()["shown"], "admitted", "someone came before the rehearsal")
        home.lower()
        screen.wait_text(waiting, 30)
        house.wait_for("the badge", lambda: len(list(spool.glob("*.pdf"))) >= 1)
        before, entries = journal(home)
        badges = len(list(spool.glob("*.pdf")))

        begin(screen, say, lambda text: text.split("%s")[0])
        for label, verdict in SAMPLES.items():
            screen.press(say(label))
            tap.equal(home.shown()["shown"], verdict, f"{language}: “{label}” shows {verdict}")
            tap.check(say("REHEARSAL: nothing counts") in screen.texts(), "and that it is a rehearsal")
            screen.press(say("Done"))
            screen.wait_text(say("Touch a code, or photograph it and hold it up."), 40)
        home.hold_up(home.tickets[5]["code"])
        tap.equal(home.shown()["shown"], "admitted", "a real guest's code can be tried, too")
        home.lower()

        screen.press(say("End the rehearsal"))
        screen.wait_gone(say("REHEARSAL: nothing counts"))
        screen.wait_text(waiting, 30)
        tap.equal(journal(home), (before, entries), "the journal is what it was, byte by byte")
        tap.equal(len(list(spool.glob("*.pdf"))), badges, "no badge came out")
        tap.equal(home.headcount()["came"], 1, "the hub has heard of nothing")
        tap.check(not (home.folder / "kiosk" / "rehearsal").exists(), "the copy is gone")
        # It is told again when it was out of view for a second.
        time.sleep(1.5)
        home.hold_up(home.tickets[5]["code"])
        tap.equal(home.shown()["shown"], "admitted", "who was let in for show comes in for real")
        home.lower()
        screen.wait_text(waiting, 30)

        begin(screen, say, lambda text: text.split("%s")[0])
        home.kiosk.kill()
        home.start_kiosk(language=language)
        screen.wait_text(waiting, 30)
        tap.check(not (home.folder / "kiosk" / "rehearsal").exists(), "a killed rehearsal leaves nothing")


if __name__ == "__main__":
    main(sys.argv[1])

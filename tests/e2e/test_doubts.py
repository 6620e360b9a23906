#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A badge that did not come out is a question at the desk, and one touch answers it.

A real printer that gives a badge up, and one that is switched off with a badge
in it and remembers nothing; the volunteer reads and touches, and counts paper.
"""
import json
import pathlib
import sys
import tempfile

import house
import morning
import tap


def come(home, ticket):
    home.hold_up(ticket["code"])
    shown = home.shown()
    home.lower()
    return shown["shown"]


def papers(printer):
    paper = printer / "paper"
    return len(paper.read_text().split()) if paper.exists() else 0


def given_up(home, printer, screen, say, ticket):
    (printer / "abort").touch()
    tap.equal(come(home, ticket), "admitted", "the guest is in, whatever the printer does")
    screen.wait_text(say("Please ask our staff for your badge."))
    tap.check(True, "and is told whom to ask for the badge")
    morning.open_desk(screen, say)
    screen.wait_text(say("The badge of %s was not printed.") % ticket["name"])
    screen.wait_text(say("the printer gave it up"))
    tap.check(True, "the desk opens with whose badge it is and what the printer did")
    (printer / "abort").unlink()
    screen.press(say("Try again"))
    house.wait_for("the badge", lambda: papers(printer) == 1, 30)
    screen.wait_gone(say("The badge of %s was not printed.") % ticket["name"])
    tap.check(True, "one touch prints it, and the question is gone")


def switched_off(home, printer, screen, say, ticket):
    (printer / "faults").write_text("media-jam")
    tap.equal(come(home, ticket), "admitted", "the next guest is in")
    house.wait_for("the jam", (printer / "reported").exists, 30)
    screen.wait_text(say("A badge is stuck in the printer. Open it and take the paper out."))
    tap.check(True, "the screen says what the printer says, and what to do")
    home.printer.kill()
    screen.wait_text(say("The printer does not answer. Check its power and its cable."))
    tap.check(True, "then that it does not answer")
    (printer / "faults").unlink()
    home.switch_printer_on()
    screen.wait_text(say("Did the badge of %s come out?") % ticket["name"], 60)
    tap.equal(papers(printer), 1, "nothing is printed before somebody has looked")
    screen.press(say("It did not: print again"))
    house.wait_for("the badge", lambda: papers(printer) == 2, 30)
    screen.wait_gone(say("Did the badge of %s come out?") % ticket["name"])
    tap.check(True, "one touch prints it, once")


def main(language):
    say = morning.words(language)
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-doubts-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        day = morning.begin(home, pathlib.Path(folder))
        printer = home.start_printer()
        home.start_kiosk(size="1280x800", language=language)
        event = json.loads((house.SAMPLE / "event.json").read_text(encoding="utf-8"))
        day.screen.wait_text(event["name"][language], 30)
        people = list({ticket["person"]: ticket for ticket in home.tickets
                       if ticket["channel"] == "own-form"}.values())
        given_up(home, printer, day.screen, say, people[0])
        switched_off(home, printer, day.screen, say, people[1])
        home.kiosk.end()


if __name__ == "__main__":
    main(sys.argv[1])

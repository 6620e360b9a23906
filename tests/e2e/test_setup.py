#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_setup.py LANGUAGE whole|hub: a bare machine becomes a door by touches alone.

As the whole event, from a table on a stick; or by a hub's code, killed between
two steps. Then a guest comes in. One way a process, for each has a bus of its own.
"""
import csv
import os
import pathlib
import re
import shutil
import signal
import sys
import tempfile

import house
import morning
import tap

OTHER = {"zh_CN": "en", "en": "zh_CN"}
NAMES = {"zh_CN": "中文", "en": "English"}


class Touches:
    """Presses what a person would touch, and counts."""

    def __init__(self, screen):
        self.screen = screen
        self.count = 0

    def __call__(self, name, exact=True):
        self.screen.press(name, exact=exact)
        self.count += 1


def attach(home):
    day = morning.Morning(home, home.folder)
    day.attach()
    return day.screen


def is_at(screen, place, of, say):
    return screen.wait_text(say("Step %u of %u") % (place, of), 30)


def people_of(path):
    rows = list(csv.DictReader(path.read_bytes().decode("gb18030").splitlines(), delimiter=";"))
    return rows[0]["票码"]


def settings(home, touch, say, place, of):
    """Role, printer, camera: what both ways end with."""
    screen = touch.screen
    is_at(screen, place, of, say)
    touch(say("Guests check themselves in"), exact=False)
    is_at(screen, place + 1, of, say)
    touch(say("No printer"), exact=False)
    is_at(screen, place + 2, of, say)
    home.hold_up("ANY-CODE-AT-ALL")
    screen.wait_text(say("✓ The code was read: this camera works."), 30)
    home.lower()
    touch(say("Next"))


def choose_language(touch, language):
    """Out of the other one, so that it is seen to take."""
    say = morning.words(language)
    is_at(touch.screen, 1, 6, morning.words(OTHER[language]))
    touch(NAMES[language])
    is_at(touch.screen, 2, 6, say)
    return say


def whole_event(language):
    with tempfile.TemporaryDirectory(prefix="foyer-setup-") as folder, \
            house.House(pathlib.Path(folder) / "whole") as home:
        stick = home.folder / "stick"
        stick.mkdir()
        shutil.copy(house.SAMPLE / "partner.csv", stick / "开源之夜.csv")
        (stick / "notes.txt").write_text("no table")
        (stick / "broken.csv").write_text("colour,size\nred,1\n", encoding="utf-8")
        home.start_display()
        home.lower()
        config = f"tables={stick}"
        home.start_kiosk(language=OTHER[language], kiosk=config)
        screen = attach(home)
        touch = Touches(screen)
        say = choose_language(touch, language)
        touch(say("No hub: this machine is the whole event"))
        screen.wait_text("开源之夜.csv")
        tap.check(not any("notes.txt" in text for text in screen.texts()), "only tables are shown")
        screen.press("broken.csv", exact=False)
        screen.wait_text(say("No column of this table holds names. Call that column “name” or “姓名”."))
        touch("开源之夜.csv", exact=False)
        screen.wait_text(say("Are these your guests?"))
        text = "\n".join(screen.texts())
        tap.check(re.search(r"\b1\d\d\b", text) and "开源之夜" in text,
                  f"{language}: it is said how many people the table has, before any of it counts")
        touch(say("Yes, these are my guests"))
        settings(home, touch, say, 3, 5)
        pin = re.search(r"\d{6}", screen.wait_text(say("PIN: %s").split("%s")[0], 30)).group()
        touch(say("Open the door"))
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        tap.note(f"touches: {touch.count}")
        tap.equal(touch.count, 8, f"{language}: the whole event takes eight touches and no typing")

        home.hold_up(people_of(stick / "开源之夜.csv"))
        tap.equal(home.shown()["shown"], "admitted", f"{language}: and its first guest comes in")
        home.lower()
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        screen.press(say("Staff"))
        for n, digit in enumerate(pin, 1):
            screen.press(digit)
            screen.wait_text("●" * n)
        screen.press(say("Open the desk"))
        screen.wait_text(say("Find a guest"))
        tap.check(True, f"{language}: the desk opens with the PIN that was shown")

        home.kiosk.kill()
        hub = home.folder / "kiosk" / "hub"
        house.wait_for("the hub to end with its kiosk", lambda: not processes_on(hub))
        tap.check(True, "a killed kiosk takes its hub along")
        home.start_kiosk(language=OTHER[language], kiosk=config)
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        house.wait_for("the hub to be back", lambda: processes_on(hub))
        home.hold_up(people_of(stick / "开源之夜.csv"))
        tap.equal(home.shown()["shown"], "already_in", f"{language}: started again, it knows who is in")
        for one in processes_on(hub):
            os.kill(one, signal.SIGSTOP)
        tap.equal(home.kiosk.end(), 0, "a hub that hangs does not keep its kiosk from ending")
        tap.check(not processes_on(hub), "and is gone with it")


def processes_on(folder):
    found = []
    for status in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = status.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[0].endswith(b"foyer-hub") and str(folder).encode() in words:
            found.append(int(status.parent.name))
    return found


def by_hub(language):
    with tempfile.TemporaryDirectory(prefix="foyer-setup-") as folder, \
            house.House(pathlib.Path(folder) / "hub") as home:
        home.start_hub()
        home.fill_hub()
        home.start_display()
        home.lower()
        home.start_kiosk(language=OTHER[language], kiosk="")
        screen = attach(home)
        touch = Touches(screen)
        say = choose_language(touch, language)
        home.hold_up(home.enrolment_code("Door 1"))
        is_at(screen, 3, 6, say)
        home.lower()
        home.kiosk.kill()
        home.start_kiosk(language=OTHER[language], kiosk="")
        is_at(screen, 3, 6, say)
        tap.check(True, f"{language}: killed between two steps, it goes on where it was")
        ticket = home.tickets[0]["code"]
        home.hold_up(ticket)
        touch(say("Whichever is open"), exact=False)
        home.lower()
        settings(home, touch, say, 4, 6)
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        tap.equal(touch.count, 5, f"{language}: by a hub's code it takes five touches")
        tap.equal(home.headcount()["came"], 0, f"{language}: nobody was let in meanwhile")
        home.hold_up(ticket)
        tap.equal(home.shown()["shown"], "admitted", f"{language}: then a guest comes in")


def main(language, way):
    with tap.plan():
        {"whole": whole_event, "hub": by_hub}[way](language)


if __name__ == "__main__":
    main(*sys.argv[1:])

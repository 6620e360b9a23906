#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk's live page: how the event is doing, what has to be settled, how the other
kiosks are, and a word to all of them.

A real hub and a real window, by names and actions alone. The other door is played by
its own credential: it lets in whom this one lets in, without hearing of it.
"""
import json
import pathlib
import sys
import tempfile
import urllib.request

import house
import morning
import tap
from test_doubts import come

CAME = 3


class Door:
    """Another kiosk, as far as the hub can tell."""

    def __init__(self, home, name):
        self.home = home
        state = home.enrol(name, home.folder / "door-2")
        facts = dict(line.split("=", 1) for line in (state / "enrolment").read_text().splitlines() if "=" in line)
        self.kiosk, self.credential = facts["kiosk"], facts["credential"]

    def post(self, what, body):
        request = urllib.request.Request(f"{self.home.env['FOYER_HUB']}/v1/events/{self.home.event}/{what}",
                                         json.dumps(body).encode(),
                                         {"Authorization": f"Bearer {self.credential}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def admit(self, number, registration, wall):
        entry = {"id": f"0199f0c2-7c00-7000-8f00-{number:012d}", "kind": "admit", "kiosk": self.kiosk,
                 "number": number, "wall": wall, "boot": "0199f0c2-7c00-7000-8f00-000000000000",
                 "uptime_us": number, "list": "morning", "registration": registration,
                 "verdict": "admitted", "method": "scan"}
        return self.post("entries", {"entries": [entry]})["answers"][0]["answer"]

    def tell(self, **status):
        self.post("status", {"unsent": 0, "refused": 0, "same": True, "reader": "good", "printer": "good",
                             "badges": 0, **status})


def numbers(screen, say):
    screen.wait_text(f"{say('Came')}: {CAME}", 30)
    tap.check(True, "the headcount stands there by name")
    chart = next(node for node in screen.walk() if node.get_name() == say("Arrivals per ten minutes")
                 and node.get_role_name() in ("image", "icon"))
    described = chart.get_description() or ""
    wanted = say("%s: %d came, usual %d").split("%d", maxsplit=1)[0].replace("%s", "08:40") + str(CAME)
    if not tap.check(wanted in described, "the chart tells its numbers to who can't see it"):
        tap.note(f"no {wanted} in {described}")
    tap.equal(screen.unnamed(), [], "every control of the live page has a name")


def settle(home, screen, say, guest):
    screen.wait_text(guest["name"] + " · ", 30)
    sides = next(node.get_description() for node in screen.walk()
                 if (node.get_name() or "").startswith(guest["name"] + " · "))
    tap.check("08:41 · Door 2" in sides and "Door 1" in sides, "a conflict stands there with both doors and times")
    screen.press(guest["name"] + " · ", exact=False)
    screen.press(say("One person, two doors"))
    screen.wait_text(say("Settled. The person counts once."))
    house.wait_for("the hub to know", lambda: home.headcount("morning")["conflicts"] == 0, 60)
    tap.check(True, "two touches settle it, everywhere")


def neighbours(home, door, screen, say):
    door.tell(printer="attention", badges=3)
    screen.wait_text(say("Printer needs a look"), 30)
    tap.check(True, "the other door's printer is seen from here")
    screen.wait_text(say("Counted at %s.") % say(", ").join(["Door 1", "Door 2"]), 30)
    tap.check(True, "the numbers are complete for both")
    home.hub.kill()
    screen.wait_text(say("Kiosks and printers, as of %s").split("%s", maxsplit=1)[0], 60)
    screen.wait_text(say("Missing: %s.").split("%s", maxsplit=1)[0] + "Door 2")
    tap.check(True, "alone, it says as of when the others were seen, and who is missing")
    home.start_hub()


def notice(home, screen, say, language):
    english = "Please wait: the programme begins ten minutes later."
    text = {"en": english, "zh_CN": "请稍候，活动推迟十分钟开始。"}[language]
    screen.press(say("Say something on all kiosks…"))
    screen.press(text)
    screen.press(say("Everyone, guests too"))
    screen.press(say("An hour"))
    screen.wait_text(say("It is on all kiosks now, and on those that are alone when they are back."))
    house.wait_for("the notice at the hub", lambda: home.foyer_json("notice"), 30)
    said = home.foyer_json("notice")[0]
    tap.equal((said["for"], said["text"]["en"]), ("everyone", english), "it reaches the hub in both languages")
    screen.press(say("Lock"))
    screen.wait_text(say("On your phone or on paper, both are fine."))
    tap.check(text in screen.texts(), "guests read it above the waiting screen")
    home.foyer("notice", "withdraw", said["id"])
    screen.wait_gone(text, 30)
    tap.check(True, "and not any more once it is withdrawn")


def main(language):
    say = morning.words(language)
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-live-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        day = morning.begin(home, pathlib.Path(folder))
        door = Door(home, "Door 2")
        home.start_kiosk(size="1080x1920", language=language)
        event = json.loads((house.SAMPLE / "event.json").read_text(encoding="utf-8"))
        day.screen.wait_text(event["name"][language], 30)
        people = list({ticket["person"]: ticket for ticket in home.tickets
                       if ticket["channel"] == "own-form"}.values())[:CAME]
        for ticket in people:
            come(home, ticket)
        tap.equal(door.admit(1, people[0]["registration"], "2026-11-28T00:41:00.000000Z"), "accepted",
                  "another door lets one of them in that this one let in too")
        door.tell()
        morning.open_desk(day.screen, say)
        day.screen.press(say("Live"))
        numbers(day.screen, say)
        neighbours(home, door, day.screen, say)
        settle(home, day.screen, say, people[0])
        day.screen.press(say("Live"))
        notice(home, day.screen, say, language)
        tap.equal(home.kiosk.end(), 0, "it ends as it should")


if __name__ == "__main__":
    main(sys.argv[1])

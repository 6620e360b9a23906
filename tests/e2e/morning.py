# SPDX-License-Identifier: GPL-3.0-or-later
"""A scripted morning: a film of phones before the kiosk's camera, a volunteer at
its desk, an hour without the hub. `./dev run` shows it, the end-to-end test
holds it against what must have happened.
"""
import csv
import gettext
import json
import os
import pathlib
import shutil
import subprocess

import house

PIN = "2468"
NOBODY = "20261128-NOBODY-0001"


def catalogue(language):
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("foyer", os.environ.get("FOYER_LOCALE"), [language])


def words(language):
    """What the screens say for an English sentence."""
    return catalogue(language).gettext


def begin(home, out):
    """A hub with the sample event, and a display on which "Door 1" may start: its day."""
    home.start_hub()
    home.fill_hub()
    home.start_display()
    home.lower()
    day = Morning(home, out)
    day.attach()
    home.enrol("Door 1")
    return day


def open_desk(screen, say):
    screen.press(say("Staff"))
    for digit in PIN:
        screen.press(digit)
    screen.press(say("Open the desk"))
    screen.wait_text(say("Find a guest"))


def say_consent(language):
    """What a walk-in agrees to, in the event's own words."""
    event = json.loads((house.SAMPLE / "event.json").read_text(encoding="utf-8"))
    return event["consent"][language]


def people_twice(tickets):
    """Pairs of tickets of one person, through two channels."""
    by_person = {}
    for ticket in tickets:
        by_person.setdefault(ticket["person"], []).append(ticket)
    return [pair for pair in by_person.values() if len(pair) == 2]


def partner_codes():
    """The partner's own ticket codes, by order number, as its file has them."""
    text = (house.SAMPLE / "partner.csv").read_bytes().decode("gb18030")
    return {row["订单号"]: row["票码"] for row in csv.DictReader(text.splitlines(), delimiter=";")}


class Morning:
    """Facts gather in self.facts; pictures, badges and the report in self.out."""

    def __init__(self, home, out, say=lambda text: None):
        self.home = home
        self.out = pathlib.Path(out)
        self.say = say
        self.facts = {"shown": []}
        self.screen = None
        self.admitted = []

    def shot(self, name):
        self.home.screenshot(self.out / f"{name}.png")

    def watch(self, verdict, name=None):
        """The next outcome on the screen, and a picture of it."""
        shown = self.home.shown()
        self.facts["shown"].append(shown["shown"])
        if shown["shown"] == "admitted":
            self.admitted.append(shown["entry"])
        if name:
            self.shot(name)
        if shown["shown"] != verdict:
            raise house.Gone(f"the screen showed {shown['shown']} instead of {verdict}")
        return shown

    def prepare(self):
        self.say("a hub, with two files of registrations")
        self.home.start_hub()
        self.facts["imported"] = self.home.fill_hub()
        self.say("a printer")
        self.spool = self.home.start_printer() / "spool"

    # Act one: the film.

    def make_film(self):
        pairs = people_twice(self.home.tickets)
        single = next(t for t in self.home.tickets if t["name"] == "欧阳修远" or "·" in t["name"])
        self.twice, self.single = pairs[0], single
        scenes = [
            (3, self.home.enrolment_code("Door 1")), (6, ""),
            (4, self.twice[0]["code"]), (5, ""), (4, self.twice[0]["code"]), (4, ""),
            (4, self.twice[1]["code"]), (4, ""), (4, NOBODY), (4, ""), (4, single["code"]), (4, ""),
        ]
        film = self.home.folder / "morning.avi"
        self.home.foyer("film", film, "--caption", "2026 开发者技术日",
                        input="".join(f"{seconds}\t{code}\n" for seconds, code in scenes))
        return film

    def film(self, language="zh_CN", size="1080x1920"):
        say = words(language)
        film = self.make_film()
        self.home.start_display()
        self.home.start_kiosk(size=size, language=language, camera=f"film:{film}")
        self.shot("1-set-up")
        self.attach()
        self.say("the kiosk scans the hub's code and pulls the registrations")
        self.screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        self.shot("2-waiting")
        self.say("a guest is welcomed, and a badge comes out")
        self.watch("admitted", "3-welcome")
        self.facts["welcome"] = self.screen.texts()
        self.say("the same ticket, then the same person's other ticket: already in")
        self.watch("already_in", "4-already-in")
        self.facts["again"] = self.screen.texts()
        self.watch("already_in", "5-other-ticket")
        self.facts["other_ticket"] = self.screen.texts()
        self.say("a code of nobody is sent to the desk")
        self.watch("unknown", "6-unknown")
        self.facts["unknown"] = self.screen.texts()
        self.watch("admitted", "7-welcome-again")
        self.screen.wait_text(say("On your phone or on paper, both are fine."), 20)

    def attach(self):
        os.environ.update({name: self.home.env[name] for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")})
        import screen  # noqa: PLC0415: only once the bus of this display is known
        self.screen = screen.Screen()

    # The desk.

    def desk(self, language="zh_CN"):
        say = words(language)
        press = self.screen.press
        self.say("a volunteer opens the desk and finds 张伟 by “zw” and a phone's last four digits")
        press(say("Staff"))
        for digit in PIN:
            press(digit)
        self.shot("8-lock")
        press(say("Open the desk"))
        self.screen.wait_text(say("Find a guest"))
        guest = self.find_someone("张伟")
        self.screen.type(say("Find a guest"), "zw " + guest["phone"][-4:])
        self.screen.wait_text(guest["name"])
        self.shot("9-lookup")
        press(say("Check in"))
        self.watch("admitted", "10-checked-in")
        self.facts["looked_up"] = guest["registration"]
        self.say("and registers a walk-in")
        press(say("Walk-in"))
        self.screen.type(say("Name"), "Anna Kowalska-Nowak")
        self.screen.type(say("Phone"), "199 0000 9999")
        self.screen.type(say("Company"), "Example GmbH")
        press(say_consent(language))
        self.screen.wait_gone(say("Please ask the guest, then tick the box."))
        self.shot("11-walk-in")
        press(say("Register and check in"))
        self.watch("admitted", "12-walk-in-welcome")
        press(say("Lock"))
        self.screen.wait_text(say("On your phone or on paper, both are fine."))

    def find_someone(self, name):
        """A confirmed registration of that name, of whom nobody has come yet."""
        been = {self.twice[0]["person"], self.single["person"]}
        rows = self.home.foyer_json("lookup", name, "--full",
                                    "--store", self.home.replica)
        return next(row for row in rows if row["name"] == name and row["person"] not in been
                    and row["status"] == "confirmed")

    # Act two: without the hub.

    def alone(self, language="en", size="1280x800", guests=3):
        say = words(language)
        self.home.kiosk.end()
        self.home.start_kiosk(size=size, language=language)
        self.screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        self.shot("a-waiting")
        self.say("the hub is taken away; guests come in all the same")
        self.home.hub.kill()
        late = [t for t in self.home.tickets
                if t["person"] not in (self.twice[0]["person"], self.single["person"])
                and t["channel"] == "own-form"][200:200 + guests]
        for number, ticket in enumerate(late, 1):
            self.home.hold_up(ticket["code"])
            self.watch("admitted", f"b-alone-{number}")
            self.home.lower()
        self.facts["alone"] = self.screen.texts()
        self.shot("c-unsent")
        self.say("the hub is back; each check-in arrives once")
        self.home.start_hub()
        house.wait_for("the hub to know everyone",
                       lambda: self.home.headcount("morning")["came"] == len(self.admitted), 60)
        self.facts["online"] = self.screen.texts()

    # What is left of it.

    def finish(self):
        house.wait_for("the last badge", lambda: len(self.badges()) >= len(self.admitted), 60)
        self.home.kiosk.end()
        self.facts["journal"] = self.home.foyer_json(
            "journal", "--store", self.home.replica)
        report = self.home.foyer("report")
        (self.out / "report.txt").write_text(report, encoding="utf-8")
        self.facts["report"] = self.home.foyer_json("report")
        (self.out / "report.json").write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in self.facts["report"]), "utf-8")
        for number, badge in enumerate(self.badges(), 1):
            shutil.copy(badge, self.out / f"badge-{number}.pdf")
            subprocess.run(["pdftoppm", "-png", "-r", "300", "-singlefile", badge,
                            self.out / f"badge-{number}"], check=True, timeout=60)
        return report

    def badges(self):
        return sorted(self.spool.glob("*.pdf"), key=lambda path: path.stat().st_mtime)

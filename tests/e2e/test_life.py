# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole life of the sample tech day, by the commands that docs/whole-event.md
shows, against a count of its own: made from the two files and from who was sent
to which door, and from nothing that Foyer says.
"""
import concurrent.futures
import csv
import datetime
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import tempfile

import house
import tap

DOC = house.TOP / "docs" / "whole-event.md"
WEEK_BEFORE = "2026-11-21T10:00:00+08:00"
MORNING = "2026-11-28T08:45:00+08:00"
AFTERNOON = "2026-11-28T13:20:00+08:00"
LATER = "2026-12-29T09:00:00+08:00"
STATUSES = {"已确认": "confirmed", "待审核": "pending", "已取消": "cancelled"}


def blocks():
    """{heading: its commands}."""
    parts = re.split(r"^## (.+)$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {heading: "".join(re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL))
            for heading, text in zip(parts[1::2], parts[2::2])}


class Person:
    def __init__(self):
        self.signups = {}   # channel: (reference, status, time, code of the channel)

    def confirmed(self):
        return [channel for channel, row in self.signups.items() if row[1] == "confirmed"]

    def channel(self):
        """Through which they signed up first."""
        return min(self.signups, key=lambda channel: self.signups[channel][2])


def read_rows(name, encoding, delimiter):
    text = (house.SAMPLE / name).read_bytes().decode(encoding)
    return list(csv.DictReader(text.splitlines(), delimiter=delimiter))


def when(text, form):
    return datetime.datetime.strptime(text, form)


def read_people():
    """Everyone, from the two files and the list of who is in both."""
    own = read_rows("own-form.csv", "utf-8-sig", ",")
    partner = read_rows("partner.csv", "gb18030", ";")
    pending = [row["订单号"] for row in partner if row["状态"] == "待审核"]
    people = []
    for row in own:
        person = Person()
        person.signups["own-form"] = (row["序号"], "confirmed",
                                      when(row["报名时间"], "%Y-%m-%d %H:%M:%S"), None)
        people.append(person)
    truth = csv.DictReader((house.SAMPLE / "truth.tsv").read_text().splitlines(), delimiter="\t")
    twice = {int(pair["partner.csv"]): int(pair["own-form.csv"]) for pair in truth}
    for number, row in enumerate(partner, 2):
        person = people[twice[number] - 2] if number in twice else Person()
        status = STATUSES[row["状态"]]
        if row["订单号"] in pending:
            status = "confirmed" if pending.index(row["订单号"]) < 5 else "rejected"
        person.signups["partner"] = (row["订单号"], status,
                                     when(row["报名时间"], "%Y/%m/%d %H:%M"), row["票码"])
        if number not in twice:
            people.append(person)
    return people, own, partner


class Life:
    def __init__(self, home):
        self.home = home
        self.here = home.folder
        self.commands = blocks()
        self.people, self.own, self.partner = read_people()
        self.dice = random.Random(20261128)
        self.stores = {}
        self.verdicts = []

    def run(self, heading):
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", self.commands.pop(heading)],
                              cwd=self.here, env=self.home.env, capture_output=True, text=True,
                              timeout=120)
        if not tap.check(done.returncode == 0, f"“{heading}” runs as it is written"):
            tap.note(done.stderr[-500:])
        return done.stdout

    # Kiosks.

    def sync(self, *doors):
        """Until these kiosks and the hub hold the same, and everybody was told."""
        for _ in range(2):
            kiosks = [self.home.start(f"kiosk-{door}", ["foyer-test-sync-kiosk", self.here / f"door-{door}",
                                                        "0", "1"]) for door in doors]
            for kiosk in kiosks:
                kiosk.wait_line(lambda line: line == "same", 40)
            for kiosk in kiosks:
                kiosk.end()

    def admit(self, door, event_list, clock, code):
        done = subprocess.run(
            ["foyer", "admit", "-", "--json", "--store", self.stores[door], "--list", event_list],
            env=dict(self.home.env, FOYER_CLOCK=clock), input=code, capture_output=True, text=True,
            timeout=60)
        return json.loads(done.stdout)["verdict"] if done.stdout else done.stderr

    def doors(self, event_list, clock, lines):
        """@lines: {door: [(code, verdict), …]}, the doors side by side."""
        def stand(door):
            return [(self.admit(door, event_list, clock, code), wanted) for code, wanted in lines[door]]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for results in pool.map(stand, lines):
                self.verdicts += results

    # Who comes.

    def code(self, person):
        """The ticket of either sign-up, or the partner's own code."""
        channel = self.dice.choice(person.confirmed())
        reference, _, _, foreign = person.signups[channel]
        if foreign and self.dice.random() < 0.5:
            return foreign
        return self.codes[channel, reference]

    def read_tickets(self):
        rows = {row["id"]: (row["channel"], row["reference"])
                for row in self.home.foyer_json("registration")}
        lines = [line.split("\t") for line in (self.here / "tickets.tsv").read_text("utf-8").splitlines()]
        self.codes = {rows[line[0]]: line[2] for line in lines}

    def draw(self):
        confirmed = [person for person in self.people if person.confirmed()]
        came = self.dice.sample(confirmed, 240)
        self.morning, self.afternoon = came[:160], came[120:]
        self.turned_away = [person for person in self.people if not person.confirmed()
                            and person.signups["partner"][1] == "rejected"]

    def line_of(self, people):
        return [(self.code(person), "admitted") for person in people]

    def morning_doors(self):
        first, alone, last = self.morning[:60], self.morning[60:130], self.morning[130:]
        everybody = self.line_of(first)
        again = [(code, "already_in") for code, _ in everybody[:4]]
        self.doors("morning", MORNING, {1: everybody[:20] + again, 2: everybody[20:40], 3: everybody[40:]})
        self.sync(1, 2, 3)
        # Door 3 hears nobody for an hour; two who are in come to it with their codes as well.
        lines = self.line_of(alone)
        self.echo = alone[:2]
        echo = self.line_of(self.echo)
        self.doors("morning", MORNING, {
            1: lines[:25] + [(person.signups["partner"][3], "rejected") for person in self.turned_away],
            2: lines[25:45] + [("NOBODY-%d" % n, "unknown") for n in range(3)], 3: lines[45:] + echo})
        self.sync(1, 2)
        rest = self.line_of(last)
        self.doors("morning", MORNING, {1: rest[:15], 2: rest[15:]})
        self.sync(1, 2, 3)

    # The truth.

    def count(self, people):
        expected = sum(1 for person in self.people if person.confirmed())
        return {"expected": expected, "came": len(people), "came_expected": len(people), "walk_ins": 0,
                "came_others": 0, "no_shows": expected - len(people), "came_cancelled": 0}

    def check_counts(self, report):
        counted = {row.get("list"): row for row in report if "came" in row}
        union = self.morning + self.afternoon[40:]
        for name, people in ((None, union), ("morning", self.morning), ("afternoon", self.afternoon)):
            wanted = self.count(people)
            tap.equal({key: counted[name][key] for key in wanted}, wanted,
                      f"{name or 'the whole event'}: who came, by a count of our own")
        tap.equal(counted["morning"]["conflicts"], len(self.echo), "who was admitted at two doors apart")
        tap.equal(counted["morning"]["admissions"], len(self.morning) + len(self.echo), "each admission once")

    def check_parts(self, rest):
        tap.equal((rest["registrations"], rest["people"]), (400, 370), "400 registrations of 370 people")
        for of in rest["lists"]:
            people = {None: self.morning + self.afternoon[40:], "morning": self.morning,
                      "afternoon": self.afternoon}[of.get("list")]
            channels = {row["key"]: row["came"] for row in of["channels"]}
            wanted = {channel: sum(person.channel() == channel for person in people)
                      for channel in ("own-form", "partner")}
            name = of.get("list", "the whole event")
            tap.equal(channels, wanted, f"{name}: by channel")
            for part in ("categories", "arrivals"):
                key = "people" if part == "arrivals" else "came"
                tap.equal(sum(row[key] for row in of[part]), len(people), f"{name}: {part} close")
        refused = {row["verdict"]: row["times"] for row in rest["lists"][0]["refusals"]}
        tap.equal(refused, {"already_in": 4, "unknown": 3, "rejected": len(self.turned_away)},
                  "who was refused and why")
        tap.equal([row["people"] for row in rest["overlaps"]], [40], "who was at both")
        tap.check(all(row["missing"] == 0 for row in rest["kiosks"]), "nothing of a kiosk is missing")

    # What must be gone.

    def secrets(self):
        rows = itertools.chain(((row["姓名"], row["手机"]) for row in self.own),
                               ((row["参会人"], row["联系电话"]) for row in self.partner))
        texts = set()
        for name, phone in rows:
            texts |= {name, phone, re.sub(r"\D", "", phone)}
        texts |= {row["票码"] for row in self.partner} | set(self.codes.values())
        return [text.encode() for text in texts if len(text.encode()) > 4]

    def kept(self):
        return [path for folder in ("hub", "door-1", "door-2", "door-3")
                for path in (self.here / folder).rglob("*") if path.is_file()]

    def found(self):
        """How many of the secrets are in the raw bytes of what Foyer keeps."""
        content = b"\0".join(path.read_bytes() for path in self.kept())
        return sum(secret in content for secret in self.secrets())


def live(home):
    life = Life(home)
    for name in ("event.json", "own-form.csv", "partner.csv"):
        shutil.copy(house.SAMPLE / name, home.folder)
    home.start_hub()
    life.run("The event")
    said = life.run("Two channels")
    tap.check("400" in said, "400 registrations came in")
    tap.equal(len(home.foyer_json("people")), 30, "30 people signed up twice")
    life.run("Who may come")
    life.run("Tickets")
    life.read_tickets()
    tap.equal(set(life.codes), {(channel, person.signups[channel][0]) for person in life.people
                                for channel in person.confirmed()}, "a ticket for each confirmed registration")
    pictures = [path.name for path in (home.folder / "tickets").iterdir()]
    tap.equal(len(pictures), len(life.codes), "and a picture of each")
    home.hub.end()
    home.env["FOYER_CLOCK"] = MORNING
    home.start_hub()
    life.run("Doors")
    life.stores = {door: next((home.folder / f"door-{door}").glob("*.db"), None) for door in (1, 2, 3)}
    life.sync(1, 2, 3)
    life.stores = {door: next((home.folder / f"door-{door}").glob("*.db")) for door in (1, 2, 3)}
    life.draw()
    life.morning_doors()
    life.run("While doors are open")
    paper = subprocess.run(["pdftotext", home.folder / "morning.pdf", "-"], capture_output=True, text=True,
                           check=True, timeout=60).stdout
    tap.equal(paper.count("✓"), len(life.morning), "the paper list marks who arrived")
    lines = life.line_of(life.afternoon)
    life.doors("afternoon", AFTERNOON, {1: lines[:40], 2: lines[40:80], 3: lines[80:]})
    life.sync(1, 2, 3)
    tap.equal([pair for pair in life.verdicts if pair[0] != pair[1]], [], "each verdict as it had to be")
    life.run("Afterwards")
    report = home.foyer_json("report")
    life.check_counts(report)
    life.check_parts(report[-1])
    home.hub.end()
    tap.check(life.found() > 300, "names, phones and codes are in the files before the purge")
    home.env["FOYER_CLOCK"] = LATER
    life.run("When its time is over")
    tap.equal(life.found(), 0, "and none is in any byte afterwards")
    sums = json.loads(next((home.folder / "hub" / "purged").iterdir()).read_text("utf-8"))
    tap.equal(sums["report"]["headcounts"], [row for row in report if "came" in row],
              "the sums stay")
    tap.equal(life.commands, {}, "every command of the document was run")


def main():
    with tap.plan(), tempfile.TemporaryDirectory() as folder, house.House(folder, WEEK_BEFORE) as home:
        os.chmod(folder, 0o700)
        live(home)


main()

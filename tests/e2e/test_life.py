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
import sys
import tempfile
import time
import zipfile
from xml.etree import ElementTree

import house
import tap

DOC = house.TOP / "docs" / "whole-event.md"
WEEK_BEFORE = "2026-11-21T10:00:00+08:00"
MORNING = "2026-11-28T08:45:00+08:00"
AFTERNOON = "2026-11-28T13:20:00+08:00"
EVENING = "2026-11-28T19:00:00+08:00"
LATER = "2026-12-29T09:00:00+08:00"
WALK_INS = ("路过一", "路过二", "路过三")
STATUSES = {"已确认": "confirmed", "待审核": "pending", "已取消": "cancelled"}


def blocks():
    """{heading: its commands}."""
    parts = re.split(r"^## (.+)$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {heading: "".join(re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL))
            for heading, text in zip(parts[1::2], parts[2::2])}


def read_sheet(path):
    """The rows of a workbook's first sheet, as another program reads them."""
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        texts = ["".join(item.itertext()) for item in
                 ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iterfind("x:si", space)]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [[texts[int(cell.find("x:v", space).text)] if cell.get("t") == "s"
             else float(cell.find("x:v", space).text) for cell in row.iterfind("x:c", space)]
            for row in sheet.iterfind("x:sheetData/x:row", space)]


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
    def __init__(self, home, films):
        self.home = home
        self.films = films
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
        came = self.dice.sample(confirmed, 237)
        self.morning, self.afternoon = came[:157], came[117:]
        self.forgetful = next(person for person in self.morning[130:] if person.channel() == "own-form"
                              and person in self.people[:len(self.own)])
        self.turned_away = [person for person in self.people if not person.confirmed()
                            and person.signups["partner"][1] == "rejected"]

    def film(self, people):
        """A film of their phones before the camera of the real kiosk at door 1."""
        codes = [self.code(person) for person in people]
        scenes = "".join(f"3\t{code}\n2\t\n" for code in codes)
        film = self.here / "doors.avi"
        self.home.foyer("film", film, input=f"4\t\n{scenes}2\t\n")
        self.home.start_display(800, 600)
        kiosk = self.home.start_kiosk(size="800x600", camera=f"film:{film}", state=self.here / "door-1")
        shown = [self.home.shown(30)["shown"] for _ in codes]
        tap.equal(shown, ["admitted"] * len(codes), "each phone in the film was read, and its guest let in")
        kiosk.end()

    def first_guests(self, people):
        if self.films:
            self.film(people)
        else:
            self.doors("morning", MORNING, {1: self.line_of(people)})

    def walk_in(self, door, lines):
        done = subprocess.run(["foyer", "admit", "--walk-in", "--json", "--store", self.stores[door],
                               "--list",
                               "morning"], env=self.home.env, input=lines, capture_output=True, text=True,
                              timeout=60)
        self.verdicts.append((json.loads(done.stdout)["verdict"] if done.stdout else done.stderr, "admitted"))

    def walk_ins(self):
        """Three of whom nobody has heard; and one who has signed up, and has no ticket at hand."""
        for number, name in enumerate(WALK_INS):
            self.walk_in(2, f"name={name}\nphone=1990000{9000 + number}\n")
        row = self.own[self.people.index(self.forgetful)]
        self.walk_in(2, f"name={row['姓名']}\nphone={row['手机']}\n")

    def line_of(self, people):
        return [(self.code(person), "admitted") for person in people]

    def morning_doors(self):
        first, alone, last = self.morning[:60], self.morning[60:130], self.morning[130:]
        self.first_guests(first[:8])
        everybody = [(None, None)] * 8 + self.line_of(first[8:])
        again = [(code, "already_in") for code, _ in everybody[8:12]]
        self.doors("morning", MORNING, {1: everybody[8:20] + again, 2: everybody[20:40], 3: everybody[40:]})
        self.sync(1, 2, 3)
        # Door 3 hears nobody for an hour; two who are in come to it with their codes as well.
        lines = self.line_of(alone)
        self.echo = alone[:2]
        echo = self.line_of(self.echo)
        self.doors("morning", MORNING, {
            1: lines[:25] + [(person.signups["partner"][3], "rejected") for person in self.turned_away],
            2: lines[25:45] + [("NOBODY-%d" % n, "unknown") for n in range(3)], 3: lines[45:] + echo})
        self.sync(1, 2)
        rest = self.line_of([person for person in last if person is not self.forgetful])
        self.doors("morning", MORNING, {1: rest[:15], 2: rest[15:]})
        self.walk_ins()
        self.sync(1, 2, 3)

    # The truth.

    def count(self, people, walk_ins):
        expected = sum(1 for person in self.people if person.confirmed())
        return {"expected": expected, "came": len(people) + walk_ins, "came_expected": len(people),
                "walk_ins": walk_ins, "came_others": 0,
                "no_shows": expected - len(people), "came_cancelled": 0}

    def check_counts(self, report):
        counted = {row.get("list"): row for row in report if "came" in row}
        union = self.morning + self.afternoon[40:]
        for name, people, walk_ins in ((None, union, 3), ("morning", self.morning, 3),
                                       ("afternoon", self.afternoon, 0)):
            wanted = self.count(people, walk_ins)
            tap.equal({key: counted[name][key] for key in wanted}, wanted,
                      f"{name or 'the whole event'}: who came, by a count of our own")
        tap.equal(counted[None]["came"], 240, "240 came")
        tap.equal(counted["morning"]["conflicts"], 0, "no case is open any more")
        tap.equal(counted["morning"]["admissions"], len(self.morning) + 3 + len(self.echo),
                  "each admission once")

    def check_parts(self, rest):
        tap.equal((rest["registrations"], rest["people"]), (400 + 4, 370 + 3),
                  "400 registrations of 370 people, and four at the door, one of them of somebody known")
        for of in rest["lists"]:
            people = {None: self.morning + self.afternoon[40:], "morning": self.morning,
                      "afternoon": self.afternoon}[of.get("list")]
            walk_ins = 0 if of.get("list") == "afternoon" else 3
            channels = {row["key"]: row["came"] for row in of["channels"] if row["key"] != "door" or walk_ins}
            wanted = {channel: sum(person.channel() == channel for person in people)
                      for channel in ("own-form", "partner")} | ({"door": 3} if walk_ins else {})
            name = of.get("list", "the whole event")
            tap.equal(channels, wanted, f"{name}: by channel")
            for part in ("categories", "arrivals"):
                key = "people" if part == "arrivals" else "came"
                tap.equal(sum(row[key] for row in of[part]), len(people) + walk_ins, f"{name}: {part} close")
        refused = {row["verdict"]: row["times"] for row in rest["lists"][0]["refusals"]}
        tap.equal(refused, {"already_in": 4, "unknown": 3, "rejected": len(self.turned_away)},
                  "who was refused and why")
        tap.equal([row["people"] for row in rest["overlaps"]], [40], "who was at both")
        tap.equal([(row["payments"], row["amount"]) for row in rest["cash"]], [(3, 10000)], "what was paid")
        settled = [row["settled"] for row in rest["conflicts"]]
        tap.equal(settled, [True] * len(self.echo),
                  "who was let in at two doors apart, and each case settled")
        tap.equal([notice["for"] for notice in rest["notices"]], [], "no notice holds any more")
        tap.check(all(row["missing"] == 0 for row in rest["kiosks"]), "nothing of a kiosk is missing")

    def check_files(self, report):
        """The sums as a spreadsheet and a reader of PDF find them."""
        counts = [row for row in report if "came" in row]
        headings, *rows = read_sheet(self.here / "report.xlsx")
        for name in ("expected", "came", "walk-ins", "no-shows"):
            column = headings.index(name)
            tap.equal([row[column] for row in rows], [row[name.replace("-", "_")] for row in counts],
                      f"the workbook says the same: {name}")
        pdf = subprocess.run(["pdftotext", "-layout", self.here / "report.pdf", "-"], capture_output=True,
                             text=True, check=True, timeout=60).stdout
        whole = next(line.split() for line in pdf.splitlines() if line.strip().startswith("whole event "))
        tap.equal(whole[2:4], [str(counts[0]["expected"]), str(counts[0]["came"])], "and the PDF")

    def check_who(self, report):
        """Every headcount of the report, asked for its people."""
        wrong = []
        for row in (row for row in report if "came" in row):
            for number in ("expected", "came", "came_expected", "walk_ins", "came_others", "no_shows",
                           "inside",
                           "admissions"):
                words = ["--list", row["list"]] if "list" in row else []
                done = self.home.foyer("report", "--who", number, *words, "--json", status=None)
                people = [json.loads(line) for line in done.stdout.splitlines()]
                if sum(person["count"] for person in people) != row[number]:
                    wrong.append((row.get("list"), number))
        tap.equal(wrong, [], "the people behind every number are as many as it says")
        absent = (self.here / "no-shows.tsv").read_text("utf-8").splitlines()[:-1]
        came = set(map(id, self.morning + self.afternoon))
        truth = [person for person in self.people if person.confirmed() and id(person) not in came]
        tap.equal(len(absent), len(truth), "who did not show up, one line each")
        theirs = {line.split("\t")[0] for line in absent}
        tap.check(theirs <= {name for person in truth for name in self.all_names(person)}, "and it is they")

    def all_names(self, person):
        rows = {("own-form", row["序号"]): row["姓名"] for row in self.own}
        rows |= {("partner", row["订单号"]): row["参会人"] for row in self.partner}
        return [rows[channel, reference] for channel, (reference, *_) in person.signups.items()]

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
        return self.found_in(self.kept())

    def found_in(self, paths):
        content = b"\0".join(path.read_bytes() for path in paths)
        return sum(secret in content for secret in self.secrets())

    def kill_purges(self, rounds=16):
        """The purge of a copy of the hub, killed at one moment after another, and run again."""
        copy = self.here / "hub-copy"
        command = ["foyer", "purge", "--state", copy, "--yes", "--json"]
        whole = 0.2
        killed, wrong = 0, []
        for number in range(rounds + 1):
            shutil.copytree(self.here / "hub", copy)
            started = time.monotonic()
            first = subprocess.Popen(command, env=self.home.env, stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL)
            try:
                first.wait(30 if number == 0 else whole * number / rounds)
            except subprocess.TimeoutExpired:
                first.kill()
                first.wait()
                killed += 1
            if number == 0:
                whole = time.monotonic() - started
            done = subprocess.run(command, env=self.home.env, capture_output=True, text=True, timeout=60)
            record = json.loads(next((copy / "purged").glob("*.json")).read_text("utf-8"))
            paths = [path for path in copy.rglob("*") if path.is_file()]
            finished = record.get("done") and record["left"] == 0 and record["people"] == 373
            if done.returncode not in (0, 64) or not finished or self.found_in(paths):
                wrong.append((number, done.returncode, done.stderr))
            shutil.rmtree(copy)
        tap.note(f"a purge takes {whole * 1000:.0f} ms; {killed} of {rounds} were killed")
        tap.equal(wrong, [], "a purge that is killed at whatever moment is brought to its end by the next")

    def kiosks_follow(self):
        """Doors 1 and 2 hear the hub again."""
        for door in (1, 2):
            state = self.here / f"door-{door}"
            kiosk = self.home.start(f"kiosk-{door}", ["foyer-test-sync-kiosk", state, "0", "1"])
            house.wait_for(f"door {door} to have removed the event",
                           lambda s=state: not (s / "enrolment").exists())
            kiosk.end()


def live(home, films):
    life = Life(home, films)
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
                                for channel in person.confirmed()},
              "a ticket for each confirmed registration")
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
    watch = (home.folder / "watch.txt").read_text("utf-8")
    tap.equal(watch.count("journal settle"), len(life.echo), "the watch shows both sides of each conflict")
    tap.check("Door 3" in watch and "240" not in watch, "and which doors it was")
    notices = home.foyer_json("notice")
    tap.equal([(notice["for"], notice["text"]["en"]) for notice in notices],
              [("everyone", "Afternoon doors at 13:20")], "one notice stands")
    paper = subprocess.run(["pdftotext", home.folder / "morning.pdf", "-"], capture_output=True, text=True,
                           check=True, timeout=60).stdout
    tap.equal(paper.count("✓"), len(life.morning) + 3, "the paper list marks who arrived")
    lines = life.line_of(life.afternoon)
    life.doors("afternoon", AFTERNOON, {1: lines[:40], 2: lines[40:80], 3: lines[80:]})
    life.sync(1, 2, 3)
    tap.equal([pair for pair in life.verdicts if pair[0] != pair[1]], [], "each verdict as it had to be")
    home.hub.end()
    home.env["FOYER_CLOCK"] = EVENING
    home.start_hub()
    life.run("Afterwards")
    report = home.foyer_json("report")
    life.check_counts(report)
    life.check_parts(report[-1])
    life.check_files(report)
    life.check_who(report)
    home.hub.end()
    tap.check(life.found() > 300, "names, phones and codes are in the files before the purge")
    home.env["FOYER_CLOCK"] = LATER
    life.kill_purges()
    said = life.run("When its time is over")
    tap.check("Door 1" in said and "Door 3" in said, "kiosks that have to follow are named")
    home.start_hub()
    life.kiosks_follow()
    said = life.run("And at the kiosks")
    tap.equal([line.split("\t")[2] == "not yet" for line in said.splitlines() if line.count("\t") == 2],
              [False, False, True], "the hub knows who has followed")
    tap.check("morning.pdf" not in said, "door 1 wrote the list, not door 3")
    tap.equal(life.found(), 0, "and none is in any byte afterwards")
    sums = json.loads(next((home.folder / "hub" / "purged").glob("*.json")).read_text("utf-8"))
    tap.equal(sums["report"]["headcounts"], [row for row in report if "came" in row],
              "the sums stay")
    tap.equal(life.commands, {}, "every command of the document was run")


def main():
    films = "film" in sys.argv[1:]
    with tap.plan(), tempfile.TemporaryDirectory() as folder, house.House(folder, WEEK_BEFORE) as home:
        os.chmod(folder, 0o700)
        live(home, films)


main()

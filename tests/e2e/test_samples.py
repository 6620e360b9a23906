#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other sample events, each made from its one file and lived through by commands:
a salon with approval, a paid evening, a training. Who gets a place that somebody
gave up, who owes what, who is let in."""
import json
import subprocess
import sys
import tempfile

import house
import tap

EVENTS = {"salon": ("0199f0c2-7c00-7000-8f00-3b6f1d2e4b01", "2026-12-05T13:45:00+08:00"),
          "paid-salon": ("0199f0c2-7c00-7000-8f00-3b6f1d2e4b02", "2026-12-11T18:40:00+08:00"),
          "training": ("0199f0c2-7c00-7000-8f00-3b6f1d2e4b03", "2026-12-19T08:45:00+08:00")}


class Event:
    def __init__(self, home, sample):
        self.home = home
        self.sample = sample
        self.id, self.opens = EVENTS[sample]
        home.foyer("event", house.SAMPLE / f"{sample}.json")

    def foyer(self, *words, **options):
        return self.home.foyer(words[0], "--event", self.id, *words[1:], **options)

    def rows(self, status=None):
        words = ["--status", status] if status else []
        done = self.foyer("registration", "--json", *words, status=None)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def sign_up(self, lines, *words):
        """Name, phone, title, years, as people write it in a chat."""
        self.foyer("import", "--paste", "--channel", "chat", "--yes", *words, input=lines)

    def open_door(self):
        """A kiosk of its own, with everything that the hub has."""
        self.state = self.home.folder / f"door-{self.sample}"
        code = json.loads(self.foyer("enrol", "--name", "Door", "--json"))["uri"]
        self.home.foyer("enrol", "--state", self.state, "--with", "-", input=code)
        self.sync()
        self.store = self.state / f"{self.id}.db"

    def sync(self):
        kiosk = self.home.start(f"kiosk-{self.sample}", ["foyer-test-sync-kiosk", self.state, "0", "1"])
        kiosk.wait_line(lambda line: line == "same", 40)
        kiosk.end()

    def admit(self, *words, lines=None):
        done = subprocess.run(["foyer", "admit", "--json", "--store", self.store, *words], input=lines,
                              env=dict(self.home.env, FOYER_CLOCK=self.opens), capture_output=True, text=True,
                              timeout=60, check=False)
        return json.loads(done.stdout)["verdict"] if done.stdout else done.stderr

    def report(self):
        rows = [json.loads(line) for line in self.foyer("report", "--json").splitlines()]
        return rows[0], rows[-1]


def names_of(rows):
    return sorted(row["name"] for row in rows)


def check_salon(home):
    salon = Event(home, "salon")
    salon.sign_up("".join(f"{n}. 沙客{chr(0x4e00 + n)} 1390000{1000 + n} 架构师 {n % 6}年\n" for n in range(1, 46)))
    pending = salon.rows("pending")
    tap.equal(len(pending), 45, "salon: whoever signs up waits for a yes")
    by_years = [row for row in pending if row.get("years", 0) >= 3]
    tap.equal(len(by_years), 22, "and the years that were given are shown")
    salon.foyer("registration", "reject", *[row["id"] for row in pending if row.get("years", 0) == 0])
    rest = [row for row in pending if row.get("years", 0) > 0]
    salon.foyer("registration", "confirm", *[row["id"] for row in rest])
    tap.equal((len(salon.rows("confirmed")), len(salon.rows("waitlisted")), len(salon.rows("rejected"))),
              (38, 0, 7), "one decision for many")
    salon.sign_up("".join(f"{n}. 后来{chr(0x5e00 + n)} 1390000{2000 + n} 工程师 5年\n" for n in range(1, 6)))
    late = salon.rows("pending")
    salon.foyer("registration", "confirm", *[row["id"] for row in late[:2]])
    salon.foyer("registration", "waitlist", *[row["id"] for row in late[2:]])
    waiting = salon.rows("waitlisted")
    tap.equal((len(salon.rows("confirmed")), len(waiting)), (40, 3), "forty places, and three who wait")
    leaves = salon.rows("confirmed")[0]
    said = salon.foyer("registration", "cancel", leaves["id"])
    still = {row["id"] for row in salon.rows("waitlisted")}
    moved = [row["id"] for row in waiting if row["id"] not in still]
    tap.check(len(moved) == 1 and moved[0] in said, "a place that is given up goes to who waits longest")
    salon.open_door()
    tap.equal(salon.admit("--registration", moved[0]), "admitted", "and the door knows it")
    tap.equal(salon.admit("--registration", next(iter(still))), "waitlisted", "as it knows who still waits")
    tap.equal(salon.admit("--registration", leaves["id"]), "cancelled", "and who gave up")
    tap.equal(salon.admit("--walk-in", lines="name=路人\nphone=13900003000\ncompany=样例\n"), "pending",
              "who walks in waits for a yes as well")


def check_paid(home):
    evening = Event(home, "paid-salon")
    evening.sign_up("1. 付一 13900004001\n2. 付二 13900004002\n")
    evening.foyer("import", "--paste", "--channel", "tickets", "--paid", "--yes", input="1. 票三 13900004003\n")
    owing, other, paid = sorted(evening.rows(), key=lambda row: row["phone"])
    tap.equal([row.get("payment_due", 0) for row in (owing, other, paid)], [6800, 6800, 0],
              "paid evening: who has not paid elsewhere owes the price")
    evening.open_door()
    tap.equal(evening.admit("--registration", paid["id"], "--list", "talks"), "admitted",
              "who has paid is let in")
    tap.equal(evening.admit("--registration", owing["id"], "--list", "talks"), "payment_due",
              "who has not, pays first")
    evening.foyer("registration", "pay", owing["id"], "6800")
    evening.sync()
    tap.equal(evening.admit("--registration", owing["id"], "--list", "talks"), "admitted",
              "and is let in then")
    tap.equal(evening.admit("--walk-in", "--list", "talks", lines="name=路四\nphone=13900004004\n"),
              "payment_due",
              "who walks in owes it too")
    tap.equal(evening.admit("--registration", owing["id"], "--list", "drink"), "admitted", "a drink each")
    tap.equal(evening.admit("--registration", owing["id"], "--list", "drink"), "already_in", "and not two")
    evening.sync()
    whole, rest = evening.report()
    tap.equal((whole["came"], whole["no_shows"]), (2, 1), "who came")
    tap.equal([(row["payments"], row["amount"]) for row in rest["cash"]], [(1, 6800)], "and what was taken")


def check_training(home):
    training = Event(home, "training")
    training.sign_up("".join(f"{n}. 学员{chr(0x6e00 + n)} 1390000{5000 + n}\n" for n in range(1, 4)))
    ids = [row["id"] for row in training.rows("pending")]
    training.foyer("registration", "confirm", *ids)
    training.open_door()
    tap.equal(training.admit("--registration", ids[0], "--list", "day-1"), "ask_first",
              "training: the first day asks a question")
    tap.equal(training.admit("--registration", ids[0], "--list", "day-1", "--answer", "laptop=no"),
              "admitted",
              "and lets in who has answered")
    tap.equal(training.admit("--registration", ids[0], "--list", "day-1", "--leave"), "left",
              "one may go out")
    tap.equal(training.admit("--registration", ids[0], "--list", "day-1"), "readmitted",
              "and come back, unasked")
    tap.equal(training.admit("--registration", ids[1], "--list", "day-1", "--answer", "laptop=yes"),
              "admitted", "")
    training.sync()
    whole, _ = training.report()
    tap.equal((whole["expected"], whole["came"], whole["inside"]), (3, 2, 2), "who came, and who is here")


def main():
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-samples-") as folder, \
            house.House(folder, "2026-11-30T10:00:00+08:00") as home:
        home.start_hub()
        check_salon(home)
        check_paid(home)
        check_training(home)


if __name__ == "__main__":
    sys.exit(main())

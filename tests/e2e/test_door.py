#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The door opens: the scripted morning, held against what must have happened.

Real hub, real IPP printer, real window; a film through GStreamer; the screen
driven by names and actions alone.
"""
import collections
import pathlib
import subprocess
import sys
import tempfile
import uuid

import house
import morning
import tap

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def subject_of(code):
    """The registration in a Foyer code, decoded apart from Foyer (see code.h)."""
    bits = "".join(f"{CROCKFORD.index(letter):05b}" for letter in code[2:])
    data = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits) // 8 * 8, 8))
    return code[:2], str(uuid.UUID(bytes=data[8:24])), int.from_bytes(data[24:26], "big")


def check_screens(day, language):
    say = morning.words(language)
    facts = day.facts

    def reads(name, *sentences):
        text = "\n".join(facts[name])
        missing = [sentence for sentence in sentences if sentence not in text]
        if not tap.check(not missing, f"{language}: the {name} screen says what it should"):
            tap.note(f"missing {missing} in {facts[name]}")

    reads("welcome", say("Welcome!"), day.twice[0]["name"],
          say("Your badge is being printed. Please take it with you."))
    reads("again", say("You are already in"), "08:4", say("If that was not you, please tell our staff."))
    reads("other_ticket", say("You are already in"), "08:4")
    reads("unknown", say("We don't know this code"),
          say("Please go to the desk. We will find you by your name."))


def check_journal(day):
    entries = day.facts["journal"]
    kinds = collections.Counter(entry["kind"] for entry in entries)
    verdicts = [entry["verdict"] for entry in entries if entry["kind"] in ("admit", "refuse")]
    tap.equal(verdicts, day.facts["shown"], "the journal has what the screen showed, in that order")
    tap.equal(kinds["register"], 1, "the walk-in is registered once")
    tap.equal([e["id"] for e in entries if e["kind"] == "admit"], day.admitted,
              "each green is the admission that was written")
    tap.check(morning.NOBODY not in str(entries), "the code of nobody is not kept")
    methods = collections.Counter(e["method"] for e in entries if e["kind"] == "admit")
    tap.equal((methods["lookup"], methods["walk-in"]), (1, 1), "one found at the desk, one walked in")


def check_report(day):
    whole = next(row for row in day.facts["report"] if "came" in row and not row.get("list"))
    came = len(day.admitted)
    tap.equal((whole["came"], whole["walk_ins"], whole["admissions"]), (came, 1, came),
              "the headcount is the admissions, by person")
    tap.equal(whole["no_shows"], whole["expected"] - whole["came_expected"], "its sums close")
    tap.equal(whole["conflicts"], 0, "nobody is in conflict")


def check_hub(home, day):
    store = home.folder / "hub" / "events" / home.event / "event.db"
    there = collections.Counter(e["id"] for e in home.foyer_json("journal", "--store", store))
    here = {entry["id"] for entry in day.facts["journal"]}
    tap.check(set(there.values()) == {1} and here <= set(there), "each entry is at the hub, once")


def check_badges(home, day):
    """What came out on paper: the right code, and a name of real letters."""
    wanted = [e["registration"] for e in day.facts["journal"] if e["kind"] == "admit"]
    codes = []
    for number in range(1, len(day.badges()) + 1):
        rows = home.foyer_json("decode", day.out / f"badge-{number}.png")
        codes += [text for row in rows for text in row["texts"]]
    read = [subject_of(code) for code in codes]
    tap.equal(sorted(read), sorted(("FB", registration, 1) for registration in wanted),
              "one badge a guest, and each badge's QR code is its guest's")
    for registration in wanted:
        row = home.foyer_json("badge", "--check", "--store", home.replica, "--registration",
                              registration)[0]
        glyphs = row["name_glyphs"]
        if not (row["missing_glyphs"] == 0 and glyphs and all(glyphs) and row["fits"]):
            tap.check(False, "a name's letters are real")
            tap.note({key: row[key] for key in ("missing_glyphs", "name_glyphs", "fits")})
            return
    tap.check(True, "every badge fits, and its name's letters are real, by glyph id")


def check_nothing_leaks(home, day):
    """No name, phone or code in any log or file name."""
    secrets = {ticket["name"] for ticket in home.tickets if len(ticket["name"]) > 1}
    secrets |= {ticket["code"] for ticket in home.tickets}
    leaks = [log.name for log in home.folder.glob("*.log")
             for secret in secrets if secret in log.read_text("utf-8", "replace")]
    names = "\n".join(str(path) for path in home.folder.rglob("*"))
    leaks += [secret for secret in secrets if secret in names]
    tap.equal(leaks, [], "no name and no code in a log or a file name")
    tap.check("CRITICAL" not in (home.folder / "kiosk.log").read_text("utf-8", "replace"),
              "the kiosk has nothing to complain about")
    del day


def main(language):
    other = {"zh_CN": "en", "en": "zh_CN"}[language]
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-door-") as folder, \
            house.House(pathlib.Path(folder) / "a morning") as home:
        out = pathlib.Path(folder) / "out"
        out.mkdir()
        day = morning.Morning(home, out, tap.note)
        day.prepare()
        imported = day.facts["imported"][-1]
        tap.equal((imported["registrations"], imported["people"]), (400, 370),
                  "400 registrations of 370 people")
        day.film(language)
        tap.equal(day.screen.unnamed(), [], "every control of the waiting screen has a name")
        day.desk(language)
        day.alone(other)
        unsent = morning.catalogue(other).ngettext("%d entry kept here, not sent yet",
                                                   "%d entries kept here, not sent yet", 3) % 3
        tap.check(unsent in day.facts["alone"], "alone, the screen says how many entries are unsent")
        day.finish()
        check_screens(day, language)
        check_journal(day)
        check_report(day)
        check_hub(home, day)
        check_badges(home, day)
        check_nothing_leaks(home, day)


if __name__ == "__main__":
    main(sys.argv[1])

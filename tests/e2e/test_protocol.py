#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The protocol's page against a running hub: its transcripts are run and compared,
and every answer is held against the schema."""
import copy
import fnmatch
import hashlib
import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import jsonschema

import house
import tap

PAGES = house.TOP / "sync" / "connectors" / "hub"


def transcripts():
    """(command, what it prints) of the page's console blocks, in order."""
    steps, inside = [], False
    for line in (PAGES / "PROTOCOL.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            steps.append((line[2:], []))
        elif inside:
            steps[-1][1].append(line)
    return [(command, "\n".join(lines)) for command, lines in steps]


def run_all(steps, env):
    """What each command prints, all of them in one shell."""
    mark = "=== next"
    script = "\n".join(f"{command}\nprintf '\\n{mark}\\n'" for command, _ in steps)
    done = subprocess.run(["bash", "-eu"], input=script, env=env, capture_output=True, text=True,
                          check=False, timeout=120)
    if done.returncode != 0:
        raise house.Gone(f"the transcript broke off: {done.stderr.strip()}")
    return [part.strip() for part in done.stdout.split(mark)]


def matches(got, wanted):
    """Whether it says what the page says, … standing for anything."""
    if wanted == "…":
        return True
    if isinstance(wanted, str) and isinstance(got, str):
        return fnmatch.fnmatchcase(got, wanted.replace("[", "[[]").replace("…", "*"))
    if isinstance(wanted, dict) and isinstance(got, dict):
        return got.keys() == wanted.keys() and all(matches(got[name], wanted[name]) for name in wanted)
    if isinstance(wanted, list) and isinstance(got, list):
        return len(got) == len(wanted) and all(map(matches, got, wanted))
    return got == wanted


def check_transcripts(home):
    steps = transcripts()
    env = dict(home.env, HUB=home.env["FOYER_HUB"], STATE=str(home.folder / "hub"),
               KIOSK=str(home.folder / "by-hand"))
    for (command, wanted), got in zip(steps, run_all(steps, env)):
        name = command if len(command) < 60 else command[:57] + "..."
        good = matches(json.loads(got), json.loads(wanted)) if wanted else got == ""
        if not tap.check(good, f"as the page says: {name.replace('#', '')}"):
            tap.note(f"it printed {got}")
    tap.check(len(steps) > 15, f"{len(steps)} commands of the page were run")


class Asker:
    """Asks the hub, and holds each answer against one of the schema's parts."""

    def __init__(self, home):
        self.home = home
        self.schema = json.loads((PAGES / "protocol.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(self.schema)
        self.used = set()

    def validator(self, part):
        self.used.add(part)
        return jsonschema.Draft202012Validator(dict(self.schema, **{"$ref": f"#/$defs/{part}"}))

    def ask(self, part, path, bearer=None, body=None, status=200):
        request = urllib.request.Request(self.home.env["FOYER_HUB"] + path)
        if bearer:
            request.add_header("Authorization", f"Bearer {bearer}")
        if body is not None:
            request.data = json.dumps(body).encode()
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                got_status, got = answer.status, json.load(answer)
        except urllib.error.HTTPError as failure:
            got_status, got = failure.code, json.load(failure)
        faults = [fault.message for fault in self.validator(part).iter_errors(got)]
        if not tap.check(got_status == status and not faults,
                         f"{'POST' if body is not None else 'GET'} {path.split('?')[0][-40:]} answers {part}"):
            tap.note(f"{got_status} {faults[:2]}")
        return got


def add_up(pages):
    """The digest of everything, by another program than the hub."""
    things = {}
    for change in (change for page in pages for change in page["changes"]):
        kind = change["kind"]
        thing = change["id" if kind == "removed" else kind]
        reference = thing if kind == "removed" else thing["id"]
        text = json.dumps(thing, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.blake2b(kind.encode() + b"\0" + text.encode(), digest_size=16).digest()
        things[kind, reference] = int.from_bytes(digest, "little")
    return (sum(things.values()) % (1 << 128)).to_bytes(16, "little").hex()


def check_feed(asker, event, credential):
    pages, after, more = [], 0, True
    while more:
        page = asker.ask("page", f"/v1/events/{event}/feed?after={after}&limit=300", credential)
        pages.append(page)
        after, more = page["next"], page["more"]
    kinds = {change["kind"] for page in pages for change in page["changes"]}
    tap.check(kinds >= {"event", "registration", "entry", "key"}, f"the feed holds {sorted(kinds)}")
    tap.equal(add_up(pages), pages[-1]["digest"], "its digest is what the page says how to make")
    page = asker.ask("page", f"/v1/events/{event}/feed?after=0&epoch=another&limit=1", credential)
    spoilt = copy.deepcopy(page)
    spoilt["changes"][0]["seq"] = "1"
    tap.check(not asker.validator("page").is_valid(spoilt), "the schema refuses what is not the protocol")


def check_schema(home):
    asker = Asker(home)
    organizer = (home.folder / "hub" / "organizer-token").read_text().strip()
    state = home.enrol("Door 1")
    enrolment = dict(line.split("=", 1) for line in
                     (state / "enrolment").read_text().splitlines() if "=" in line)
    credential, kiosk = enrolment["credential"], enrolment["kiosk"]
    path = f"/v1/events/{home.event}"
    home.foyer("admit", "--store", make_store(home, state), "--code", home.tickets[0]["code"], status=None)
    parcel = home.folder / "parcel"
    home.foyer("parcel", "make", parcel, "--state", state)
    parcel = json.loads(parcel.read_text())

    asker.ask("health", "/v1/health")
    asker.ask("now", "/v1/time")
    asker.ask("error", "/v1/nothing", status=404)
    asker.ask("error", f"{path}/feed", status=401)
    asker.ask("error", f"{path}/entries", credential, {"entries": 3}, status=400)
    asker.ask("events", "/v1/events", organizer)
    asker.ask("registrations", f"{path}/registrations", organizer)
    draft = {"name": "王小伟", "phone": "13800000000"}
    asker.ask("imported", f"{path}/registrations", organizer,
              {"channel": "own-form", "registrations": [draft, dict(draft, name="李雷")], "rows": [2, 3], "dry": True})
    asker.ask("error", f"{path}/imports/finish", organizer, {"import": "x", "channel": "own-form"}, status=404)
    asker.ask("imports", f"{path}/organize", organizer, {"do": "imports"})
    asker.ask("channels", f"{path}/organize", organizer, {"do": "channels"})
    asker.ask("exported", f"{path}/organize", organizer, {"do": "people/export", "id": "own-form:34"})
    asker.ask("error", f"{path}/organize", organizer, {"do": "people/export", "id": "nobody"}, status=404)
    asker.ask("error", f"{path}/organize", organizer, {"do": "nonsense"}, status=400)
    asker.ask("tickets", f"{path}/tickets", organizer, {})
    asker.ask("staff_codes", f"{path}/staff-codes", organizer, {})
    asker.ask("enrolment", f"{path}/enrolments", organizer, {"name": "Door 2"})
    asker.ask("error", "/v1/enrol", None, {"token": "x"}, status=403)
    entry = {"id": "0199f0c2-7c00-7000-8f00-3b6f1d2e4b07", "kind": "note", "kiosk": kiosk, "number": 9,
             "body": "{}"}
    asker.ask("answers", f"{path}/entries", credential, {"entries": [entry, {"id": "x"}, entry]})
    asker.ask("taken", f"{path}/offers", credential, {"changes": []})
    asker.ask("health", f"{path}/status", credential, {"unsent": 1, "same": False})
    asker.ask("fleet", f"{path}/fleet", credential)
    asker.ask("journal", f"{path}/entries", organizer)
    notice = {"text": {"en": "Hall B opens at 13:00"}, "for": "everyone"}
    asker.ask("done", f"{path}/deeds", organizer, {"kind": "notice", "notice": notice})
    asker.ask("error", f"{path}/deeds", organizer, {"kind": "notice", "notice": {"text": ""}}, status=400)
    report = asker.ask("report", f"{path}/report", organizer)
    tap.equal([row["text"] for row in report["notices"]], [notice["text"]], "the report tells the notice")
    asker.ask("done", f"{path}/deeds", organizer, {"kind": "undo", "about": report["notices"][0]["id"]})
    report = asker.ask("report", f"{path}/report", organizer)
    tap.equal(report["notices"], [], "and no more once it is withdrawn")
    check_feed(asker, home.event, credential)
    tap.check(asker.validator("parcel").is_valid(parcel), "a parcel is what the schema says")
    made = asker.ask("made", f"{path}/parcels", organizer, parcel)
    asker.ask("parcels", f"{path}/parcels", organizer)
    asker.ask("opened", f"{path}/parcels/open", organizer, {"id": made["id"]})
    asker.ask("kiosk", f"{path}/kiosks/name", organizer, {"kiosk": kiosk, "name": "West"})
    asker.ask("kiosk", f"{path}/kiosks/revoke", organizer, {"kiosk": kiosk})
    asker.ask("kiosks", f"{path}/kiosks", organizer)
    asker.ask("error", f"{path}/feed", credential, status=403)
    asker.ask("error", "/v1/restore", organizer, {"event": home.event, "prepared": "events"}, status=400)
    asker.ask("error", "/v1/restore", credential, {"event": home.event, "prepared": "restoring-1"}, status=401)
    asker.ask("error", "/v1/restore", organizer, {"event": home.event, "prepared": "restoring-1"}, status=404)
    home.foyer("backup", home.folder / "hub" / "restoring-1", "--state", home.folder / "hub")
    asker.ask("restored", "/v1/restore", organizer, {"event": home.event, "prepared": "restoring-1"})


def make_store(home, state):
    """The kiosk's replica, with the event in it but nothing sent."""
    store = state / f"{home.event}.db"
    home.foyer("event", house.SAMPLE / "event.json", "--store", store)
    return store


def main():
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-protocol-") as folder, \
            house.House(folder) as home:
        home.start_hub()
        home.fill_hub()
        check_schema(home)
        check_transcripts(home)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many kiosks and a hub through a bad network, all of them killed at random, the
hub put back to a backup in the middle: nothing is lost, nothing doubled, no row
missed in any feed, and every digest is equal.

  faults.py ENTRIES KIOSKS SEED [tls]     speaks TAP
"""
import json
import random
import signal
import sqlite3
import sys
import tempfile
import time

import house
import tap


class Hall:
    """The hub, the network, the kiosks, and what each of them said."""

    def __init__(self, home, entries, kiosks, seed, tls):
        self.home, self.tls = home, tls
        self.dice = random.Random(seed)
        self.each = entries // kiosks
        self.port = house.free_port()
        self.kills = {"hub": 0, "kiosk": 0}
        self.imported = 0
        self.start_hub()
        self.put_event()
        self.stranger_port = house.free_port()
        self.home.start("stranger", ["foyer-hub", "--state", home.folder / "stranger", "--listen",
                                     f"127.0.0.1:{self.stranger_port}", *(["--tls"] if tls else [])])
        self.proxy = self.home.start("proxy", ["foyer-test-fault-proxy", self.port, home.hub_port,
                                               self.stranger_port, seed])
        self.proxy.wait_line(lambda line: line == "proxy: ready")
        self.states = [self.enrol(number) for number in range(kiosks)]
        self.kiosks = [self.start_kiosk(number) for number in range(kiosks)]
        self.made = [0] * kiosks
        self.done = [False] * kiosks
        self.same = [False] * kiosks

    # The hub. Its organizer comes by a good network; kiosks are told of the bad one.

    def start_hub(self):
        home = self.home
        scheme = "https" if self.tls else "http"
        home.hub = home.start("hub", ["foyer-hub", "--state", home.folder / "hub", "--listen",
                                      f"127.0.0.1:{home.hub_port}", "--address",
                                      f"{scheme}://127.0.0.1:{self.port}", *(["--tls"] if self.tls else [])])
        home.hub.wait_line(lambda line: "listening on" in line)
        home.env["FOYER_HUB"] = f"{scheme}://127.0.0.1:{home.hub_port}"
        home.env["FOYER_HUB_TOKEN_FILE"] = str(home.folder / "hub" / "organizer-token")

    def pin(self):
        return ["--pin", (self.home.folder / "hub" / "tls-pin").read_text().strip()] if self.tls else []

    def put_event(self):
        self.home.foyer("event", *self.pin(), house.SAMPLE / "event.json")
        self.home.event = json.loads((house.SAMPLE / "event.json").read_text(encoding="utf-8"))["id"]

    def import_some(self):
        """Registrations come in while it all happens."""
        rows = [f"王{n},138{n:08d},A-{n},confirmed" for n in range(self.imported, self.imported + 50)]
        table = self.home.folder / "more.csv"
        table.write_text("姓名,手机,编号,状态\n" + "\n".join(rows) + "\n", encoding="utf-8")
        self.home.foyer("import", *self.pin(), table, "--channel", "own-form")
        self.imported += 50

    def kill_hub(self):
        self.home.hub.kill()
        self.kills["hub"] += 1
        time.sleep(self.dice.uniform(0, 0.3))
        self.start_hub()

    def back_up(self):
        self.home.foyer("backup", self.home.folder / "yesterday", "--state", self.home.folder / "hub")

    def restore(self):
        """Beside the running hub, and then once more while it is stopped."""
        command = ["restore", self.home.folder / "yesterday", "--state", self.home.folder / "hub"]
        self.home.foyer(*command)
        time.sleep(self.dice.uniform(0, 1))
        self.home.hub.end()
        self.home.foyer(*command)
        self.start_hub()

    # Kiosks.

    def enrol(self, number):
        state = self.home.folder / f"kiosk-{number}"
        code = self.home.foyer_json("enrol", *self.pin(), "--name", f"Door {number}")[0]["uri"]
        deadline = time.monotonic() + 60
        while self.home.foyer("enrol", "--state", state, "--with", "-", input=code,
                              status=None).returncode != 0:
            if time.monotonic() > deadline:
                raise house.Gone("a kiosk can't be enrolled through this network")
            code = self.home.foyer_json("enrol", *self.pin(), "--name", f"Door {number}")[0]["uri"]
        return state

    def start_kiosk(self, number):
        return self.home.start(f"kiosk-{number}", ["foyer-test-sync-kiosk", self.states[number], self.each,
                                                   self.dice.randrange(1 << 30)])

    def kill_kiosk(self):
        number = self.dice.randrange(len(self.kiosks))
        self.listen()
        self.kiosks[number].kill()
        self.kills["kiosk"] += 1
        self.listen()
        self.same[number] = False
        self.kiosks[number] = self.start_kiosk(number)

    def listen(self):
        for number, kiosk in enumerate(self.kiosks):
            while not kiosk.lines.empty():
                line = kiosk.lines.get()
                if line is None:
                    continue
                if line == "made all":
                    self.done[number] = True
                elif line.startswith("made "):
                    self.made[number] = max(self.made[number], int(line[5:]))
                elif line == "same":
                    self.same[number] = True


def run_through(hall, total):
    """Until every kiosk has made all of its entries, and enough was killed."""
    enough = max(3, total // 5000)
    started = time.monotonic()
    backed_up = restored = False
    while not all(hall.done) or min(hall.kills.values()) < enough:
        time.sleep(hall.dice.uniform(0.05, 0.4))
        hall.listen()
        share = sum(hall.made) / total
        roll = hall.dice.random()
        if share > 0.35 and not backed_up:
            hall.back_up()
            backed_up = True
        elif share > 0.7 and not restored:
            hall.restore()
            restored = True
        elif roll < 0.25:
            hall.kill_hub()
        elif roll < 0.6:
            hall.kill_kiosk()
        elif roll < 0.7:
            hall.import_some()
        if not all(kiosk.alive() for kiosk in hall.kiosks):
            raise house.Gone("a kiosk ended by itself")
    if not restored:
        hall.restore()
    tap.note(f"{time.monotonic() - started:.0f} s, {hall.kills['hub']} kills of the hub, "
             f"{hall.kills['kiosk']} of kiosks, {hall.imported} registrations")


def settle(hall, total):
    """A good network; until everyone says that all is the same."""
    hall.proxy.process.send_signal(signal.SIGUSR1)
    hall.import_some()
    hall.same = [False] * len(hall.kiosks)
    for kiosk in hall.kiosks:
        kiosk.end()
    for number in range(len(hall.kiosks)):
        hall.kiosks[number] = hall.start_kiosk(number)
    deadline = time.monotonic() + 120 + total / 200
    while True:
        time.sleep(1.0)
        hall.listen()
        if all(hall.same) and len({digest(path) for path in stores(hall)}) == 1:
            return True
        if time.monotonic() > deadline:
            return False


def stores(hall):
    return [state / f"{hall.home.event}.db" for state in hall.states]


def read(path, sql):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10) as store:
        return store.execute(sql).fetchall()


def digest(path):
    rows = read(path, "SELECT value FROM setting WHERE name = 'fed_sum'")
    return rows[0][0] if rows else None


def ids(path, table):
    return [row[0] for row in read(path, f"SELECT id FROM {table}")]


def judge(hall, total):
    """By another program than the one under test: what the files hold."""
    hub = hall.home.folder / "hub" / "events" / hall.home.event / "event.db"
    there = ids(hub, "entry")
    there_rows = sorted(read(hub, "SELECT id, revision, name, phone FROM registration"))
    mark = read(hub, "SELECT lower(hex(digest)) FROM feed_mark ORDER BY seq DESC LIMIT 1")[0][0]
    own = [entry[0] for path in stores(hall)
           for entry in read(path, "SELECT id FROM entry WHERE own = 1")]
    notes = [path for path in stores(hall)
             if read(path, "SELECT count(*) FROM entry WHERE own = 1 AND kind = 9")[0][0] != hall.each]
    tap.equal(notes, [], f"each kiosk has kept the {hall.each} entries that it made")
    tap.equal(len(set(own) - set(there)), 0, f"of {len(own)} entries none is lost at the hub")
    tap.equal(len(there) - len(set(there)), 0, "none is doubled")
    tap.equal(len(set(there) - set(own)), 0, "none was made up")
    tap.equal([path for path in stores(hall) if set(ids(path, "entry")) != set(there)], [],
              "no entry is missed in any feed")
    tap.equal([path for path in stores(hall)
               if sorted(read(path, "SELECT id, revision, name, phone FROM registration")) != there_rows],
              [], f"no registration of {len(there_rows)} either")
    tap.equal({digest(path) for path in stores(hall)}, {mark}, "every digest is equal")
    tap.equal(sum(read(path, "SELECT count(*) FROM entry WHERE own = 1 AND answer = 2")[0][0]
                  for path in stores(hall)), 0, "none was refused")
    tap.check(hall.kills["hub"] > 0 and hall.kills["kiosk"] > 0, "both sides were killed")


def main(entries, kiosks, seed, tls):
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-faults-") as folder, \
            house.House(folder) as home:
        hall = Hall(home, entries, kiosks, seed, tls)
        total = hall.each * kiosks
        run_through(hall, total)
        tap.check(settle(hall, total), "on a good network all come to the same")
        for kiosk in hall.kiosks:
            kiosk.end()
        home.hub.end()
        judge(hall, total)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), "tls" in sys.argv[4:])

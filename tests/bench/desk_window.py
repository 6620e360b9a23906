#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench desk: the kiosk's real window, from outside.

What each desk task takes in touches and in time of the machine; how long a verdict
takes from the camera's frame to the screen and to the loudspeaker; and what the kiosk
costs beside a bare window that shows the same camera, in the same run.
"""
import contextlib
import json
import os
import pathlib
import pty
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import desk  # noqa: E402
import house  # noqa: E402
import morning  # noqa: E402

from window_meter import Meter, line, memory_mib, percentile  # noqa: E402

SIZE = "1080x1920"
GUESTS_ON_FILM = 60
SECONDS = 45.0          # that each of both windows is looked at
MANY_ROWS = 100_000
MANY_GUESTS = int(os.environ.get("FOYER_BENCH_GUESTS", "10000"))

TASKS = ["check_in", "walk_in", "walk_in_known", "undo", "correct_name", "reissue", "reprint", "override", "pay", "note"]


def traced(kiosk, since=0):
    """The JSON lines that the kiosk has said from that line on."""
    return [json.loads(text) for text in kiosk.said[since:] if text.startswith("{")]


# Tasks.

def machine_ms(actions, lines):
    """From each touch, or last letter, to the last thing that is drawn because of it."""
    moments = [moment for moment, _ in actions] + [float("inf")]
    drawn = [fact["drawn_us"] / 1e6 for fact in lines if "drawn_us" in fact]
    total = 0.0
    for start, end in zip(moments, moments[1:]):
        total += max((moment - start for moment in drawn if start < moment < end), default=0.0)
    return total * 1000


def bench_tasks(folder):
    with house.House(folder) as home:
        desk.open_house(home)
        home.start_printer()
        home.start_display()
        os.environ.update({name: home.env[name] for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")})
        import finger  # noqa: PLC0415: only once the bus of this display is known
        hand = finger.Finger(home.env["DISPLAY"])
        home.start_kiosk(language="en")
        work = desk.Desk(home, hand, "en")
        work.wait("On your phone or on paper, both are fine.")
        hand.wait_text(desk.event()["name"]["en"], 30)
        work.unlock()
        for name in TASKS:
            hand.actions, since = [], len(home.kiosk.said)
            getattr(work, name)()
            time.sleep(0.3)
            letters = sum(len(text) for _, text in hand.actions if text is not None)
            line(name.replace("_", " "), machine_ms(hand.actions, traced(home.kiosk, since)), "ms",
                 f"{hand.touches} touches, goal 3; {letters} letters typed")
            work.go_home()


# The camera's way.

def crowd(n):
    """Registrations with codes of their own, as another ticket service would give them."""
    return [{"name": f"{'王李张刘陈'[i % 5]}{'伟芳娜敏静磊洋'[i % 7]}{i}", "phone": f"139{i:08d}", "status": "confirmed",
             "reference": f"C-{i}", "codes": [crowd_code(i)]} for i in range(n)]


def crowd_code(i):
    return f"CROWD-{i:06d}"


def say_latencies(what, facts):
    seen = [(fact["drawn_us"] - fact["seen_us"]) / 1000 for fact in facts if fact.get("seen_us")]
    line(f"{what}: frame to verdict drawn, p50", percentile(seen, 50), "ms", f"goal 60 ms; {len(seen)} verdicts")
    line(f"{what}: frame to verdict drawn, p99", percentile(seen, 99), "ms", "goal 150 ms; a frame is 33 ms")


def say_sounds(what, facts):
    """The sound that follows a frame before the next frame is read."""
    ways, seen_us = [], None
    for fact in sorted(facts, key=lambda one: one.get("seen_us") or one.get("sounded_us") or 0):
        if fact.get("seen_us"):
            seen_us = fact["seen_us"]
        elif "sounded_us" in fact and seen_us:
            ways.append((fact["sounded_us"] - seen_us) / 1000)
            seen_us = None
    line(f"{what}: frame to sound at its sink, p50", percentile(ways, 50), "ms", f"{len(ways)} sounds, fakesink")
    line(f"{what}: frame to sound at its sink, p99", percentile(ways, 99), "ms", "goal 150 ms")


def say_costs(what, kiosk, bare):
    (share, memory, waits), (bare_share, bare_memory, bare_waits) = kiosk, bare
    line(f"{what}: processor", share - bare_share, "%",
         f"more than the bare window's {bare_share:.1f} %; goal 15 % of a core")
    line(f"{what}: memory", memory - bare_memory, "MiB", f"more than its {bare_memory:.0f} MiB; goal 40 MiB")
    line(f"{what}: main loop, p99.9", percentile(waits, 99.9), "ms",
         f"bare window {percentile(bare_waits, 99.9):.1f} ms, p50 {percentile(waits, 50):.1f} and "
         f"{percentile(bare_waits, 50):.1f} ms; goal 5 ms more")


def preload(folder, name):
    programs = next(pathlib.Path(place) for place in os.environ["PATH"].split(os.pathsep)
                    if (pathlib.Path(place) / "libbench-stalls.so").exists())
    return {"LD_PRELOAD": str(programs / "libbench-stalls.so"), "FOYER_STALLS": str(folder / f"{name}.stalls")}


def look_at_bare(home, film):
    bare = home.start("bare", ["bench-window", SIZE, film], **preload(home.folder, "bare"))
    bare.wait_line(lambda text: text == "ready")
    time.sleep(4)
    meter = Meter(bare.process.pid, home.folder / "bare.stalls")
    time.sleep(SECONDS)
    found = meter.stop()
    bare.end()
    return found


def bench_camera(folder):
    with house.House(folder) as home:
        home.start_hub()
        (folder / "event.json").write_text(json.dumps(desk.event(), ensure_ascii=False), encoding="utf-8")
        home.foyer("event", folder / "event.json")
        home.event = desk.EVENT
        desk.post(home, f"/v1/events/{desk.EVENT}/registrations",
                  {"channel": "crowd", "registrations": crowd(MANY_GUESTS)})
        scenes = "".join(f"0.7\t{crowd_code(i)}\n0.5\t\n" for i in range(GUESTS_ON_FILM))
        home.foyer("film", folder / "guests.avi", input=scenes)
        film = f"film-loop:{folder / 'guests.avi'}"
        home.enrol("Door 1")
        home.start_display()
        bare = look_at_bare(home, film)
        home.start_kiosk(camera=film, printer="none", **preload(folder, "kiosk"))
        home.shown(60)
        time.sleep(4)
        look_at_kiosk(home, bare, "scanning")
        before = rows_here(home)
        look_at_kiosk(home, bare, f"while {MANY_ROWS} rows sync", lambda: post_rows(home))
        line(f"while {MANY_ROWS} rows sync: rows that came", rows_here(home) - before, "", f"of {MANY_ROWS}")
        home.kiosk.end()
        bench_crowd(home)


def rows_here(home):
    """Registrations in the kiosk's replica."""
    with contextlib.closing(sqlite3.connect(f"file:{home.replica}?mode=ro", uri=True)) as replica:
        return replica.execute("SELECT count(*) FROM registration").fetchone()[0]


def look_at_kiosk(home, bare, what, meanwhile=lambda: None):
    since = len(home.kiosk.said)
    meter = Meter(home.kiosk.process.pid, home.folder / "kiosk.stalls")
    end_s = time.monotonic() + SECONDS
    meanwhile()
    time.sleep(max(0.0, end_s - time.monotonic()))
    found = meter.stop()
    facts = traced(home.kiosk, since)
    say_latencies(what, facts)
    say_sounds(what, facts)
    say_costs(what, found, bare)


def post_rows(home):
    """They are at the hub when this returns; the kiosk pulls them."""
    rows = crowd(MANY_GUESTS + MANY_ROWS)[MANY_GUESTS:]
    desk.post(home, f"/v1/events/{desk.EVENT}/registrations", {"channel": "crowd-2", "registrations": rows})


# Ten thousand guests.

def bench_crowd(home):
    """One after another by a hand scanner at a serial port, each as soon as the last is answered."""
    master, slave = pty.openpty()
    home.start_kiosk(printer="none", scanners=os.ttyname(slave), **preload(home.folder, "crowd"))
    time.sleep(4)
    ways, memory, unanswered = [], {}, 0
    for i in range(MANY_GUESTS):
        before = time.monotonic()
        os.write(master, f"{crowd_code(i)}\r".encode())
        try:
            ways.append((home.shown(5)["drawn_us"] / 1e6 - before) * 1000)
        except house.Gone:
            unanswered += 1
        if (i + 1) % (MANY_GUESTS // 10) == 0:
            memory[i + 1] = memory_mib(home.kiosk.process.pid)
    counts = sorted(memory)
    line(f"{MANY_GUESTS} guests: code to verdict drawn, p50", percentile(ways, 50), "ms", "by a serial hand scanner")
    line(f"{MANY_GUESTS} guests: code to verdict drawn, p99", percentile(ways, 99), "ms", "goal 150 ms")
    line(f"{MANY_GUESTS} guests: without an answer in 5 s", unanswered, "", "goal 0")
    line(f"memory after {counts[-1]} guests", memory[counts[-1]] - memory[counts[0]], "MiB",
         f"more than the {memory[counts[0]]:.0f} MiB after {counts[0]}; on the way "
         + " ".join(f"{memory[count]:.0f}" for count in counts))
    home.kiosk.end()
    os.close(master)
    os.close(slave)


def main():
    with tempfile.TemporaryDirectory(prefix="foyer-desk-") as folder:
        print(f"  {SIZE}, renderer {os.environ.get('GSK_RENDERER', 'cairo')} on Xvfb")
        bench_tasks(pathlib.Path(folder) / "tasks")
        bench_camera(pathlib.Path(folder) / "camera")


if __name__ == "__main__":
    main()

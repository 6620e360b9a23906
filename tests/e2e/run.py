#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev run: all of Foyer at work on the sample event.

With a display: hub, printer and kiosk until the window is closed; the real
camera and printer when there are any. Without one: a scripted morning on a
virtual display, and where its pictures lie.
"""
import argparse
import glob
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import house
import morning

OUT = house.TOP / "out"


def say(text):
    print(f"• {text}", flush=True)


def find_printer():
    """The first driverless printer on the network, or None."""
    named = os.environ.get("FOYER_PRINTER")
    if named or not shutil.which("ippfind"):
        return named
    found = subprocess.run(["ippfind", "-T", "2", "_ipp._tcp"], capture_output=True, text=True,
                           check=False, timeout=15)
    return next(iter(found.stdout.split()), None)


def scripted(out):
    """The morning without anyone in the room."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="foyer-run-") as folder, house.House(folder) as home:
        day = morning.Morning(home, out, say)
        day.prepare()
        day.film()
        day.desk()
        day.alone()
        report = day.finish()
        badges = len(day.badges())
    print(f"\n{report}")
    say(f"{len(day.facts['journal'])} journal entries; {badges} badges printed")
    say(f"screenshots, badges and report: {out}")


def film_of_guests(home):
    """Phones with sample tickets, one after another."""
    people = {ticket["person"]: ticket for ticket in home.tickets}
    scenes = "".join(f"4\t{ticket['code']}\n5\t\n" for ticket in list(people.values())[:12])
    film = home.folder / "guests.avi"
    home.foyer("film", film, input=f"4\t\n{scenes}4\t{morning.NOBODY}\n5\t\n")
    return f"film-loop:{film}"


def on_screen(size):
    """A kiosk that a person can use."""
    OUT.mkdir(exist_ok=True)
    display = {name: os.environ[name] for name in
               ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS",
                "XAUTHORITY") if name in os.environ}
    with tempfile.TemporaryDirectory(prefix="foyer-run-") as folder, house.House(folder) as home:
        home.env.pop("GSK_RENDERER")
        home.env.update(display)
        say("hub: 400 registrations of a sample event")
        home.start_hub()
        home.fill_hub()
        printer = find_printer()
        if printer is None:
            spool = home.start_printer() / "spool"
            say(f"a virtual printer; its badges lie in {spool}")
        if glob.glob("/dev/video*"):
            camera = "auto"
            say("hold this code to the camera once, then any ticket that `foyer ticket` prints:")
            print(home.foyer("enrol", "--name", "Door 1"))
        else:
            camera = film_of_guests(home)
            home.enrol("Door 1")
            say("no camera: a film of phones shows sample tickets")
        say("the desk opens with the PIN 2468; close the window to end")
        say(f"meanwhile: FOYER_HUB={home.env['FOYER_HUB']} "
            f"FOYER_HUB_TOKEN_FILE={home.env['FOYER_HUB_TOKEN_FILE']} foyer report")
        home.start_kiosk(size=size, camera=camera, printer=printer, sound="auto")
        home.kiosk.process.wait()
        print(home.foyer("report"))


def main():
    parser = argparse.ArgumentParser(prog="./dev run", description=__doc__)
    parser.add_argument("--headless", action="store_true", help="the scripted morning, display or not")
    parser.add_argument("--size", default="1280x800", help="of the window (1280x800)")
    parser.add_argument("--out", type=pathlib.Path, default=OUT / "morning")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if options.headless or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        scripted(options.out.resolve())
    else:
        on_screen(options.size)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (house.Gone, KeyboardInterrupt) as failure:
        print(f"./dev run: {failure or 'interrupted'}", file=sys.stderr)
        sys.exit(1)

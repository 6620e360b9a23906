#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong at 8:45: each thing is named, with what to do, and nothing is lost."""
import pathlib
import sqlite3
import subprocess
import tempfile

import house
import morning
import tap


def refused(home, status, about, *words):
    """The command fails with that status and a message that names the thing."""
    done = home.foyer(*words, status=None)
    message = done.stderr.strip()
    good = done.returncode == status and all(word in message for word in about)
    if not tap.check(good, f"foyer {words[0]}: {' and '.join(about)} named, status {status}"):
        tap.note(f"status {done.returncode}: {message}")


def tables(home, folder):
    sample = (house.SAMPLE / "own-form.csv").read_bytes()
    cases = {
        "torn.csv": (sample[:2000] + b'\n"never closed', ["torn.csv"]),
        "nameless.csv": ("手机,邮箱\n19900000001,a@example.com\n".encode(), ["nameless.csv", "手机"]),
        "encoding.csv": ("姓名,手机\n张伟,19900000001\n".encode("gb18030")[:5] + b"\xff\xff,\n",
                         ["encoding.csv"]),
        "empty.csv": (b"", ["empty.csv"]),
    }
    before = home.foyer_json("report")
    for name, (content, about) in cases.items():
        (folder / name).write_bytes(content)
        refused(home, 65, about, "import", folder / name, "--channel", "partner")
    refused(home, 66, ["missing.csv"], "import", folder / "missing.csv", "--channel", "partner")
    tap.equal(home.foyer_json("report"), before, "and nothing of them was kept")


def configuration(home, folder):
    for text, about in (("[kiosk]\nstaet=/tmp\n", "staet"), ("[camrea]\nsource=auto\n", "camrea"),
                        ("[screen]\nlanguage=fr\n", "language"), ("no key file\n", "kiosk.conf")):
        config = folder / "kiosk.conf"
        config.write_text(text, encoding="utf-8")
        done = subprocess.run(["foyer-kiosk", "--config", str(config), "--check-config"], env=home.env,
                              capture_output=True, text=True, check=False, timeout=30)
        good = done.returncode == 78 and about in done.stderr and "kiosk.conf" in done.stderr
        if not tap.check(good, f"the configuration's “{about}” is named"):
            tap.note(f"status {done.returncode}: {done.stderr.strip()}")


def hub(home):
    port = f"127.0.0.1:{home.hub_port}"
    second = subprocess.run(["foyer-hub", "--state", str(home.folder / "hub-2"), "--listen", port],
                            env=home.env, capture_output=True, text=True, check=False, timeout=30)
    tap.check(second.returncode != 0 and str(home.hub_port) in second.stderr, "a port in use is named")
    again = subprocess.run(["foyer-hub", "--state", str(home.folder / "hub"), "--listen", "127.0.0.1:0"],
                           env=home.env, capture_output=True, text=True, check=False, timeout=30)
    tap.check(again.returncode != 0 and "hub" in again.stderr, "a second hub on the same state is told so")


def newer_store(home, folder):
    """A replica of a later Foyer: said on the screen, untouched on the disk."""
    state = folder / "newer"
    home.foyer("enrol", "--state", state, "--with", "-", input=home.enrolment_code("Door 9"))
    path = state / f"{home.event}.db"
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE later (x)")
        store.execute("PRAGMA user_version = 999")
    store.close()
    before = path.read_bytes()
    refused(home, 65, ["newer"], "lookup", "张伟", "--store", path)
    return state, path, before


def trouble_on_screen(home, screen, state, path, before):
    say = morning.words("en")
    home.start_kiosk(size="1280x800", language="en", camera="v4l2:/dev/video99",
                     printer="none", state=state)
    screen.wait_text(say("This kiosk has a problem"))
    texts = "\n".join(screen.texts())
    tap.check("newer" in texts.lower(), "the kiosk says that a newer Foyer wrote its data")
    home.kiosk.end()
    tap.check(path.read_bytes() == before, "and leaves the file as it is")


def nothing_plugged_in(home, screen):
    """No camera, no printer, no hub: the door opens all the same."""
    say = morning.words("en")
    home.enrol("Door 1")
    home.start_kiosk(size="1280x800", language="en", camera="v4l2:/dev/video99",
                     printer=f"ipp://127.0.0.1:{house.free_port()}/ipp/print")
    screen.wait_text(say("On your phone or on paper, both are fine."), 30)
    camera = screen.wait_text(say("No camera is connected. Plug one in and it will start by itself."), 20)
    tap.check(camera, f"no camera is said: “{camera}”")
    screen.press(say("Staff"))
    for digit in morning.PIN:
        screen.press(digit)
    screen.press(say("Open the desk"))
    screen.type(say("Find a guest"), "欧阳")
    screen.wait_text("欧阳")
    screen.press(say("Check in"))
    tap.equal(home.shown()["shown"], "admitted", "someone is admitted by name without a camera")
    said = screen.wait_text(say("The printer does not answer. Check its power and its cable."), 20)
    tap.check(said, f"the printer's silence is said: “{said}”")
    home.hub.kill()
    screen.wait_gone(say("Welcome!"))
    screen.wait_text(say("Type a name, its pinyin or initials, a company, or the last digits of a phone number."))
    screen.type(say("Find a guest"), "尉迟")
    screen.wait_text("尉迟")
    screen.press(say("Check in"))
    tap.equal(home.shown()["shown"], "admitted", "and without a hub")
    alone = screen.wait_text("08:4", 20)
    tap.check(alone, f"being alone is said: “{alone}”")
    home.kiosk.end()
    home.start_hub()
    home.start_printer()
    home.start_kiosk(size="1280x800", language="en")
    house.wait_for("both at the hub", lambda: home.headcount("morning")["came"] == 2, 30)
    spool = home.folder / "printer" / "spool"
    house.wait_for("both badges", lambda: len(list(spool.glob("*.pdf"))) == 2, 60)
    tap.check(True, "back again: two check-ins at the hub, two badges, nothing lost")


def main():
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-bad-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        here = pathlib.Path(folder)
        home.start_hub()
        home.fill_hub()
        tables(home, here)
        configuration(home, here)
        hub(home)
        home.start_display()
        attached = morning.Morning(home, here)
        attached.attach()
        trouble_on_screen(home, attached.screen, *newer_store(home, here))
        nothing_plugged_in(home, attached.screen)


if __name__ == "__main__":
    main()

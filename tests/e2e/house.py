# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole Foyer on loopback: hub, printer, kiosk, a display of its own.

Everything lives in one folder and in child processes that end with the House.
Programs come from PATH, as `./dev` sets it; the parts are the real ones.
"""
import contextlib
import json
import os
import pathlib
import queue
import signal
import socket
import subprocess
import threading
import time
import urllib.parse

TOP = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = TOP / "assets" / "sample-event"
# The sample event's morning, when its doors have just opened.
DOORS = "2026-11-28T08:45:00+08:00"


class Gone(Exception):
    """A program ended, or something awaited did not come in time."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, check, seconds=20.0):
    """The first true value of check(); Gone after so many seconds without."""
    deadline = time.monotonic() + seconds
    while True:
        value = check()
        if value:
            return value
        if time.monotonic() > deadline:
            raise Gone(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.02)


class Program:
    """A child process in a group of its own, its output kept line by line."""

    def __init__(self, name, command, env, log):
        self.name = name
        self.lines = queue.Queue()
        self.said = []   # all of them
        self.log = open(log, "ab")
        self.process = subprocess.Popen(
            [str(word) for word in command], env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=self.log, start_new_session=True)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.log.write(line)
            self.log.flush()
            self.said.append(line.decode("utf-8", "replace").rstrip("\n"))
            self.lines.put(self.said[-1])
        self.lines.put(None)

    def wait_line(self, test, seconds=20.0):
        """The first line from now on for which test(line) is true."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                line = self.lines.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise Gone(f"{self.name} did not say what was awaited; see {self.log.name}") from None
            if line is None:
                raise Gone(f"{self.name} ended with {self.process.wait()}; see {self.log.name}")
            if test(line):
                return line

    def alive(self):
        return self.process.poll() is None

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.reader.join()
        self.log.close()

    def end(self, seconds=10.0):
        """Ends it as a person would; returns its exit status."""
        if self.alive():
            self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Gone(f"{self.name} did not end on SIGTERM") from None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.reader.join()
        self.log.close()
        return self.process.returncode


class House:
    """Start what is wanted; leaving the `with` block ends everything."""

    def __init__(self, folder, clock=DOORS):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.env = dict(os.environ, FOYER_CLOCK=clock, GSK_RENDERER="cairo", LC_ALL="C.UTF-8",
                        NO_AT_BRIDGE="0", G_MESSAGES_DEBUG="", XDG_RUNTIME_DIR=str(self.folder / "run"))
        (self.folder / "run").mkdir(mode=0o700, exist_ok=True)
        self.programs = []
        self.hub_port = free_port()
        self.printer_port = None
        self.camera = self.folder / "camera"
        self.camera.mkdir(exist_ok=True)
        self.hub = self.kiosk = self.printer = None
        self.size = None
        self.event = None
        self.tickets = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for program in reversed(self.programs):
            if program.alive():
                program.kill()

    def start(self, name, command, **extra):
        program = Program(name, command, dict(self.env, **extra), self.folder / f"{name}.log")
        self.programs.append(program)
        return program

    def foyer(self, *words, status=0, **options):
        """Runs one `foyer` command to its end; its standard output."""
        done = subprocess.run(["foyer", *map(str, words)], env=self.env, capture_output=True,
                              text=True, timeout=300, **options)
        if status is not None and done.returncode != status:
            raise Gone(f"foyer {words[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout if status == 0 else done

    def foyer_json(self, *words):
        return [json.loads(line) for line in self.foyer(*words, "--json").splitlines()]

    # The parts.

    def start_display(self, width=1280, height=1920):
        """A virtual screen and a message bus with the accessibility bus on it."""
        server = self.start("xvfb", ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24",
                                     "-nolisten", "tcp", "-noreset"])
        self.env["DISPLAY"] = f":{server.wait_line(str.isdigit)}"
        bus = self.folder / "bus"
        address = f"unix:path={urllib.parse.quote(str(bus))}"
        self.start("dbus", ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog",
                            f"--address={address}"])
        wait_for("the message bus", bus.exists)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address

    def start_printer(self, formats="application/pdf,image/pwg-raster"):
        self.printer_port = free_port()
        self.switch_printer_on(formats)
        return self.folder / "printer"

    def switch_printer_on(self, formats="application/pdf,image/pwg-raster"):
        """Again, after self.printer has been killed: it knows nothing of what it had."""
        self.printer = self.start("printer", [TOP / "tests" / "e2e" / "ippeveprinter.sh", self.printer_port,
                                              self.folder / "printer", formats])
        wait_for("the printer", self._printer_answers)

    def _printer_answers(self):
        with contextlib.suppress(OSError), socket.create_connection(
                ("127.0.0.1", self.printer_port), 0.2):
            return True
        return False

    @property
    def printer_uri(self):
        return f"ipp://127.0.0.1:{self.printer_port}/ipp/print"

    def start_hub(self):
        self.hub = self.start("hub", ["foyer-hub", "--state", self.folder / "hub",
                                      "--listen", f"127.0.0.1:{self.hub_port}"])
        self.hub.wait_line(lambda line: "listening on" in line)
        self.env["FOYER_HUB"] = f"http://127.0.0.1:{self.hub_port}"
        self.env["FOYER_HUB_TOKEN_FILE"] = str(self.folder / "hub" / "organizer-token")

    def fill_hub(self):
        """The sample event, from its two files, with a ticket for each registration."""
        self.foyer("event", SAMPLE / "event.json")
        self.event = json.loads((SAMPLE / "event.json").read_text(encoding="utf-8"))["id"]
        imported = [self.foyer_json("import", SAMPLE / f"{channel}.csv", "--channel", channel)
                    for channel in ("own-form", "partner")]
        self.tickets = self.foyer_json("ticket")
        return [rows[-1] for rows in imported]

    def enrolment_code(self, name):
        return self.foyer_json("enrol", "--name", name)[0]["uri"]

    def enrol(self, name, state=None):
        """Enrols without a camera; the kiosk's state folder."""
        state = state or self.folder / "kiosk"
        self.foyer("enrol", "--state", state, "--with", "-", input=self.enrolment_code(name))
        return state

    @property
    def replica(self):
        return self.folder / "kiosk" / f"{self.event}.db"

    def start_kiosk(self, size="1080x1920", language="zh_CN", camera=None, printer=None,
                    sound="fakesink", state=None, kiosk="setup=enrol", scanners="auto", **extra):
        """@kiosk: further lines of the configuration's first group; @extra: of the environment."""
        self.size = size
        state = state or self.folder / "kiosk"
        config = self.folder / "kiosk.conf"
        printer = printer or (self.printer_uri if self.printer_port else "none")
        config.write_text(
            f"[kiosk]\nstate={state}\n{kiosk}\n\n[camera]\nsource={camera or f'pictures:{self.camera}'}\n\n"
            f"[printer]\nuri={printer}\n\n[sound]\nsink={sound}\n\n[screen]\nlanguage={language}\n\n"
            f"[scanner]\ndevices={scanners}\n",
            encoding="utf-8")
        self.kiosk = self.start("kiosk", ["foyer-kiosk", "--config", config, "--windowed", size],
                                FOYER_TRACE="1", **extra)
        self.kiosk.wait_line(lambda line: line == "foyer-kiosk: ready")
        return self.kiosk

    # The camera.

    def hold_up(self, code, caption="Foyer"):
        """Holds a phone with this code to the camera, until told otherwise."""
        picture = self.folder / "phone.png"
        self.foyer("film", "--picture", picture, "--caption", caption, input=f"1\t{code}\n")
        os.replace(picture, self.camera / "now.png")

    def lower(self):
        """Nobody is there."""
        self.hold_up("")

    def shown(self, seconds=20.0):
        """The next outcome that the screen shows."""
        line = self.kiosk.wait_line(lambda text: text.startswith('{"shown"'), seconds)
        return json.loads(line)

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", "-crop", f"{self.size}+0+0", "+repage", str(path)],
                       env=self.env, check=True, timeout=60)

    def headcount(self, event_list=None):
        rows = self.foyer_json("report")
        return next(row for row in rows if row.get("list") == event_list and "came" in row)

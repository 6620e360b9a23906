#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py [--build FOLDER] [--corpus FOLDER] [NAME…]: runs benchmarks.

Each prints its figures beside what they are held against in the same run. A
slow machine fails nothing; a benchmark that cannot run does.
"""
import argparse
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
NAMES = ["replica", "lookup", "live", "intake", "forecast", "badge", "print", "decode", "isolation", "sync",
         "start", "desk"]
# Those that drive the real window, from outside.
SCRIPTS = {"start": "start.py", "desk": "desk_window.py"}


def corpus_of(given):
    """The folder with photographs, or None where there is none."""
    for place in (given, os.environ.get("FOYER_CORPUS"), TOP.parent / "shared" / "qr-photos"):
        if place and (pathlib.Path(place) / "index.tsv").is_file():
            return str(place)
    return None


def command_of(name, programs, corpus):
    if name in SCRIPTS:
        return [sys.executable, str(TOP / "tests" / "bench" / SCRIPTS[name])]
    command = [str(programs / f"bench-{name}")]
    if name == "decode" and corpus:
        command.append(corpus)
    return command


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--build", default=TOP / "build" / "gcc", type=pathlib.Path)
    parser.add_argument("--corpus", help="photographs of codes with an index.tsv")
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    build = options.build.resolve()
    programs = build / "tests" / "bench"
    path = [str(build / folder) for folder in ("kiosk/cli", "kiosk/views", "sync/hub", "tests/bench")]
    corpus = corpus_of(options.corpus)
    failed = []
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}", flush=True)
    # Beside the programs: /tmp may be memory, where an fsync costs nothing.
    with tempfile.TemporaryDirectory(dir=programs) as folder:
        environment = dict(os.environ, FOYER_ASSETS=str(TOP / "assets"), FOYER_BENCH_DIR=folder,
                           FOYER_IPPEVEPRINTER=str(TOP / "tests" / "e2e" / "ippeveprinter.sh"),
                           FOYER_CUPSD=str(TOP / "tests" / "printing" / "cupsd.sh"), TMPDIR=folder,
                           LC_ALL="C.UTF-8", FOYER_LIBEXEC=str(build / "kiosk" / "scanner"),
                           FOYER_LOCALE=str(build / "assets" / "po"), PYTHONDONTWRITEBYTECODE="1",
                           PATH=os.pathsep.join([*path, os.environ["PATH"]]))
        for name in options.names or NAMES:
            print(f"\n{name}", flush=True)
            try:
                done = subprocess.run(command_of(name, programs, corpus), env=environment, check=False)
                failed += [name] if done.returncode else []
            except FileNotFoundError:
                print(f"  not built: {programs}/bench-{name}", flush=True)
                failed.append(name)
    if failed:
        print(f"\ncould not run: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

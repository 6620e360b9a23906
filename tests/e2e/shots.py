#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev shots: every page × language × size × text scale, and contact sheets of them.

The clock stands still and every picture is of the real widgets, so that two
runs over one tree give the same pictures.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import house

OUT = house.TOP / "out" / "shots"
PROGRAM = house.TOP / "build" / "gcc" / "tests" / "kiosk" / "views" / "foyer-shots"
# How many stand side by side, and how wide each is.
SHEETS = {"tall": (6, 360), "wide": (4, 480)}
LANGUAGES = ("zh_CN", "en")
SCALES = ("", "-200")


def shoot(program, out, pages):
    """On a screen that is larger than any page, with nothing else on it."""
    with tempfile.TemporaryDirectory(prefix="foyer-shots-") as folder, house.House(folder) as home:
        home.start_display(1920, 1920)
        subprocess.run([str(program), str(out), *pages], env=home.env, check=True, timeout=1800)


def keep(program, sheets):
    """What the pages look like now is what the tests hold them against from now on."""
    with tempfile.TemporaryDirectory(prefix="foyer-shots-") as folder, house.House(folder) as home:
        home.start_display(1920, 1920)
        env = dict(home.env, FOYER_SCREENS=str(sheets), FOYER_KEEP_SCREENS="1", GTK_A11Y="test")
        for language in LANGUAGES:
            for size in (("1080", "1920"), ("1280", "800")):
                subprocess.run([str(program.parent / "test-walk"), "-k", "-p", "/kiosk/views/walk", language, *size],
                               env=env, check=True, stdout=subprocess.DEVNULL, timeout=600)
                print(f"kept: {os.path.relpath(sheets / f'{language}-{size[0]}.png')}")


def contact_sheet(out, size, language, scale):
    """All pages of one kind on one picture; its path, or None without a page."""
    ending = f"-{size}-{language}{scale}.png"
    pictures = sorted(out.glob(f"*{ending}"), key=lambda path: path.stat().st_mtime_ns)
    if not pictures:
        return None
    columns, width = SHEETS[size]
    sheet = out / "sheets" / f"{size}-{language}{scale}.png"
    # ImageMagick's own font isn't there on a bare Debian; the screens' is.
    font = subprocess.run(["fc-match", "-f", "%{file}", "Noto Sans"], check=True, capture_output=True,
                          text=True, timeout=60).stdout
    labelled = [word for path in pictures
                for word in ("-label", path.name[:-len(ending)], str(path))]
    subprocess.run(["montage", "-font", font, *labelled, "-tile", f"{columns}x", "-geometry", f"{width}x+8+8",
                    "-background", "#d0d0d0", "-depth", "8", str(sheet)], check=True, timeout=600)
    return sheet


def main():
    parser = argparse.ArgumentParser(prog="./dev shots", description=__doc__)
    parser.add_argument("out", nargs="?", type=pathlib.Path, default=OUT, help="the folder (out/shots)")
    parser.add_argument("--pages", nargs="+", default=[], metavar="PAGE", help="only these")
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM, help="another build's foyer-shots")
    parser.add_argument("--keep", action="store_true",
                        help="what they look like now is right: the tests compare with it from now on")
    options = parser.parse_args()
    if options.keep:
        keep(options.program, house.TOP / "tests" / "data" / "screens")
        return 0
    out = options.out.resolve()
    shutil.rmtree(out / "sheets", ignore_errors=True)
    (out / "sheets").mkdir(parents=True)
    shoot(options.program, out, options.pages)
    sheets = [contact_sheet(out, size, language, scale)
              for scale in SCALES for language in LANGUAGES for size in SHEETS]
    print(f"{len(list(out.glob('*.png')))} pictures: {out}")
    for sheet in filter(None, sheets):
        print(f"contact sheet: {os.path.relpath(sheet)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (house.Gone, OSError, subprocess.SubprocessError) as failure:
        print(f"./dev shots: {failure}", file=sys.stderr)
        sys.exit(1)

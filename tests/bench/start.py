#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""./dev bench start: from starting the kiosk to its first frame, beside a bare window's."""
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import desk  # noqa: E402
import house  # noqa: E402

from window_meter import line, percentile  # noqa: E402

ROUNDS = 15
SIZE = "1080x1920"


def first_frame_ms(home, name, start, is_ready):
    """From fork to the line that the program says after its first frame."""
    before = time.monotonic()
    program = start()
    program.wait_line(is_ready)
    took = (time.monotonic() - before) * 1000
    program.end()
    return took


def main():
    with tempfile.TemporaryDirectory(prefix="foyer-start-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        desk.open_house(home)
        home.start_display()
        home.start_kiosk(printer="none")
        house.wait_for("the guest list", lambda: home.replica.exists() and home.foyer(
            "lookup", "张伟", "--store", home.replica, status=None).stdout, 30)
        home.kiosk.end()
        config = home.folder / "kiosk.conf"
        bare, kiosk = [], []
        for _ in range(ROUNDS):
            bare.append(first_frame_ms(home, "bare", lambda: home.start("bare", ["bench-window", SIZE]),
                                       lambda text: text == "ready"))
            kiosk.append(first_frame_ms(
                home, "kiosk", lambda: home.start("kiosk", ["foyer-kiosk", "--config", config, "--windowed", SIZE]),
                lambda text: text == "foyer-kiosk: ready"))
    print(f"  enrolled kiosk, {SIZE}, renderer {home.env['GSK_RENDERER']} on Xvfb, {ROUNDS} rounds each in turn")
    line("start to first frame, bare window, median", percentile(bare, 50), "ms", "51 ms measured before")
    line("start to first frame, kiosk, median", percentile(kiosk, 50), "ms", "goal 300 ms")
    line("start to first frame, kiosk, slowest", max(kiosk), "ms", f"bare: {max(bare):.0f} ms")


if __name__ == "__main__":
    main()

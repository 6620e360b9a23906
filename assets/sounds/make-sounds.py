#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the four sounds of the door beside itself.

They differ in direction and rhythm, not only in pitch: one rises, one stays,
one falls, one calls twice. A hall full of people still tells them apart.
"""

import math
import pathlib
import struct
import wave

RATE = 22050

# Each note: start in seconds, length in seconds, pitch in Hz, loudness.
SOUNDS = {
    "admitted": (0.45, [(0.00, 0.18, 659.26, 0.5), (0.11, 0.34, 987.77, 0.5)]),
    "again": (0.36, [(0.00, 0.14, 587.33, 0.5), (0.18, 0.18, 587.33, 0.4)]),
    "refused": (0.48, [(0.00, 0.20, 311.13, 0.6), (0.18, 0.30, 207.65, 0.6)]),
    "help": (0.50, [(0.00, 0.13, 783.99, 0.4), (0.12, 0.13, 523.25, 0.4),
                    (0.24, 0.13, 783.99, 0.4), (0.36, 0.14, 523.25, 0.4)]),
}

# A bell of wood: a few partials, the higher the quieter and the sooner gone.
PARTIALS = [(1, 1.0, 1.0), (2, 0.35, 1.6), (3, 0.16, 2.4), (4.2, 0.05, 4.0)]


def note_at(time, length, pitch, loudness):
    if not 0 <= time < length:
        return 0.0
    attack = min(1.0, time / 0.006)
    release = min(1.0, (length - time) / 0.03)
    tone = sum(weight * math.exp(-6.0 * decay * time / length) *
               math.sin(2 * math.pi * pitch * factor * time)
               for factor, weight, decay in PARTIALS)
    return loudness * attack * release * tone


def samples(seconds, notes):
    for i in range(int(seconds * RATE)):
        level = sum(note_at(i / RATE - start, length, pitch, loudness)
                    for start, length, pitch, loudness in notes)
        yield struct.pack("<h", int(max(-1.0, min(1.0, level)) * 32000))


def main():
    here = pathlib.Path(__file__).resolve().parent
    for name, (seconds, notes) in SOUNDS.items():
        with wave.open(str(here / f"{name}.wav"), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(b"".join(samples(seconds, notes)))


if __name__ == "__main__":
    main()

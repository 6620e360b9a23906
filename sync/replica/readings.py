#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""readings.py UNIHAN_READINGS.txt.bz2 OUT.c: the readings of hanzi, from Unihan.

Only those of modern dictionaries (Xiandai Hanyu Cidian, Tongyong Guifan Hanzi
Zidian) and of modern text, without their tones, the usual one first. A
character with one reading is left out: ICU knows it.
"""
import bz2
import re
import sys
import unicodedata

FIELDS = ("kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983")
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


def toneless(reading):
    """lǜ → lv: ü is typed v."""
    marks = unicodedata.normalize("NFD", reading)
    plain = "".join(mark for mark in marks if mark not in TONES)
    return plain.replace("u\u0308", "v").replace("e\u0302", "e")


def readings_in(value):
    """dān(603) · 0117.100,0118.010:chán · dān jì → their readings."""
    for word in value.split():
        for reading in re.sub(r"^[\d.*,]+:|\(\d+\)$", "", word).split(","):
            plain = toneless(reading)
            if re.fullmatch("[a-z]+", plain):
                yield plain


def read(path):
    fields = {}
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t", 2)
                if field in FIELDS:
                    fields.setdefault(int(code[2:], 16), {})[field] = value
    for code, values in sorted(fields.items()):
        found = [plain for field in FIELDS for plain in readings_in(values.get(field, ""))]
        yield code, list(dict.fromkeys(found))


def main(source, target):
    table = list(read(source))
    # What only old books say is no syllable that anyone types.
    every = {plain for _, readings in table for plain in readings}
    syllables = sorted(plain for plain in every if re.search("[aeiouv]", plain))
    with open(target, "w", encoding="utf-8") as out:
        out.write('/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* Made by readings.py from Unihan. */\n'
                  '#include "readings-private.h"\n\nconst FoyerReading foyer_readings[] = {\n')
        several = [(code, readings) for code, readings in table if len(readings) > 1]
        out.writelines(f'  {{ 0x{code:x}, "{" ".join(readings)}" }},\n' for code, readings in several)
        out.write(f"}};\nconst unsigned foyer_n_readings = {len(several)};\n\n"
                  "const char * const foyer_syllables[] = {\n")
        out.writelines(f'  "{syllable}",\n' for syllable in syllables)
        out.write(f"}};\nconst unsigned foyer_n_syllables = {len(syllables)};\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

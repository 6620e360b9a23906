# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running program costs: its processor time, its memory, how long its main loop
keeps others waiting. Also of the programs that it has started."""
import os
import pathlib
import time

PROC = pathlib.Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


def percentile(figures, percent):
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


def family(pid):
    """The process and its descendants."""
    parents = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def processor_s(pid):
    """Seconds of a processor that the family has used."""
    total = 0
    for one in family(pid):
        words = (PROC / str(one) / "stat").read_text().rsplit(")", 1)[1].split()
        total += int(words[11]) + int(words[12])
    return total / TICKS


def memory_mib(pid):
    """Memory of the family, what is shared with others in proportion."""
    total = 0
    for one in family(pid):
        for line in (PROC / str(one) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


class Meter:
    """From its start to stop(): share of a processor in %, memory in MiB, waits in ms."""

    def __init__(self, pid, stalls):
        self.pid, self.stalls = pid, pathlib.Path(stalls)
        self.from_s, self.used_s = time.monotonic(), processor_s(pid)

    def stop(self):
        to_s = time.monotonic()
        share = 100 * (processor_s(self.pid) - self.used_s) / (to_s - self.from_s)
        return share, memory_mib(self.pid), self.waits(self.from_s, to_s)

    def waits(self, from_s, to_s):
        rows = (line.split() for line in self.stalls.read_text().splitlines())
        return [int(row[1]) / 1000 for row in rows
                if len(row) == 2 and from_s <= int(row[0]) / 1e6 <= to_s]


def line(name, figure, unit, against):
    print(f"  {name:<46} {figure:10.1f} {unit:<6} ({against})", flush=True)

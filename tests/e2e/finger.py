# SPDX-License-Identifier: GPL-3.0-or-later
"""A finger on the real window: what is to be touched is found by its name, and touched
where it is drawn, through the X server. Import it as screen.py."""
import ctypes

import screen
from screen import Atspi


class Finger(screen.Screen):
    def __init__(self, display):
        super().__init__()
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.xtst = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))

    def touch_at(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.display, -1, int(x), int(y), ctypes.c_ulong(0))
        self.xtst.XTestFakeButtonEvent(self.display, 1, 1, ctypes.c_ulong(0))
        self.xtst.XTestFakeButtonEvent(self.display, 1, 0, ctypes.c_ulong(0))
        self.x11.XSync(self.display, 0)

    def press(self, name, exact=True, seconds=10.0):
        node = self._wait(f"a button “{name}”", lambda: self._pressable(name, exact), seconds)
        place = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        if place.width <= 1 or place.height <= 1:
            raise screen.house.Gone(f"“{name}” is nowhere on the screen")
        self.note(None)
        self.touch_at(place.x + place.width / 2, place.y + place.height / 2)

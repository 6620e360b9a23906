#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand scanner that types, and a person who types, at one keyboard.

Keys come as a keyboard's do, through the X server.
"""
import ctypes
import json
import os
import pathlib
import tempfile
import time

import house
import morning
import tap

RETURN, TAB, SHIFT = 0xff0d, 0xff09, 0xffe1
PERSON_S = 0.12


class Keyboard:
    """Presses keys of a virtual screen."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.xtst = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        # Without a window manager keys go to the window below the pointer.
        self.xtst.XTestFakeMotionEvent(self.display, -1, 1, 1, ctypes.c_ulong(0))

    def _code(self, keysym):
        return self.x11.XKeysymToKeycode(self.display, ctypes.c_ulong(keysym))

    def _send(self, code, down):
        self.xtst.XTestFakeKeyEvent(self.display, code, down, ctypes.c_ulong(0))

    def press(self, keysym, *held):
        for code in map(self._code, held):
            self._send(code, 1)
        self._send(self._code(keysym), 1)
        self._send(self._code(keysym), 0)
        for code in map(self._code, held):
            self._send(code, 0)
        self.x11.XSync(self.display, 0)

    def type(self, text, pace_s=0.0, end=None):
        for letter in text:
            self.press(ord(letter), *([SHIFT] if letter.isupper() else []))
            time.sleep(pace_s)
        if end is not None:
            self.press(end)


def entry_text(screen, name):
    """What stands in the entry of that name."""
    entry = screen.find(name, {Atspi().Role.TEXT})
    return Atspi().Text.get_text(entry, 0, Atspi().Text.get_character_count(entry))


def Atspi():  # noqa: N802
    from gi.repository import Atspi as module  # noqa: PLC0415: only once this display's bus is known
    return module


class ByKeys:
    """A person who has a keyboard and nothing else: Tab, letters, Return."""

    def __init__(self, keyboard, screen, say):
        self.keyboard, self.screen, self.say = keyboard, screen, say

    def focused(self):
        for node in self.screen.walk():
            if node.get_state_set().contains(Atspi().StateType.FOCUSED):
                return node.get_name() or node.get_parent().get_name()
        return None

    def go_to(self, name):
        """Tab until that control has the focus; round once at most."""
        for _ in range(80):
            if self.focused() == name:
                return
            self.keyboard.press(TAB)
            time.sleep(PERSON_S)
        raise house.Gone(f"Tab does not lead to “{name}”; there is {self.screen.texts()}")

    def press(self, text):
        name = self.say(text)
        house.wait_for(name, lambda: self.screen.find(name), 15)
        self.go_to(name)
        self.keyboard.press(RETURN)

    def type(self, entry, text):
        self.go_to(self.say(entry))
        self.keyboard.type(text, PERSON_S)


def by_keys(home, keys):
    """The whole way of a volunteer, and back to the waiting screen."""
    keys.press("Staff")
    keys.screen.wait_text(keys.say("Open the desk"))
    keys.keyboard.type(morning.PIN, PERSON_S, end=RETURN)
    keys.screen.wait_text(keys.say("Find a guest"))
    keys.type("Find a guest", "zw")
    keys.screen.wait_text("张伟")
    keys.press("Check in")
    tap.equal(home.shown()["shown"], "admitted", "by keys alone: someone is checked in")
    keys.press("Walk-in")
    keys.type("Name", "anna")
    keys.type("Phone", "19900009999")
    keys.press(morning.say_consent("en"))
    keys.press("Register and check in")
    tap.equal(home.shown()["shown"], "admitted", "a walk-in")
    keys.press("Recent")
    keys.press("Undo")
    keys.press("Touched by mistake")
    keys.screen.wait_text(keys.say("Undone. If a badge came out, please take it back."))
    tap.check(True, "an undo with its reason")
    keys.press("Lock")
    keys.screen.wait_text(keys.say("On your phone or on paper, both are fine."))
    keys.press("中文")
    keys.screen.wait_text(morning.words("zh_CN")("On your phone or on paper, both are fine."))
    tap.check(True, "and the language")


def main():
    say = morning.words("en")
    with tap.plan(), tempfile.TemporaryDirectory(prefix="foyer-keys-") as folder, \
            house.House(pathlib.Path(folder) / "house") as home:
        day = morning.begin(home, pathlib.Path(folder))
        screen = day.screen
        home.start_kiosk(size="1280x800", language="en", printer="none")
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)
        event = json.loads((house.SAMPLE / "event.json").read_text(encoding="utf-8"))
        screen.wait_text(event["name"]["en"], 30)
        keyboard = Keyboard(os.environ["DISPLAY"])
        people = {ticket["person"]: ticket for ticket in home.tickets}
        codes = [ticket["code"] for ticket in people.values()]

        keyboard.type(codes[0], end=RETURN)
        tap.equal(home.shown()["shown"], "admitted", "a hand scanner's code lets its guest in")
        screen.wait_text(say("On your phone or on paper, both are fine."), 30)

        screen.press(say("Staff"))
        for digit in morning.PIN:
            screen.press(digit)
        screen.press(say("Open the desk"))
        screen.wait_text(say("Find a guest"))
        for number, end in enumerate((RETURN, TAB, None), 1):
            keyboard.type(codes[number], end=end)
            tap.equal(home.shown()["shown"], "admitted", f"at the desk too, ended by {end}")
        screen.wait_text(say("For example: wf, 王芳 or 8821"))
        tap.equal(entry_text(screen, say("Find a guest")), "", "and no letter of it reaches the entry")
        keyboard.type("zw", PERSON_S)
        screen.wait_text("张伟")
        tap.equal(entry_text(screen, say("Find a guest")), "zw", "a person's letters do, in order")
        screen.press(say("Lock"))
        screen.wait_text(say("On your phone or on paper, both are fine."))
        by_keys(home, ByKeys(keyboard, screen, say))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen as assistive technology sees it: names, roles and actions.

Import it after DISPLAY and DBUS_SESSION_BUS_ADDRESS name the House's display.
Nothing here knows a coordinate.
"""
import contextlib
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

import house  # noqa: E402

PRESSABLE = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.RADIO_BUTTON,
             Atspi.Role.CHECK_BOX, Atspi.Role.LIST_ITEM, Atspi.Role.LINK, Atspi.Role.COMBO_BOX}


class Screen:
    def __init__(self, application="foyer-kiosk"):
        Atspi.init()
        self.application = application
        self.actions = []   # (moment in s, letters typed or None for a touch)

    @property
    def touches(self):
        return sum(1 for _, letters in self.actions if letters is None)

    def note(self, letters):
        self.actions.append((time.monotonic(), letters))

    def _root(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and self.application in (child.get_name() or ""):
                return child
        return None

    def walk(self):
        """Every accessible that is not hidden, nor inside of what is, depth first."""
        root = self._root()
        if root is not None:
            yield from self._below(root)

    def _below(self, node):
        with contextlib.suppress(GLib.Error):
            node.clear_cache()
            for i in range(node.get_child_count()):
                child = node.get_child_at_index(i)
                if child is None:
                    continue
                states = child.get_state_set()
                if not states.contains(Atspi.StateType.VISIBLE):
                    continue
                yield child
                yield from self._below(child)

    def texts(self):
        """What a person could read now."""
        names = []
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                if node.get_name():
                    names.append(node.get_name())
        return names

    def find(self, name, roles=None, exact=True):
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                said = node.get_name() or ""
                if (said == name if exact else name in said) and (not roles or node.get_role() in roles):
                    return node
        return None

    def wait_text(self, text, seconds=15.0):
        """Waits until some text on the screen has @text in it."""
        return self._wait(f"“{text}” on the screen",
                          lambda: next((said for said in self.texts() if text in said), None), seconds)

    def _wait(self, what, check, seconds):
        try:
            return house.wait_for(what, check, seconds)
        except house.Gone as gone:
            raise house.Gone(f"{gone}; there is {self.texts()}") from None

    def wait_gone(self, text, seconds=20.0):
        self._wait(f"“{text}” to leave the screen",
                       lambda: not any(text in said for said in self.texts()), seconds)

    def _pressable(self, name, exact):
        node = self.find(name, PRESSABLE, exact)
        return node if node and node.get_state_set().contains(Atspi.StateType.SENSITIVE) else None

    def press(self, name, exact=True, seconds=10.0):
        """Presses the button of that name, once it can be, by its action.

        GTK's buttons look pressed for a quarter of a second before they act: wait for what the
        press is for before doing anything that it would undo.
        """
        node = self._wait(f"a button “{name}”", lambda: self._pressable(name, exact), seconds)
        actions = [node.get_action_name(i) for i in range(node.get_n_actions())]
        for wanted in ("click", "activate", "toggle", "press"):
            if wanted in actions:
                self.note(None)
                node.do_action(actions.index(wanted))
                return
        raise house.Gone(f"“{name}” has no action to press it by, only {actions}")

    def type(self, name, text, seconds=10.0):
        """Replaces the text of the entry of that name."""
        def entry():
            for node in self.walk():
                with contextlib.suppress(GLib.Error):
                    if node.get_role() in (Atspi.Role.ENTRY, Atspi.Role.TEXT, Atspi.Role.PASSWORD_TEXT) \
                            and (node.get_name() or "") == name:
                        return node
            return None

        node = self._wait(f"an entry “{name}”", entry, seconds)
        self.note(text)
        editable = node.get_editable_text_iface()
        if editable is None or not editable.set_text_contents(text):
            raise house.Gone(f"the entry “{name}” takes no text")

    def unnamed(self):
        """Controls that a screen reader could not announce."""
        return [node.get_role_name() for node in self.walk()
                if node.get_role() in PRESSABLE | {Atspi.Role.ENTRY} and not node.get_name()]

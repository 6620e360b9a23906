# SPDX-License-Identifier: GPL-3.0-or-later
"""A small event with one guest for each thing that can happen at a desk, and the
desk's tasks as a volunteer does them: by what the screen says, by nothing else.

The end-to-end test runs them in both languages; `./dev bench desk` counts their
touches and takes their time.
"""
import contextlib
import json
import queue
import urllib.request

import house
import morning

EVENT = "0199f0c2-7c00-7000-8f00-3b6f1d2e4d01"
CONSENT = {"zh_CN": "我同意以上信息仅用于本次活动。", "en": "I agree to the use of these details at this event only."}
LISTS = {"hall": {"zh_CN": "主会场", "en": "Main hall"}, "tour": {"zh_CN": "参观", "en": "Tour"},
         "dinner": {"zh_CN": "晚宴", "en": "Dinner"}}
MEAL = {"zh_CN": "素食", "en": "Vegetarian"}


def event():
    opens, closes = "2026-11-28T08:00:00+08:00", "2026-11-28T18:00:00+08:00"
    return {
        "id": EVENT, "name": {"zh_CN": "样例技术日", "en": "Example Tech Day"}, "zone": "Asia/Shanghai",
        "badge_template": "label-62x100", "walk_in_status": "confirmed", "required": ["phone"],
        "currency": "CNY", "self_lookup": True, "consent": CONSENT,
        "questions": [{"id": "meal", "text": {"zh_CN": "午餐要哪一种？", "en": "Which lunch would you like?"},
                       "lists": ["dinner"], "options": [
                           {"id": "veg", "text": MEAL},
                           {"id": "meat", "text": {"zh_CN": "荤食", "en": "With meat"}}]}],
        "lists": [
            {"id": "hall", "name": LISTS["hall"], "opens": opens, "closes": closes, "rule": "once", "badge": True},
            {"id": "tour", "name": LISTS["tour"], "opens": opens, "closes": closes, "rule": "once",
             "confirm": True, "categories": ["tour"]},
            {"id": "dinner", "name": LISTS["dinner"], "opens": "2026-11-28T18:00:00+08:00",
             "closes": "2026-11-28T21:00:00+08:00", "rule": "once"}],
        "staff": [{"id": "0199f0c2-7c00-7001-8a11-5f0d3c9b7e31", "name": "陈晨", "pin": morning.PIN}],
    }


def people():
    """(name, phone, what else is special)"""
    rows = [
        ("张伟", "13800138821", {}), ("张伟", "13912345678", {}), ("张伟", "13700001111", {}),
        ("张伟", "13600002222", {"status": "waitlisted"}), ("张敏", "13811115555", {"payment_due": 5000}),
        ("刘洋", "13822226666", {"status": "cancelled"}), ("陈静", "13833337777", {}),
        ("赵磊", "13844448888", {}), ("黄蓉", "13855559999", {}), ("周杰", "13866660000", {}),
        ("吴迪", "13877771111", {"category": "tour"}), ("郑爽", "13888882222", {"category": "tour"}),
        ("孙悦", "13899993333", {"status": "cancelled"}), ("欧阳明月", "13611113333", {}),
        ("Alex Winter", "13922224444", {}),
    ]
    return [dict({"name": name, "phone": phone, "reference": f"R-{i}", "codes": [code_of(phone)],
                  "status": "confirmed"}, **more) for i, (name, phone, more) in enumerate(rows)]


def code_of(phone):
    return f"TICKET-{phone}"


def open_house(home):
    """The hub with the event and its people, a kiosk of it, nothing on the screen yet."""
    home.start_hub()
    file = home.folder / "event.json"
    file.write_text(json.dumps(event(), ensure_ascii=False), encoding="utf-8")
    home.foyer("event", file)
    home.event = EVENT
    post(home, f"/v1/events/{EVENT}/registrations", {"channel": "own-form", "registrations": people()})
    home.enrol("Door 1")


def post(home, path, body):
    """What an organizer's program sends to the hub; the answer."""
    token = open(home.env["FOYER_HUB_TOKEN_FILE"], encoding="utf-8").read().strip()
    request = urllib.request.Request(home.env["FOYER_HUB"] + path, data=json.dumps(body).encode(),
                                     headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        return json.load(answer)


class Desk:
    """A volunteer at the desk's first screen, where each task begins; some end on the guest's page."""

    def __init__(self, home, screen, language):
        self.home, self.screen, self.language = home, screen, language
        self.say = morning.words(language)

    def press(self, text, **how):
        self.screen.press(self.say(text), **how)

    def wait(self, text):
        self.screen.wait_text(self.say(text))

    def type(self, entry, text):
        self.screen.type(self.say(entry), text)

    def expect(self, verdict):
        shown = self.home.shown()
        if shown["shown"] != verdict:
            raise house.Gone(f"the screen showed {shown['shown']} instead of {verdict}")

    def unlock(self):
        self.press("Staff")
        for digit in morning.PIN:
            self.screen.press(digit)
        self.press("Open the desk")
        self.wait("Find a guest")

    def lock(self):
        self.press("Lock")
        self.wait("On your phone or on paper, both are fine.")

    def find(self, text, name):
        self.type("Find a guest", text)
        self.screen.wait_text(name)

    def open_guest(self, text, name):
        self.find(text, name)
        self.screen.press(name)

    def go_home(self):
        """Also from there: what was pressed has to have acted before anything is typed."""
        with contextlib.suppress(queue.Empty):
            while True:
                self.home.kiosk.lines.get_nowait()
        self.press("Find")
        self.home.kiosk.wait_line(lambda line: line.startswith('{"step":"find"'))

    # Each with at most three touches from the desk's first screen, plus typing.

    def check_in(self):
        """张伟 among four: two letters and what the guest says of their phone."""
        self.find("zw 8821", "张伟")
        self.press("Check in")
        self.expect("admitted")

    def walk_in(self):
        self.press("Walk-in")
        self.type("Name", "林小雨")
        self.type("Phone", "13500001234")
        self.screen.press(CONSENT[self.language])
        self.press("Register and check in")
        self.expect("admitted")

    def walk_in_known(self):
        """Somebody with that number is registered: the screen says so, and leads there."""
        self.press("Walk-in")
        self.type("Name", "陈小静")
        self.type("Phone", "13833337777")
        self.screen.press(self.say("Already registered: %s") % "陈静")
        self.press("Check in")
        self.expect("admitted")

    def undo(self):
        self.press("Recent")
        self.press("Undo")
        self.press("Touched by mistake")
        self.wait("Undone. If a badge came out, please take it back.")

    def undo_at_once(self):
        """Who was checked in a moment ago stands above, with a way back."""
        self.find("zhaolei", "赵磊")
        self.press("Check in")
        self.expect("admitted")
        self.press("Undo")
        self.press("It was the wrong person")
        self.wait("Undone. If a badge came out, please take it back.")

    def correct_name(self):
        self.open_guest("zhaolei", "赵磊")
        self.press("Correct the name…")
        self.type("What is the name?", "赵雷")
        self.press("Save")
        self.wait("The name is corrected. If a badge is out already, print it again.")

    def reissue(self):
        self.open_guest("hr 9999", "黄蓉")
        self.press("New ticket…")
        self.press("The ticket is lost")
        self.wait("The old ticket is void from now on. The organizer sends the new one.")

    def reprint(self):
        self.open_guest("lxy 1234", "林小雨")
        self.press("Print the badge again…")
        self.press("The badge is damaged")
        self.wait("A new badge is being printed. The old one can no longer be used.")

    def override(self):
        self.find("liuyang", "刘洋")
        self.press("Let in…")
        self.press("The organizer agreed")
        self.expect("admitted")

    def pay(self):
        self.find("zm 5555", "张敏")
        self.press("Payment…")
        self.press("Cash")
        self.expect("admitted")

    def note(self):
        self.open_guest("zj 0000", "周杰")
        self.press("Write a note…")
        self.type("What should the others know?", "轮椅")
        self.press("Save")
        self.wait("The note is kept. Every desk sees it.")

    def choose_list(self, name):
        self.screen.press(self.list_button(), exact=False)
        self.screen.press(LISTS[name][self.language])
        self.screen.wait_text(self.say("List: %s") % LISTS[name][self.language])

    def list_button(self):
        return self.say("List: %s") % ""

    def confirm(self):
        """On the tour a volunteer says yes to each guest."""
        self.find("wd 1111", "吴迪")
        self.press("Check in")
        self.expect("admitted")

    def open_list(self):
        self.screen.press(self.list_button(), exact=False)
        self.press("Open now…")
        self.press("The organizer agreed")
        self.wait("The list is open. Guests can come in now.")

    # At the kiosk, where guests are alone.

    def question(self):
        self.home.hold_up(code_of("13888882222"))
        self.expect("ask_first")
        self.screen.press(MEAL[self.language], seconds=20)
        self.home.lower()
        self.expect("admitted")

    def find_oneself(self):
        self.press("No code? Find your name")
        self.type("Your phone number", "13611113333")
        self.press("Next")
        self.type("Your surname", "ouyang")
        self.press("Next")
        self.press("Yes, that is me")
        self.expect("admitted")

    def help(self):
        """Refused at the kiosk, the guest is on the desk's first screen; the case is taken."""
        self.home.hold_up(code_of("13899993333"))
        self.expect("cancelled")
        self.home.lower()
        self.press("Done")
        self.unlock()
        self.screen.press("孙悦", exact=False)
        self.press("Let in anyway…")
        self.press("The organizer agreed")
        self.expect("admitted")

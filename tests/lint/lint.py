#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lint.py RULE: holds the tree to one rule, and the rule to its bad example.

bad/RULE is a small tree that breaks the rule; a rule that finds nothing there
proves nothing here.
"""
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
SOURCES = {".c", ".h", ".py", ".sh", ".ui", ".css", ".build", ".8"}
PRODUCT = ("sync/", "printing/", "kiosk/")


class Skip(Exception):
    """There is nothing yet to hold to the rule; says what is missing."""


class Tree:
    def __init__(self, root, names):
        self.root = root
        self.names = sorted(name for name in names if (root / name).is_file())

    def text(self, name):
        return (self.root / name).read_text(encoding="utf-8", errors="replace")

    def ending(self, *suffixes):
        return [name for name in self.names if name.endswith(suffixes)]

    def needed(self, name):
        if name not in self.names:
            raise Skip(f"{name} does not exist")
        return self.text(name)


def our_tree():
    listed = subprocess.run(["git", "-C", TOP, "ls-files", "-z"], check=True, capture_output=True)
    names = listed.stdout.decode().split("\0")
    return Tree(TOP, [name for name in names if name and not name.startswith("tests/lint/bad/")])


def bad_tree(rule):
    root = HERE / "bad" / rule
    return Tree(root, [str(path.relative_to(root)) for path in root.rglob("*")])


def lines_with(tree, names, pattern):
    for name in names:
        for number, line in enumerate(tree.text(name).splitlines(), 1):
            if re.search(pattern, line):
                yield f"{name}:{number}: {line.strip()[:80]}"


def licence(tree):
    """Every source file says its licence in its first lines."""
    for name in tree.names:
        text = tree.text(name) if pathlib.Path(name).suffix in SOURCES or "." not in name else ""
        is_source = pathlib.Path(name).suffix in SOURCES or text.startswith("#!")
        if is_source and "SPDX-License-Identifier: GPL-3.0-or-later" not in "".join(text.splitlines(True)[:4]):
            yield f"{name}: no SPDX line"


FORBIDDEN = {  # folder: folders whose headers it must not see
    "sync/": ("printing/", "kiosk/"),
    "printing/": ("sync/", "kiosk/"),
    "kiosk/scanner/": ("printing/", "kiosk/door/", "kiosk/views/", "kiosk/cli/"),
    "kiosk/door/": ("kiosk/views/", "kiosk/cli/"),
    "kiosk/cli/": ("kiosk/views/",),
}


def includes(tree):
    """Arrows between folders run one way; only views/ knows GTK."""
    homes = {}
    for name in tree.ending(".h"):
        homes.setdefault(os.path.basename(name), []).append(os.path.dirname(name) + "/")
    for name in tree.ending(".c", ".h"):
        folder = next((folder for folder in FORBIDDEN if name.startswith(folder)), None)
        if folder is None:
            continue
        for header in re.findall(r'#\s*include\s*[<"]([^>"]+)[>"]', tree.text(name)):
            where = homes.get(os.path.basename(header), [])
            if re.match(r"(gtk|gdk|adwaita|graphene)[/.]", header):
                yield f"{name}: {header} belongs in kiosk/views"
            elif where and all(home.startswith(FORBIDDEN[folder]) for home in where):
                yield f"{name}: {header} is of {where[0]}"


def translations(tree):
    """Whatever is said to people is translated."""
    listed = [line for line in tree.needed("assets/po/POTFILES").splitlines() if line and line[0] != "#"]
    for name in listed:
        if name not in tree.names:
            yield f"assets/po/POTFILES: there is no {name}"
    for name in tree.ending(".c", ".h", ".ui"):
        pattern = r'translatable="(yes|true|1)"' if name.endswith(".ui") else r'\b(N?C?_|n?gettext) ?\("'
        if name.startswith(PRODUCT) and name not in listed and re.search(pattern, tree.text(name)):
            yield f"assets/po/POTFILES: {name} is missing"
    for name in tree.ending(".po"):
        run = subprocess.run(["msgfmt", "--check", "--statistics", "-o", os.devnull, tree.root / name],
                             capture_output=True, text=True, check=False, env=dict(os.environ, LC_ALL="C"))
        if run.returncode or re.search("fuzzy|untranslated", run.stderr):
            yield f"{name}: {run.stderr.strip()}"


def windows(tree):
    """Every .ui file is well-formed and says nothing that GTK would leave out."""
    names = tree.ending(".ui")
    if not names:
        raise Skip("there is no .ui file")
    for name in names:
        try:
            ours = ElementTree.canonicalize(tree.text(name), strip_text=True)
        except ElementTree.ParseError as error:
            yield f"{name}: {error}"
            continue
        # The tool lays text out its own way, drops remarks and says 1 for yes: what it means is compared.
        ours = ours.replace('translatable="yes"', 'translatable="1"')
        run = subprocess.run(["gtk4-builder-tool", "simplify", tree.root / name],
                             capture_output=True, text=True, check=False)
        if run.returncode or ElementTree.canonicalize(run.stdout, strip_text=True) != ours:
            yield f"{name}: gtk4-builder-tool simplify would change it"


def words(tree):
    """No place of one machine, no registry, nothing left undone, no waiting by the clock."""
    everywhere = [name for name in tree.names if name not in ("tests/lint/lint.py", "LICENSE")
                  and not name.startswith("tests/fuzz/corpus/")]
    code = [name for name in tree.ending(".c", ".h") if name.startswith(PRODUCT)]
    yield from lines_with(tree, everywhere, r"(?<![\w.])(/home/\w|/root/|/Users/\w)")
    yield from lines_with(tree, everywhere, r"pypi\.org|npmjs\.|crates\.io|rubygems\.org|docker\.io|ghcr\.io")
    yield from lines_with(tree, everywhere, r"\b(TODO|FIXME|XXX)\b")
    yield from lines_with(tree, code, r"\b(g_usleep|usleep|sleep|nanosleep) ?\(")


def manual(tree):
    """Every key of the configuration file is in the manual."""
    manual_text = tree.needed("packaging/foyer-kiosk.8").replace("\\-", "-")
    for group, key in re.findall(r'take(?:_\w+)? \(reader, "(\w+)", "([\w-]+)"',
                                 tree.needed("kiosk/door/config.c")):
        if not re.search(rf"\b{key}\b", manual_text) or not re.search(rf"\b{group}\b", manual_text):
            yield f"packaging/foyer-kiosk.8: [{group}] {key} is missing"


def build(tree):
    """Every file that a meson.build names is there."""
    for name in tree.ending("meson.build"):
        folder = pathlib.PurePath(name).parent
        text = re.sub(r"^\s*#.*|output: *'[^']*'", "", tree.text(name), flags=re.M)
        named = re.findall(r"'([\w./-]+\.(?:c|ui|xml))'|files\('([^']+)'\)", text)
        for source in (first or second for first, second in named):
            if os.path.normpath(folder / source) not in tree.names:
                yield f"{name}: there is no {source}"


def readme(tree):
    """The README opens with the two commands that anyone needs."""
    text = tree.needed("README.md")
    for command in ("./dev run", "./dev test"):
        if command not in text:
            yield f"README.md: {command} is missing"


RULES = {rule.__name__: rule for rule in
         (licence, includes, translations, windows, words, manual, build, readme)}


def main(name):
    rule = RULES[name]
    print("TAP version 13\n1..2")
    caught = list(rule(bad_tree(name)))
    print(f"{'ok' if caught else 'not ok'} 1 - the bad example of {name} is caught")
    try:
        problems = list(rule(our_tree()))
    except Skip as reason:
        print(f"ok 2 - {rule.__doc__} # SKIP {reason}")
        return
    for problem in problems:
        print(f"# {problem}")
    print(f"{'not ok' if problems else 'ok'} 2 - {rule.__doc__}")


if __name__ == "__main__":
    main(sys.argv[1])

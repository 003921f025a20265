#!/usr/bin/env python3
"""Writes assets/start.ld: which functions stand first in the program, those that run when it starts before those that run with
the first keys. The system maps a program sixteen pages at a time, so that a start maps as little of it as those take together.

    assets/start.py

Builds the program as it is released, but with the linker's own order, and watches it in `valgrind --tool=callgrind`. Needs
valgrind and, as Rust's own since 1.90, a linker that writes maps as lld does.
"""
import os, pty, re, select, struct, subprocess, sys, tempfile, termios, fcntl, time
from collections import defaultdict

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.environ.get("CARGO_TARGET_DIR", f"{ROOT}/target")
# What is done, and with which arguments: what stands first runs in most sittings.
SITTINGS = [
    (["--no-profile", "open", "home"], ""),
    ([], ""),
    ([], "jjk\r\tjjk\x0f/rust eng\x1bo\x1b?\x1bt\x1bee\x1b"),
]


def build(folder):
    """The program in the linker's own order, and where each function stands in it: begin, end and section."""
    # In a section of another name, valgrind would not find them.
    write([])
    subprocess.run(
        ["cargo", "rustc", "--locked", "--release", "--bin", "roledex", "--", f"-Clink-arg=-Wl,-Map={folder}/map"],
        cwd=ROOT, check=True,
    )
    line = re.compile(r"\s*([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+\s+.*:\((\.text\.[^)]+)\)$")
    functions = []
    with open(f"{folder}/map") as lines:
        for found in filter(None, map(line.match, lines)):
            begin, size = int(found[1], 16), int(found[2], 16)
            functions.append((begin, begin + size, found[3]))
    return f"{TARGET}/release/roledex", sorted(functions)


def watch(program, arguments, keys, home, out):
    """The addresses that run while keys are pressed one after another."""
    child, terminal = pty.fork()
    if child == 0:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        clean |= dict(HOME=home, TERM="xterm-256color", LANG="C.UTF-8")
        time.sleep(0.1)  # until the terminal has its size
        watched = ["valgrind", "-q", "--tool=callgrind", "--dump-instr=yes", f"--callgrind-out-file={out}", "--log-file=/dev/null"]
        os.execvpe("valgrind", [*watched, program, *arguments], clean)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def still(first, then):
        while select.select([terminal], [], [], first)[0]:
            try:
                if not os.read(terminal, 65536):
                    return
            except OSError:  # it has gone
                return
            first = then

    still(60, 1.5)
    for key in keys:
        os.write(terminal, key.encode())
        still(2, 0.3)
    os.write(terminal, b"q")
    still(10, 10)
    os.waitpid(child, 0)
    addresses, at, is_ours, objects = set(), 0, False, {}
    with open(out) as lines:
        for line in lines:
            if found := re.match(r"(c?)ob=\((\d+)\)(?: (.*))?", line):
                is_called, number, name = found.groups()
                if name:  # it has it once, where it is first spoken of
                    objects[number] = name
                if not is_called:
                    is_ours = objects[number] == program
            elif found := re.match(r"(0x[0-9a-f]+|[+-]\d+|\*)\s", line):
                where = found[1]
                if where.startswith("0x"):
                    at = int(where, 16)
                elif where != "*":  # the same again
                    at += int(where)
                if is_ours:
                    addresses.add(at)
    return addresses


def ran(functions, addresses):
    """The sections of the functions that hold one of these addresses, in the order of the program."""
    sections, left = [], sorted(addresses, reverse=True)
    for begin, end, section in functions:
        while left and left[-1] < begin:
            left.pop()
        if left and left[-1] < end:
            sections.append(section)
    return sections


def pattern(section):
    """A section without what another version of the compiler calls it."""
    section = re.sub(r"\.llvm\.\d+$", "*", section)
    section = re.sub(r"17h[0-9a-f]{16}E", "17h*", section)
    return re.sub(r"(?<=C)s[0-9A-Za-z]*_(?=\d)", "s*_", section) if "._R" in section else section


def order(functions, sittings):
    """What the sections are called that ran, the earlier sittings' first."""
    sizes, alike = {}, defaultdict(list)
    for begin, end, section in functions:
        sizes[section] = end - begin
        alike[pattern(section)].append(section)
    names = {}
    for sections in sittings:
        run = set(sections)
        for section in sections:
            same = alike[pattern(section)]
            used = sum(sizes[one] for one in same if one in run)
            # Where a name stands for many functions of which few run, only this compiler's own finds them.
            is_few = used * 2 < sum(sizes[one] for one in same)
            names[section if is_few else pattern(section)] = None
    return names


def main():
    with tempfile.TemporaryDirectory() as folder:
        program, functions = build(folder)
        sittings = [ran(functions, watch(program, arguments, keys, folder, f"{folder}/out")) for arguments, keys in SITTINGS]
    names = order(functions, sittings)
    write(names)
    print(f"{len(functions)} functions, {len(sittings[-1])} of them run with the first keys: {len(names)} names", file=sys.stderr)


def write(names):
    """Writes the script of the linker: the default one, with the functions of these names before all others."""
    with open(f"{ROOT}/assets/start.ld", "w") as script:
        script.write("/* Which functions stand first in the program. Written by assets/start.py; build.rs tells what it is for. */\n")
        script.write("SECTIONS {\n  .text.start : {\n")
        script.writelines(f"    *({name})\n" for name in names)
        script.write("  }\n}\nINSERT BEFORE .text;\n")


main()

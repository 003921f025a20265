#!/usr/bin/env python3
"""spec.py ROLEDEX PACKS [SIZE] [--keys | --terminals] > SPEC.json: what `ptybench` measures in one run, roledex beside its peers.

ROLEDEX is the program, PACKS the folder with the packs 1000, 10000 and 100000 that `examples/large_pack.rs` wrote, SIZE as 120x40.
A peer that is not installed is left out. With --keys, only starts, single keys and memory, and those more often. With --terminals, only the start: on a terminal that answers nothing, and after 100 ms.
"""
import json, os, sys
words = [a for a in sys.argv[1:] if not a.startswith("--")]
roledex, packs = words[:2]
columns, lines = (words + ["120x40"])[2].split("x")
cache = os.environ.get("PTYBENCH_CACHE") or os.path.expanduser("~/.cache/ptybench")
bin, floors, data = f"{cache}/peers/bin", f"{cache}/floors", f"{cache}/data"
fzf = f"{cache}/peers/iterfzf/iterfzf/fzf"
sizes = {"1k": 1000, "10k": 10_000, "100k": 100_000}
targets = []

def add(name, cmd, **more):
    if os.path.exists(cmd[0]):
        targets.append({"name": name, "cmd": cmd, **more})

keys = ["move", "scroll", "page", "flood"]
looking = dict(search_open="/", search_clear="<C-u>", search_close="<Esc>", page_down="<PageDown>", page_up="<PageUp>", quit="q")
own = [roledex, "--no-profile"]
add("roledex home", own + ["open", "home"], marker=["roledex"], ready=["Look around"], phases=["quit"], slow=["idle"], **looking)
add("roledex index", own + ["open", "list:tools"], marker=["roledex"], phases=keys + ["quit"], slow=["idle", "resize"], **looking)
add("roledex page", own + ["open", "role:ai-engineer@after#does"], marker=["roledex"], phases=keys + ["quit"], slow=["idle"], **looking)
# A list without its page beside it, as the floors draw one.
for name, place in (("index", "list:tools"), ("page", "role:ai-engineer@after#does")):
    add(f"roledex {name} alone", own + ["open", place], marker=["roledex"], setup="z", phases=keys + ["quit"], slow=[], **looking)
add("roledex search", own + ["open", "home"], marker=["roledex"], phases=["search", "quit"], queries=["rust", "data engineer", "zürich"],
    search_quiet_ms=300, slow=["paste"], **looking)
for size, entries in sizes.items():
    quiet = 400 if size == "100k" else 300
    queries = ["rust", "data engineer", "zürich"]
    add(f"roledex {size}", own + ["--content", f"{packs}/{entries}", "open", "list:tools"], marker=["roledex"],
        phases=["search", "quit"], queries=queries, search_quiet_ms=quiet, **looking)
    line = dict(stdin=f"{data}/roles-{size}.txt", marker=["Associate Frontend"], ready=[f"{entries}/{entries}"], queries=queries,
                search_quiet_ms=quiet, search_clear="<C-u>", page_down="<PageDown>", page_up="<PageUp>", quit="<C-c>")
    big = size == "100k"
    for name, program in (("fzf", fzf), ("sk", f"{bin}/sk")):
        phases = (keys if big else []) + ["search", "quit"]
        add(f"{name} {size}", [program, "--reverse"], phases=phases, slow=["idle", "resize", "paste"] if big else [], **line)
for size in ("1k", "100k"):
    lists = dict(marker=["Associate Frontend"], phases=keys + ["quit"], slow=["idle"], page_down="<PageDown>", page_up="<PageUp>")
    add(f"ratafloor {size}", [f"{floors}/ratafloor", "window", f"{data}/roles-{size}.txt"], quit="<Esc>", **lists)
add("rawfloor 100k", [f"{floors}/rawfloor", f"{data}/roles-100k.txt"], quit="<Esc>", **lists)
add("csvlens 100k", [f"{bin}/csvlens", f"{data}/roles-100k.csv"], **{**lists, "marker": ["Associate Fron"]}, quit="q")

defaults = dict(size=[int(columns), int(lines)], terminal="modern", scroll_keys=60)
rounds = dict(start_rounds=15, core_rounds=2, slow_rounds=1, syscalls=1)
if "--keys" in sys.argv:
    shown = ("home", "index", "page", "index alone", "page alone")
    chosen = {f"roledex {name}" for name in shown} | {"sk 1k", "sk 100k", "fzf 1k", "ratafloor 1k"}
    taken = ("move", "scroll", "quit")
    targets = [{**t, "phases": [p for p in t["phases"] if p in taken], "slow": []} for t in targets if t["name"] in chosen]
    rounds = dict(start_rounds=31, core_rounds=3, slow_rounds=0, syscalls=0)
if "--terminals" in sys.argv:
    kinds = (("", {}), (" silent", {"terminal": "silent"}), (" after 100 ms", {"reply_delay_ms": 100}))
    chosen = [t for t in targets if t["name"] in ("roledex home", "sk 1k", "fzf 1k")]
    targets = [{**t, **how, "name": t["name"] + kind, "phases": [], "slow": []} for t in chosen for kind, how in kinds]
    rounds = dict(start_rounds=9, core_rounds=0, slow_rounds=0, syscalls=0)
json.dump(dict(defaults=defaults, **rounds, targets=targets), sys.stdout, indent=1)

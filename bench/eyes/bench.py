"""The models in the JVM, in onnxruntime's Python and in torch: they take turns, one works while the others wait.

Prints Markdown: medians over the rounds, and how the JVM does against each of the others.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
THREADS = int(os.environ.get("VITRINE_CORES", len(os.sched_getaffinity(0))))
MODELS = ROOT / "target" / "bench-eyes"
ROUNDS = int(os.environ.get("VITRINE_ROUNDS", "5"))


class Engine:
    """A process that answers lines of JSON."""

    def __init__(self, name, command, environment=None):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | (environment or {})
        )
        self._answer()

    def ask(self, question):
        self.process.stdin.write(question + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        for line in self.process.stdout:  # libraries write what they like, too
            if line.startswith("["):
                return json.loads(line)
        sys.exit(f"{self.name} ended")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def jvm(worker, *arguments):
    """As src/local/start runs local mode."""
    built = ROOT / "target" / "local"
    path = f"{built}/test-classes:{built}/classes:{(built / 'bench.classpath').read_text('utf-8').strip()}"
    options = [f"@{ROOT / 'src/local/jvm.options'}", f"-XX:ActiveProcessorCount={THREADS}", "-cp", path]
    options += os.environ.get("VITRINE_BENCH_JVM", "").split()
    malloc = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072"}
    malloc |= json.loads(os.environ.get("VITRINE_BENCH_MALLOC", "{}"))
    return Engine("JVM", ["java", *options, f"dev.vitrine.local.{worker}", *map(str, arguments)], malloc)


def peer(name, kind, *arguments):
    return Engine(name, [sys.executable, str(HERE / "peers.py"), kind, *map(str, arguments), str(THREADS)])


def made(kind):
    """The folder of a model, made by a process of its own: it takes much memory."""
    folder = MODELS / kind
    if not (folder / "complete").is_file():
        subprocess.run(["rm", "-rf", str(folder)], check=True)
        subprocess.run([sys.executable, str(HERE / "make.py"), kind, str(folder)], check=True, stdout=sys.stderr)
        (folder / "complete").touch()
    return folder


def picture():
    """A JPEG of 1024 x 768 with soft and sharp parts."""
    import numpy as np
    from PIL import Image

    place = MODELS / "picture.jpg"
    dice = np.random.default_rng(14)
    small = Image.fromarray(dice.integers(0, 256, (24, 32, 3), dtype=np.uint8))
    MODELS.mkdir(parents=True, exist_ok=True)
    small.resize((1024, 768), Image.Resampling.BICUBIC).save(place, quality=88)
    return place


def table(head, rows):
    print(f"\n| {' | '.join(head)} |\n|---|{'---:|' * (len(head) - 1)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()


def against(figures, better):
    """How the JVM, the first of the figures, does against each: above 1 it does better."""
    mine = figures[0]
    return [f"{(mine / one if better == 'more' else one / mine):.2f}x" for one in figures]


def quantile(figures, q):
    return sorted(figures)[min(len(figures) - 1, int(q * len(figures)))]


def memories(engines, empty):
    rows = [[e.name, *(f"{x:,.0f}" for x in (before[0], *e.ask("memory")))] for e, before in zip(engines, empty, strict=True)]
    table(["memory, MB", "model open", "after the runs", "at most"], rows)


def clip():
    folder, jpeg = made("clip"), picture()
    engines = [
        jvm("eyes.EyesBench", folder, jpeg),
        peer("onnxruntime, Python", "onnxruntime", folder, jpeg),
        peer("open_clip, torch", "open_clip", folder, jpeg),
    ]
    empty = [e.ask("memory") for e in engines]
    mine, *others = (e.ask("embedding") for e in engines)
    for engine, other in zip(engines[1:], others, strict=True):
        gap = max(abs(a - b) for a, b in zip(mine, other, strict=True))
        print(f"embeddings of the JVM and of {engine.name} differ by {gap:.1e} at most")
    took = {e.name: {"network": [], "alone": [], "together": []} for e in engines}
    for turn in range(ROUNDS + 1):
        for kind, count in (("network", 6), ("alone", 6), ("together", 1)):
            for engine in engines[turn % 3 :] + engines[: turn % 3]:
                figures = engine.ask(f"{kind} {count}")
                took[engine.name][kind] += figures if turn else []  # the first round warms up
    rows = []
    figures = {k: [statistics.median(took[e.name][k]) for e in engines] for k in ("network", "alone", "together")}
    rates = [32_000 / ms for ms in figures["together"]]
    for i, engine in enumerate(engines):
        alone = took[engine.name]["alone"]
        row = [engine.name, f"{figures['network'][i]:.0f}", against(figures["network"], "less")[i], f"{figures['alone'][i]:.0f}"]
        row += [f"{quantile(alone, 0.99):.0f}", against(figures["alone"], "less")[i]]
        rows.append([*row, f"{rates[i]:.2f}", against(rates, "more")[i]])
    head = ["ViT-B-16", "network, ms", "JVM is", "JPEG to embedding, ms", "p99", "JVM is", "pictures/s, 16 at once", "JVM is"]
    table(head, rows)
    memories(engines, empty)
    for engine in engines:
        engine.close()


def captions():
    folder, jpeg = made("captions"), picture()
    engines = [
        jvm("florence.CaptionBench", folder / "exported", MODELS / "cache", jpeg),
        peer("onnxruntime, Python", "onnxruntime-captions", folder, jpeg),
        peer("transformers, torch", "transformers", folder, jpeg),
    ]
    empty = [e.ask("memory") for e in engines]
    took = {e.name: [] for e in engines}
    for turn in range(ROUNDS + 1):
        for engine in engines[turn % 3 :] + engines[: turn % 3]:
            figures = engine.ask("caption 1")
            took[engine.name] += figures if turn else []
    look = [statistics.median(one[0] for one in took[e.name]) for e in engines]
    speed = [statistics.median(1000 * one[2] / one[1] for one in took[e.name]) for e in engines]
    rows = [
        [e.name, f"{look[i]:,.0f}", against(look, "less")[i], f"{speed[i]:.1f}", against(speed, "more")[i], f"{took[e.name][0][2]}"]
        for i, e in enumerate(engines)
    ]
    table(["Florence-2-base", "look, ms", "JVM is", "tokens/s", "JVM is", "tokens of an answer"], rows)
    memories(engines, empty)
    for engine in engines:
        engine.close()


def main():
    asked = sys.argv[1:] or ["clip", "captions"]
    known = {"clip": clip, "captions": captions}
    if not set(asked) <= set(known):
        sys.exit(f"there is {', '.join(known)}")
    load = os.getloadavg()[0]
    cpu = next((x.split(":")[1].strip() for x in open("/proc/cpuinfo") if x.startswith("model name")), platform.machine())
    print(f"{cpu}, {os.cpu_count()} cores, {THREADS} threads, load {load:.1f} at the start, {time.strftime('%Y-%m-%d')}")
    print(f"{ROUNDS} rounds; medians. 'JVM is 1.10x' says that it is 1.10 times as fast as the row's engine.")
    for name in asked:
        known[name]()


main()

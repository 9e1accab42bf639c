"""Wall and CPU seconds of calls, and the tables that show them."""

import statistics
import time


def measure(call, times=1):
    """(wall, CPU) seconds of the quickest of some calls."""
    best = None
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        took = (time.perf_counter() - wall, time.process_time() - cpu)
        best = took if best is None or took < best else best
    return best


def measure_both(one, other, times):
    """The same for two calls that take turns, so that a busy moment hits both."""
    pairs = [(measure(one), measure(other)) for _ in range(times)]
    return tuple(min(took) for took in zip(*pairs, strict=True))


def in_turns(rounds):
    """[{name: call}], in each of which every call is made once, to {name: (wall, CPU) seconds}, the median of each."""
    took = [{name: measure(call) for name, call in calls.items()} for calls in rounds]
    return {name: tuple(statistics.median(one[name][i] for one in took) for i in (0, 1)) for name in took[0]}


def row(what, took, against=None):
    """Prints a row of `table`: (wall, CPU) seconds, and how many times those of `against` they are less."""
    wall, cpu = took
    ratio = f"{times(against[0] / wall)} | {times(against[1] / cpu)}" if against else "1x | 1x"
    print(f"| {what} | {wall:,.4f} | {cpu:,.4f} | {ratio} |", flush=True)


def times(ratio):
    """A ratio as text, with decimals where they say something."""
    return f"{ratio:,.0f}x" if ratio >= 20 else f"{ratio:.1f}x"


def table(title, note=""):
    """Prints the head of a Markdown table, for `row`."""
    print(f"\n### {title}\n\n{note}".rstrip() + "\n")
    print("| | wall s | CPU s | wall, times faster | CPU, times less |\n|---|---|---|---|---|")

"""Wall and CPU seconds of calls that take turns, and the tables that show them, each with its opponent's name."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

TURNS = 5
Call = Callable[[], object]


class Took(NamedTuple):
    """Seconds of a call."""

    wall: float
    cpu: float


def measure(call: Call) -> Took:
    """The seconds of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def in_turns(turns: Sequence[Mapping[str, Call]]) -> dict[str, Took]:
    """The median of each call. In each turn every call is made once, so that a busy moment hits them all."""
    took = [{name: measure(call) for name, call in calls.items()} for calls in turns]
    return {name: Took(*(statistics.median(one[name][i] for one in took) for i in (0, 1))) for name in took[0]}


def scaled(took: Took, factor: float) -> Took:
    """The same of so many times the work."""
    return Took(factor * took.wall, factor * took.cpu)


def times(ratio: float) -> str:
    """A ratio as text, with decimals where they say something."""
    return f"{ratio:,.0f}x" if ratio >= 20 else f"{ratio:.1f}x"


def seconds(took: float) -> str:
    """Seconds as text, in as many decimals as say something."""
    return f"{took:,.0f}" if took >= 100 else f"{took:,.3f}" if took >= 0.1 else f"{took:.4f}"


def table(title: str, note: str, opponent: str, rows: Mapping[str, Mapping[str, Took]]) -> None:
    """Prints Markdown: for each heading of `rows`, such as cold, what each one took, and how many times that the opponent takes."""
    print(f"\n### {title}\n\n{note}".rstrip() + "\n")
    print(f"| | {' | '.join(f'{heading}: wall, CPU s' for heading in rows)} | {' | '.join(f'{opponent} takes, {heading}: wall, CPU' for heading in rows)} |")
    print(f"|---{'|---:' * 2 * len(rows)}|")
    for name in dict.fromkeys(name for part in rows.values() for name in part):
        said = [f"{seconds(part[name].wall)}, {seconds(part[name].cpu)}" if name in part else "" for part in rows.values()]
        against = [_against(part[opponent], part[name]) if name in part else "" for part in rows.values()]
        print(f"| {' | '.join([name, *said, *against])} |", flush=True)


def _against(opponent: Took, ours: Took) -> str:
    return f"{times(opponent.wall / ours.wall)}, {times(opponent.cpu / ours.cpu)}"

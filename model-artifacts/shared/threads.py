"""Threads for the CPU's part of a batch: pictures are read and scaled in them while the model computes.

Pillow lets other threads run while it decodes and scales: seen for JPEG, PNG, WebP and GIF. torch is expected to do so while it
waits for a GPU; there was none to see it on.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Argument = TypeVar("Argument")
Value = TypeVar("Value")


def cores() -> int:
    """How many this process may use; VITRINE_CORES may say fewer."""
    most = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(most, int(os.environ.get("VITRINE_CORES", most)))


def each(step: Callable[[Argument], Value], arguments: Sequence[Argument]) -> Iterator[Value]:
    """step(argument) of all arguments, in their order; all are begun at once. A single one needs no thread."""
    return map(step, arguments) if len(arguments) == 1 else _pool().map(step, arguments)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores(), thread_name_prefix="pictures")

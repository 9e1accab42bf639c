"""How many pictures a second one machine answers in time: the table capacity.json, which deploy/measure and bench/models/load write.

growth.py turns it into parameters of the stacks. A machine that is not in the table was not measured; its endpoints grow
by the template's defaults, which are assumptions.
"""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("capacity.json")
# Of what a machine answers in time, the part at which another one is started, which takes minutes: AWS' advice for the first try,
# https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-loadtest.html
SAFETY = 0.5
LEAST_AT_ONCE = 2  # Lambda's MaximumConcurrency is not lower
REQUESTS = {"clip": 1, "interrogator": 1, "describe": 2}  # for each picture: describe is asked for tags and for a prompt


@dataclass(frozen=True)
class Capacity:
    """What a load test found: 99 of 100 pictures at this rate were answered in less than `limit_s`."""

    pictures_a_second: float
    limit_s: float
    measured: str  # the day
    on: str  # what was measured: the machine, the model
    at_once: int | None = None  # pictures that were on their way at the same time; None in a table from before it was kept

    def asked_at_once(self, kind: str) -> int | None:
        """About how many pictures a queue asks this machine at once, so that it is busy and nobody waits in it; None if not known."""
        if self.at_once is None:
            return None
        # describe is asked about each picture by two queues, by one after the other: half of them by each.
        return max(LEAST_AT_ONCE, math.ceil(self.at_once / REQUESTS[kind]))

    def requests_a_minute(self, kind: str) -> int:
        """At how many requests a minute and machine another machine is started; at least 1."""
        return max(1, round(60 * SAFETY * self.pictures_a_second * REQUESTS[kind]))


def of(kind: str, machine: str, table: Path = TABLE) -> Capacity | None:
    """The capacity of such a machine as clip, interrogator or describe; None if it was not measured."""
    kept = json.loads(table.read_text("utf-8"))["machines"].get(machine, {}).get(kind)
    return Capacity(**kept) if kept else None


def keep(kind: str, machine: str, capacity: Capacity, table: Path = TABLE) -> None:
    """Writes a capacity into the table, in place of what it had for this machine and kind."""
    document = json.loads(table.read_text("utf-8"))
    document["machines"].setdefault(machine, {})[kind] = asdict(capacity)
    table.write_text(json.dumps(document, indent=2) + "\n", "utf-8")

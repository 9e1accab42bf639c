"""What Vitrine costs by the price table prices.json: an hour, whether it is used or not, and 1,000 pictures.

The doctor prints it for the stack that it is asked about. README's figures are those of the defaults; `python deploy/costs.py`
prints its lines, and a test compares them.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import template
from template import Template, Values

TABLE = template.ROOT / "deploy" / "prices.json"
MACHINE = template.ROOT / "statemachine" / "image-to-text.asl.json"
METRICS = template.ROOT / "src" / "main" / "java" / "dev" / "vitrine" / "trace" / "Metric.java"
PICTURES_A_DAY = (100, 1_000, 10_000)
HOURS_A_MONTH = 730

# What one picture without a restyle, of one product, takes of the core stack. Assumed, not measured in AWS, but for the transitions, which
# are counted in the state machine.
SECONDS = {"StartWorkflow": 0.05, "RenderImage": 1.5, "TagImage": 0.6, "WritePrompt": 1.5, "StoreDescription": 0.2, "FinishImage": 0.1, "IndexImages": 0.02}
TAKES = {"DynamoDB writes": 63, "DynamoDB reads": 30, "S3 writes": 3, "S3 reads": 4, "SQS requests": 12, "X-Ray traces": 3, "API requests": 10}
LOGGED_GB = 10e-6

# Where the captioner tells products apart, which Florence-2 does: the share of pictures that show several, and how many these
# show, of the at most 6 that are asked about. Assumed. Such a picture is one more message before CLIP, and as many requests to it,
# one after the other, as it has products: the function waits for each. It enters TagProducts, and the choice before that once more.
SEVERAL_SHARE, PRODUCTS = 0.1, 3
SEVERAL_TAKES = {"Step Functions transitions": 2, "Lambda requests": 1, "SQS requests": 4, "S3 reads": 1, "X-Ray traces": 1}
ORIGINAL_GB = 5e-3

# Each of a queue's at least five pollers asks for 20 seconds at a time, whether pictures wait or not.
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
POLLS_AN_HOUR = 5 * 180

# A function that waits for an asynchronous endpoint is paid for as long as it waits (https://aws.amazon.com/lambda/pricing/), and each
# second it asks S3 for the answer, for a failure and whether the picture was deleted, which is paid though nothing is there
# (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ErrorCodeBilling.html). The step whose functions wait, by the endpoint:
WAITING = {"Interrogator": "WritePrompt", "Sdxl": "RestyleImage"}
LOOKS_A_SECOND = 3

# A sleeping endpoint that is woken: seconds until it answers, for each restyle, and until it sleeps again. The first and the
# second are assumed. The third: a policy that follows a metric scales in when it was low for 15 minutes, which cannot be set
# (https://github.com/aws/copilot-cli/issues/4233); ScaleInCooldown is the pause after that.
START_S, RESTYLE_S, REST_S = 600, 10, 900


class Prices:
    """A price table; a price that it lacks is None, and so is every sum with one in it."""

    def __init__(self, path: Path = TABLE) -> None:
        self._table: dict[str, Any] = json.loads(path.read_text("utf-8"))

    def __str__(self) -> str:
        table = self._table
        return f"{table.get('currency', 'USD')} in {table.get('region', '?')}, prices written down by hand on {table['written']}, never fetched"

    @property
    def written(self) -> str:
        return str(self._table["written"])

    @property
    def region(self) -> str:
        return str(self._table.get("region", "?"))

    def of(self, per: str, what: str, amount: float = 1) -> float | None:
        """The price of an amount of something, in the table's currency. `per` is hour, month, million or gigabyte."""
        price: float | None = self._table.get(per, {}).get(what)
        return None if price is None else amount * price / (1e6 if per == "million" else 1)


@dataclass(frozen=True)
class Cost:
    """A line of an estimate; `amount` is in the table's currency, or None where the table has no price."""

    text: str
    amount: float | None


def total(costs: Iterable[Cost]) -> float | None:
    """The sum of the costs; None if one of them is unknown."""
    amounts = [cost.amount for cost in costs]
    known = [amount for amount in amounts if amount is not None]
    return math.fsum(known) if len(known) == len(amounts) else None


def an_hour(prices: Prices, resources: Sequence[Template], machines: Mapping[str, int] | None = None) -> list[Cost]:
    """Costs of an hour in which nobody uses what a stack makes.

    @param resources the stack's resources, without those that its conditions leave out
    @param machines {type: how many run all the time}
    """
    kinds = Counter(r["Type"] for r in resources)
    watched = sum(len(r["Properties"].get("Metrics", [])) - 1 if "Metrics" in r["Properties"] else 1 for r in resources if r["Type"] == "AWS::CloudWatch::Alarm")
    costs = [Cost(f"{n} x {kind}", prices.of("hour", kind, n)) for kind, n in (machines or {}).items()]
    if watched:
        costs.append(Cost(f"{kinds['AWS::CloudWatch::Alarm']} alarms on {watched} metrics", prices.of("month", "alarm metric", watched / HOURS_A_MONTH)))
    if dashboards := kinds["AWS::CloudWatch::Dashboard"]:
        costs.append(Cost(f"{dashboards} dashboard", prices.of("month", "dashboard", dashboards / HOURS_A_MONTH)))
    if kinds["AWS::Serverless::Function"]:
        costs.append(Cost(f"{len(own_metrics())} metrics of our own", prices.of("month", "custom metric", len(own_metrics()) / HOURS_A_MONTH)))
    mappings = [r["Properties"] for r in resources if r["Type"] == "AWS::Lambda::EventSourceMapping"]
    if polled := sum("StartingPosition" not in each for each in mappings):  # reading a table's stream costs nothing for Lambda
        costs.append(Cost(f"Lambda's polling of {polled} queues", prices.of("million", "SQS requests", polled * POLLS_AN_HOUR)))
    return costs


def work(prices: Prices, core: Template, architecture: str = "arm64", pictures: int = 1_000) -> list[Cost]:
    """Costs of the core stack's work on pictures without restyles; endpoints and storage are not among them."""
    gigabyte_seconds = sum(_seconds(step) * _memory(core, step) / 1024 for step in SECONDS)
    takes: dict[str, float] = {**TAKES, "Step Functions transitions": transitions(), "Lambda requests": len(SECONDS)}
    for what, amount in SEVERAL_TAKES.items():
        takes[what] = takes.get(what, 0) + SEVERAL_SHARE * amount
    costs = [Cost("Lambda", prices.of("million", f"Lambda GB-seconds, {architecture}", pictures * gigabyte_seconds))]
    costs += [Cost(what, prices.of("million", what, pictures * amount)) for what, amount in takes.items()]
    return [*costs, Cost("logs", prices.of("gigabyte", "logs", pictures * LOGGED_GB))]


def requests_to_clip() -> float:
    """How many a picture makes on the average: for itself, and for each of several products."""
    return 1 + SEVERAL_SHARE * PRODUCTS


def a_thousand(hour: float | None, core_work: float | None, pictures_a_day: int) -> float | None:
    """What 1,000 pictures cost when so many come a day, around the clock; None if a price is unknown."""
    return None if hour is None or core_work is None else core_work + 24 * hour * 1_000 / pictures_a_day


class Waking(NamedTuple):
    """What it costs to wake a sleeping endpoint: its machine until it sleeps again and, at most, the functions that wait for it."""

    machine: float | None
    functions: float | None

    @property
    def all(self) -> float | None:
        return total([Cost("", self.machine), Cost("", self.functions)])


def waking(prices: Prices, core: Template, values: Values, endpoint: str, machine: str) -> Waking:
    """The costs of waking an endpoint, Interrogator or Sdxl, on a machine of this type.

    @param core the core stack's template, and `values` its parameters
    """
    functions = template.most_called(core, values, f"{WAITING[endpoint]}Function")
    return Waking(prices.of("hour", machine, (START_S + REST_S) / 3600), waiting(prices, core, values, endpoint, functions * START_S))


def waiting(prices: Prices, core: Template, values: Values, endpoint: str, seconds: float) -> float | None:
    """The costs of functions that wait so many seconds, all together, for an asynchronous endpoint."""
    gigabyte_seconds = seconds * _memory(core, WAITING[endpoint]) / 1024
    function = prices.of("million", f"Lambda GB-seconds, {values['Architecture']}", gigabyte_seconds)
    return total([Cost("", function), Cost("", prices.of("million", "S3 reads", seconds * LOOKS_A_SECOND))])


def restyle(prices: Prices, core: Template, values: Values, machine: str) -> float | None:
    """The costs of a restyle on a machine of this type that is awake, and of the function that waits for it; parameters as for `waking`."""
    return total([Cost("", prices.of("hour", machine, RESTYLE_S / 3600)), Cost("", waiting(prices, core, values, "Sdxl", RESTYLE_S))])


def transitions(machine: Mapping[str, Any] | None = None) -> int:
    """How many states a picture without a restyle, of one product, enters, each by its default."""
    document: Mapping[str, Any] = machine or json.loads(MACHINE.read_text("utf-8"))
    count, name = 0, document["StartAt"]
    while name:
        state = document["States"][name]
        count += 1 + sum(transitions(branch) for branch in state.get("Branches", []))
        name = state.get("Default") if state["Type"] == "Choice" else state.get("Next")
    return count


def storage(prices: Prices, pictures: int = 1_000) -> float | None:
    """What the originals of so many pictures cost in each month that they are kept."""
    return prices.of("month", "stored GB, S3 Standard", pictures * ORIGINAL_GB)


def money(amount: float | None) -> str:
    """An amount in two or three digits that say something; "?" for one that is unknown."""
    if amount is None:
        return "?"
    return f"{amount:,.0f}" if amount >= 100 else f"{amount:,.1f}" if amount >= 10 else f"{amount:.2f}" if amount >= 0.1 else f"{amount:.4f}"


def readme() -> list[str]:
    """The five lines of README's "What it costs", of both stacks at their defaults."""
    prices, core = Prices(), template.read()
    endpoints = template.read(template.ENDPOINTS)
    values = template.defaults(endpoints) | {"DescribeModelDataUrl": "s3://b/", "SdxlModelDataUrl": "s3://b/"}
    kept, made, always = template.made(core, template.defaults(core)), template.made(endpoints, values), machines(endpoints, values)
    hour = total(an_hour(prices, kept) + an_hour(prices, made, always))
    done = total(work(prices, core))
    a_day = [a_thousand(hour, done, pictures) for pictures in PICTURES_A_DAY]
    machine, asked = template.defaults(endpoints)["SdxlInstanceType"], template.defaults(core)
    woken, each = waking(prices, core, asked, "Sdxl", machine), restyle(prices, core, asked, machine)
    return [
        f"- By [a price table](deploy/prices.json) for {prices.region}, in USD, written down by hand on {prices.written}; no bill has been seen.",
        f"- An hour costs {money(hour)}, used or not; {money(prices.of('hour', 'ml.g5.xlarge'))} of it is the one GPU that tags and prompts.",
        f"- 1,000 pictures cost {money(a_day[0])} at 100 a day, {money(a_day[1])} at 1,000 and {money(a_day[2])} at 10,000; {money(done)} of it is for functions, workflow and table.",
        f"- A restyle costs {each:.3f}. SDXL's machine sleeps until one is ordered; waking it costs {money(woken.all)}, of which at most {woken.functions:.2f} is for functions that wait.",
        f"- 1,000 originals of 5 MB cost {money(storage(prices))} a month. `deploy/teardown` ends it all.",
    ]


def idle() -> str:
    """README's sentence on what the core stack costs at its defaults while nobody uses it, without storage and the sweep."""
    core, prices = template.read(), Prices()
    lines = an_hour(prices, template.made(core, template.defaults(core)))
    *first, last = [line.text for line in lines]
    hour = total(lines)
    return f"{', '.join(first)} and {last} cost {money(None if hour is None else hour * HOURS_A_MONTH)} a month"


def machines(stack: Template, values: Values, asleep: bool = False) -> Counter[str]:
    """{type: how many run} of the endpoints stack for these parameters, while nobody asks; `asleep` counts those that sleep, too."""
    return Counter(kind for name, kind in machine_of_each(stack, values).items() if asleep or values.get(f"{name}Mode") != "asynchronous")


def machine_of_each(stack: Template, values: Values) -> dict[str, str]:
    """{endpoint: its type of machine} of the endpoints stack for these parameters. An endpoint is Clip, Interrogator or Sdxl."""
    found: dict[str, str] = {}
    for name in ("Clip", "Interrogator", "Sdxl"):
        if template.holds(stack, values, f"Has{name}"):
            found[name] = values[f"{name}{'Cpu' if values.get(f'{name}Serving') == 'cpu' else ''}InstanceType"]
    return found


def own_metrics() -> list[str]:
    """Names of the metrics that functions count, read off dev.vitrine.trace.Metric."""
    return re.findall(r'^  [A-Z_]+\("(\w+)", "\w+"\)', METRICS.read_text("utf-8"), re.MULTILINE)


def _seconds(step: str) -> float:
    """Seconds that a picture takes of a step's function."""
    return SECONDS[step] * (requests_to_clip() if step == "TagImage" else 1)


def _memory(core: Template, step: str) -> float:
    """Megabytes of a step's function."""
    return float(core["Resources"][f"{step}Function"]["Properties"].get("MemorySize", core["Globals"]["Function"]["MemorySize"]))


if __name__ == "__main__":
    print("\n".join(readme()))

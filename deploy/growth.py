"""When an endpoint gets another machine: at a part of what one of its kind was measured to answer (capacities.py)."""

import math
from pathlib import Path
from typing import Any, NamedTuple

import capacities
import stacks
import template
from findings import Findings
from template import Template, Values

MOST_AT_ONCE = 1000  # Lambda's MaximumConcurrency is not higher


class Served(NamedTuple):
    """An endpoint: the prefix of its parameters, what it is (clip, interrogator or describe), and on which type of machine."""

    prefix: str
    kind: str
    machine: str


def served(stack: Template, values: Values) -> list[Served]:
    """The endpoints that grow by requests, for these parameters of the endpoints stack."""
    shared = template.holds(stack, values, "IsShared")
    found = []
    if template.holds(stack, values, "HasClip"):
        machine = values["ClipCpuInstanceType" if values["ClipServing"] == "cpu" else "ClipInstanceType"]
        found.append(Served("Clip", "describe" if shared else "clip", machine))
    if template.holds(stack, values, "InterrogatorIsNow"):
        found.append(Served("Interrogator", "interrogator", values["InterrogatorInstanceType"]))
    return found


def parameters(stack: Template, values: Values, table: Path = capacities.TABLE) -> dict[str, str]:
    """{name: value} of the parameters that say when endpoints grow, where their machines were measured; `values` as for `served`."""
    measured = ((one, capacities.of(one.kind, one.machine, table)) for one in served(stack, values))
    return {f"{one.prefix}RequestsPerMinute": str(capacity.requests_a_minute(one.kind)) for one, capacity in measured if capacity}


def concurrency(kind: str, capacity: capacities.Capacity, machines: int) -> dict[str, int]:
    """{name: value} of the core stack's parameters with which its queues ask that many such machines about as many pictures as they answer in time.

    Empty if that was not measured.
    """
    asked = capacity.asked_at_once(kind)
    names = {"clip": ["Clip"], "interrogator": ["Interrogator"], "describe": ["Clip", "Interrogator"]}[kind]
    return {f"{name}Concurrency": min(asked * machines, MOST_AT_ONCE) for name in names} if asked else {}


def tell_queues(session: Any, name: str, core: Values, table: Path, findings: Findings) -> None:
    """Notes where the core stack's queues ask its endpoints about more or fewer pictures at once than their machines were measured to answer.

    @param name of the endpoints stack; nothing is said while it is not there
    @param core parameters of the core stack
    """
    there = stacks.known(session, name)
    if there is None:
        return  # the core stack can be deployed without
    stack = template.read(template.ENDPOINTS)
    values = template.defaults(stack) | there.parameters
    for one in served(stack, values):
        measured = capacities.of(one.kind, one.machine, table)
        for parameter, asked in concurrency(one.kind, measured, int(values["MostInstances"])).items() if measured else ():
            if core[parameter] != str(asked):
                findings.note(f"queues: {parameter} is {core[parameter]}; what {one.machine} was measured to answer as {one.kind} fits {parameter}={asked} while all {values['MostInstances']} machines run")
    tell_sleeping(core, stack, values, findings)


def tell_sleeping(core: Values, stack: Template, values: Values, findings: Findings) -> None:
    """Notes which asynchronous endpoints do not grow to MostInstances, because too few requests are before them at a time.

    The scaling policy wants as many machines as there are unanswered requests, divided by BacklogPerInstance and rounded up. A function
    that gets its answer in time has one request before the endpoint; where answers take longer there are up to ...UnansweredRequests.

    @param core parameters of the core stack
    @param values parameters of the endpoints stack
    @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
    """
    most, each = int(values["MostInstances"]), int(values["BacklogPerInstance"])
    needed = each * (most - 1) + 1
    for name in ("Interrogator", "Sdxl"):
        limits = {parameter: int(core[parameter]) for parameter in (f"{name}Concurrency", f"{name}UnansweredRequests")}
        open_at_once = min(limits.values())
        reached = math.ceil(open_at_once / each)
        if template.holds(stack, values, f"{name}IsLater") and reached < most:
            wanted = " ".join(f"{parameter}={needed}" for parameter, limit in limits.items() if limit < needed)
            findings.note(
                f"queues: {values[f'{name}EndpointName']} has at most {open_at_once} requests before it while it answers in time, and gets a machine for each"
                f" {each} (BacklogPerInstance): {reached} of {most}; for all of them: deploy/up core {wanted}"
            )


def found(session: Any, name: str, given: Values, table: Path = capacities.TABLE) -> dict[str, str]:
    """{name: value} of those parameters for the endpoints stack of this name, for the machines that it will have.

    @param given parameters of the deployment; the stack keeps the others, and a new stack takes the template's defaults
    """
    there = stacks.known(session, name)
    stack = template.read(template.ENDPOINTS)
    return parameters(stack, template.defaults(stack) | (there.parameters if there else {}) | dict(given), table)


def tell(stack: Template, values: Values, table: Path, findings: Findings) -> None:
    """Notes what the endpoints' machines were measured to answer, and at how many requests another machine is started."""
    for name, kind, machine in served(stack, values):
        more = f"another is started above {values[f'{name}RequestsPerMinute']} requests a minute, up to {values['MostInstances']}"
        capacity = capacities.of(kind, machine, table)
        if capacity is None:
            findings.note(f"capacity: {machine} was never measured as {kind} (deploy/measure does it); {more}, which is assumed")
            continue
        hour = capacity.pictures_a_second * 3600 * int(values["MostInstances"])
        findings.note(
            f"capacity: {machine} answers {capacity.pictures_a_second:g} pictures a second as {kind}, 99 of 100 in less than"
            f" {capacity.limit_s:g} s (measured {capacity.measured} on {capacity.on}); {more}: {hour:,.0f} pictures an hour"
        )

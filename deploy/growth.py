"""When an endpoint gets another machine: at a part of what one of its kind was measured to answer (capacities.py)."""

from botocore.exceptions import BotoCoreError

import capacities
import stacks
import template


def served(stack, values):
    """[(parameter's prefix, kind, machine)] of the endpoints that grow by requests, for these parameters of the endpoints stack."""
    shared = template.holds(stack, values, "IsShared")
    found = []
    if template.holds(stack, values, "ClipHasMachines"):
        machine = values["ClipCpuInstanceType" if values["ClipServing"] == "cpu" else "ClipInstanceType"]
        found.append(("Clip", "describe" if shared else "clip", machine))
    if template.holds(stack, values, "InterrogatorIsNow"):
        found.append(("Interrogator", "interrogator", values["InterrogatorInstanceType"]))
    return found


def parameters(stack, values, table=capacities.TABLE):
    """{name: value} of the parameters that say when endpoints grow, where their machines were measured; `values` as for `served`."""
    measured = ((name, kind, capacities.of(kind, machine, table)) for name, kind, machine in served(stack, values))
    return {f"{name}RequestsPerMinute": str(capacity.requests_a_minute(kind)) for name, kind, capacity in measured if capacity}


def found(session, name, given, table=capacities.TABLE):
    """{name: value} of those parameters for the endpoints stack of this name, for the machines that it will have.

    @param given parameters of the deployment; the stack keeps the others, and a new stack takes the template's defaults
    """
    try:
        there = stacks.read(session.client("cloudformation"), name)
    except (stacks.CannotTell, BotoCoreError):
        there = None
    stack = template.read(template.ENDPOINTS)
    return parameters(stack, template.defaults(stack) | (there.parameters if there else {}) | given, table)


def tell(stack, values, table, findings):
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

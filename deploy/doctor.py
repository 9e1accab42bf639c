"""Checks, before anything is billed, whether a deployment would work, and lists what it would make and cost.

    deploy/doctor [Name=Value ...]                core stack; --native: with native functions
    deploy/doctor --endpoints [Name=Value ...]    endpoints stack; model addresses from model-artifacts/target/published.json

Parameters that are not given have the values that the stack has, or else their defaults, as a deployment will set them.
It changes nothing. Exit status 0: deploy. 1: a line with "NO" names something to mend first.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import account
import artifacts
import capacities
import costs
import found
import functions
import growth
import names
import stacks
import template
from findings import Findings
from template import Template, Values

PLACE = "LaterNeedsAPlaceForAnswers"  # the endpoints template's rule about AnswersBucket


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/doctor", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--endpoints", action="store_true", help="the endpoints stack instead of the core")
    parser.add_argument("--native", action="store_true", help="the core stack with native functions")
    parser.add_argument("--region", help="else the AWS CLI's")
    parser.add_argument("--stack", default=stacks.default(), help="name of the core stack; the other's is NAME-endpoints")
    parser.add_argument("--prices", type=Path, default=costs.TABLE, help="another price table, of the form of deploy/prices.json")
    parser.add_argument("--capacity", type=Path, default=capacities.TABLE, help="another table of what machines answer, of the form of deploy/capacity.json")
    parser.add_argument("--print-found", action="store_true", help="print the parameters that need not be given, and nothing else")
    parser.add_argument("--deploying", action="store_true", help="what comes next is the deployment: what the core stack brings must be there")
    parser.add_argument("parameters", nargs="*", metavar="Name=Value", help="parameters of the template")
    options = parser.parse_args(given)
    wrong = [p for p in options.parameters if "=" not in p]
    if wrong:
        parser.error(f"not Name=Value: {wrong[0]}")
    options.parameters = dict(p.split("=", 1) for p in options.parameters)
    return options


def main() -> int:
    options, findings = arguments(), Findings()
    try:
        session = boto3.Session(region_name=options.region)
    except BotoCoreError as e:  # of a profile that is not there
        findings.add(False, f"credentials: {e}; AWS_PROFILE must name a profile of `aws configure list-profiles`")
        return 1
    if options.print_found:
        _print_found(session, options)
        return 0
    caller = _credentials(session, findings)
    if not (caller and _region(session, findings)):
        return 1
    stack = template.read(template.ENDPOINTS if options.endpoints else template.CORE)
    name = options.stack + ("-endpoints" if options.endpoints else "")
    there = _stack(session, name, findings)
    asked = options.parameters
    known = found.of_endpoints(session, options.stack, asked, options.capacity) if options.endpoints else None
    if known:
        options.parameters = known.parameters | asked
    values = _values(stack, options.parameters, there, findings)
    core = _core(session, options, values)
    _rules(stack, values, options, findings)
    if known:
        known.tell(values, asked, findings)
        _endpoints(session, stack, values, options, there, findings)
        growth.tell_sleeping(core, stack, values, findings)
        _names(session, options.stack, values, asked, findings)
        _kept_machines(stack, there, values, findings)
        _kept_container(stack, there, asked, findings)
    else:
        functions.check(values["Architecture"], options.native, findings)
        functions.tell_kind(session, name, options.native, findings)
        reserved = values["ApiReservedConcurrency"]
        account.concurrency(session, findings, template.most_called(stack, values), int(reserved) if reserved.isdigit() else 0)
        growth.tell_queues(session, f"{options.stack}-endpoints", values, options.capacity, findings)
    names.check(session, name, stack, values, findings)
    resources = template.decided(stack, values)["Resources"].values()
    account.rights(session, findings, caller, account.actions(resources), name, values["PermissionsBoundaryArn"], stack.get("Transform", ""))
    _made(template.made(stack, values))
    _cost(stack, values, core, options)
    print(f"\n{findings.bad} to mend first." if findings.bad else "\nReady.")
    return 1 if findings.bad else 0


def _print_found(session: Any, options: argparse.Namespace) -> None:
    """Prints the parameters of the next deployment that need not be given."""
    if options.endpoints:
        values = found.of_endpoints(session, options.stack, options.parameters, options.capacity).parameters
    else:
        values = found.of_core(session, options.stack)
    for name, value in values.items():
        print(f"{name}={value}")


def _stack(session: Any, name: str, findings: Findings) -> stacks.Stack | None:
    """The stack as it is; None if it is not there, or if AWS does not tell."""
    try:
        stack = stacks.read(session.client("cloudformation"), name)
    except stacks.CannotTell as e:
        findings.add(False, str(e))
        return None
    problem = stack.problem if stack else None
    findings.add(not problem, problem or (f"stack {name}: {stack.status}" if stack else f"stack {name}: not there yet"))
    return stack


def _credentials(session: Any, findings: Findings) -> str | None:
    """The caller's ARN; None without usable credentials."""
    if session.get_credentials() is None:
        findings.add(False, "credentials: none found; try `aws configure` or `aws sso login`")
        return None
    try:
        who = session.client("sts", region_name=session.region_name or "us-east-1").get_caller_identity()
    except (ClientError, BotoCoreError) as e:  # the latter of a single sign-on that has ended, too
        findings.add(False, f"credentials: they cannot be used: {e}; try `aws sso login` if they are those of a single sign-on")
        return None
    findings.add(True, f"credentials: {who['Arn']}")
    return str(who["Arn"])


def _region(session: Any, findings: Findings) -> bool:
    if not session.region_name:
        return findings.add(False, "region: not set; give --region or set AWS_DEFAULT_REGION")
    known = template.read(template.ENDPOINTS)["Mappings"]["Registry"]
    text = "" if session.region_name in known else ": Vitrine knows no model container for this region"
    return findings.add(session.region_name in known, f"region: {session.region_name}{text}")


def _values(stack: Template, given: Values, there: stacks.Stack | None, findings: Findings) -> dict[str, str]:
    """{name: value} of all parameters of the template as a deployment will set them; a wrong value is a finding."""
    kept = {name: value for name, value in (there.parameters if there else {}).items() if name in stack["Parameters"] and name not in given}
    values: dict[str, str] = {}
    wrong = 0
    for name in sorted(given.keys() - stack["Parameters"].keys()):
        wrong += not findings.add(False, f"parameter {name}: the template has no such parameter")
    for name, rules in stack["Parameters"].items():
        said = {**kept, **given}
        values[name] = value = str(said.get(name, rules.get("Default", "")))
        problem = "needs a value" if name not in said and "Default" not in rules else _problem(value, rules)
        if problem:
            wrong += not findings.add(False, f"parameter {name}: {problem}")
            values[name] = str(rules.get("Default", value))  # so that the other checks can be made
    if not wrong:
        text = f"{len(given)} given, {len(kept)} kept from the stack, {len(values) - len(given) - len(kept)} at their defaults"
        findings.add(True, f"parameters: {text}")
    return values


def _problem(value: str, rules: Mapping[str, Any]) -> str | None:
    if "AllowedPattern" in rules and not re.fullmatch(rules["AllowedPattern"], value):
        return f"{value!r} {rules.get('ConstraintDescription', 'does not match ' + rules['AllowedPattern'])}"
    if "AllowedValues" in rules and value not in map(str, rules["AllowedValues"]):
        return f"{value!r} is not one of {', '.join(map(str, rules['AllowedValues']))}"
    if rules.get("Type") == "Number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            return f"{value!r} is not a number"
        if not rules.get("MinValue", float("-inf")) <= float(value) <= rules.get("MaxValue", float("inf")):
            return f"{value} is not between {rules.get('MinValue')} and {rules.get('MaxValue')}"
    return None


def _core(session: Any, options: argparse.Namespace, values: Values) -> Values:
    """The core stack's parameters: `values` if it is asked about, else those that it has, or would have by default."""
    if not options.endpoints:
        return values
    there = stacks.known(session, options.stack)
    return template.defaults(template.read()) | (there.parameters if there else {})


def _rules(stack: Template, values: Values, options: argparse.Namespace, findings: Findings) -> None:
    """The template's own rules. Before the deployment the place for answers may be missing: the core stack brings it."""
    for name, rule in stack.get("Rules", {}).items():
        if template.holds(stack, values, rule["RuleCondition"]):
            for assertion in rule["Assertions"]:
                if template.holds(stack, values, assertion["Assert"]):
                    continue
                text = f"parameters: {assertion['AssertDescription']}"
                if name == PLACE and not options.deploying:
                    findings.note(f"{text} Deploy the stack {options.stack} first.")
                else:
                    findings.add(False, text)


def _endpoints(session: Any, stack: Template, values: Values, options: argparse.Namespace, there: stacks.Stack | None, findings: Findings) -> None:
    """Checks the artifacts, and the quotas of the machines that run when every endpoint is awake."""
    artifacts.check(session, values, options.parameters, there.parameters if there else {}, findings)
    growth.tell(stack, values, options.capacity, findings)
    if not any(template.holds(stack, values, f"Has{name}") for name in ("Clip", "Interrogator", "Sdxl")):
        findings.add(False, "models: none given; publish them with: model-artifacts/publish --bucket BUCKET")
    needed = {f"{kind} for endpoint usage": (kind, count) for kind, count in costs.machines(stack, values, asleep=True).items()}
    quotas = account.quotas(session, findings, needed) if needed else {}
    most = int(values["MostInstances"])
    for name, (kind, count) in needed.items() if quotas else ():
        allowed, code = quotas.get(name, account.Quota(0, ""))
        wanted = count * max(2, most)
        asking = f"; ask for more: aws service-quotas request-service-quota-increase --service-code sagemaker --quota-code {code} --desired-value {wanted}"
        findings.add(allowed >= count, f"quota: {allowed:g} x {kind} for endpoints, {count} needed{asking if allowed < count and code else ''}")
        if count <= allowed < wanted:
            findings.note(f"quota: ask for {wanted} x {kind}: an update starts new machines beside the old ones, and an endpoint may grow to {most} (MostInstances)")


def _kept_machines(stack: Template, there: stacks.Stack | None, values: Values, findings: Findings) -> None:
    """Whether endpoints that are there keep their kind of machine: SageMaker refuses to change that of one that scales.

    https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-scaling-update.html
    """
    if there is None:
        return
    before = costs.machine_of_each(stack, template.defaults(stack) | there.parameters)
    for name, kind in costs.machine_of_each(stack, values).items():
        parameter = f"{name}EndpointName"
        same = there.parameters.get(parameter) == values[parameter]
        if same and name in before and before[name] != kind:
            findings.add(False, f"parameter {parameter}: {values[parameter]} runs on {before[name]}, and SageMaker does not change that to {kind}; give another {parameter}, in both stacks")


def _kept_container(stack: Template, there: stacks.Stack | None, asked: Values, findings: Findings) -> None:
    """Tells of a container that the stack keeps and that is not the template's; `asked` are the parameters of the command."""
    kept = there.parameters.get("ContainerTag") if there else None
    tested = stack["Parameters"]["ContainerTag"]["Default"]
    if kept and kept != tested and "ContainerTag" not in asked:
        findings.note(f"parameter ContainerTag: the stack keeps {kept}; the artifacts are tested with the libraries of {tested}; give ContainerTag={tested}")


def _names(session: Any, core: str, values: Values, given: Values, findings: Findings) -> None:
    """Whether the core stack asks these endpoints; `given` are the parameters of the command."""
    try:
        there = stacks.read(session.client("cloudformation"), core)
    except stacks.CannotTell as e:
        findings.add(False, str(e))
        return
    if there:
        artifacts.check_names(core, there.parameters, values, given, findings)


def _made(resources: Sequence[Template]) -> None:
    kinds = Counter(r["Type"].split("::", 1)[1] for r in resources)
    print("\nIt would make: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))


def _cost(stack: Template, values: Values, asked: Values, options: argparse.Namespace) -> None:
    """Prints what an hour costs, and 1,000 pictures; `asked` are the core stack's parameters."""
    prices = costs.Prices(options.prices)
    always = costs.machines(stack, values) if options.endpoints else {}
    print(f"\nWhat it costs in {prices} ({options.prices.name}):")
    hour = costs.an_hour(prices, template.made(stack, values), always)
    _lines(hour, "an hour, used or not")
    core = template.read()
    done = costs.work(prices, core, values.get("Architecture", "arm64"))
    base = costs.total(hour)
    if options.endpoints:
        for name, words in (("Interrogator", "CLIP Interrogator"), ("Sdxl", "SDXL")):
            if template.holds(stack, values, f"{name}IsLater"):
                machine = values[f"{name}InstanceType"]
                woken = costs.waking(prices, core, asked, name, machine)
                each = f", each restyle {costs.money(costs.restyle(prices, core, asked, machine))}" if name == "Sdxl" else ""
                print(f"  {words} sleeps; waking it {costs.money(woken.all)}, at most {costs.money(woken.functions)} of it for functions that wait{each}")
        others = costs.total(costs.an_hour(prices, template.made(core, template.defaults(core))))
        print(f"  the core stack at its defaults, an hour {costs.money(others)}")
        base = None if base is None or others is None else base + others
    else:
        print("  endpoints are extra: deploy/doctor --endpoints")
    print(f"  the core stack's work on 1,000 pictures {costs.money(costs.total(done))}")
    for pictures in costs.PICTURES_A_DAY:
        print(f"  1,000 pictures, at {pictures:,} a day {costs.money(costs.a_thousand(base, costs.total(done), pictures))}")
    print(f"  1,000 originals of 5 MB, a month {costs.money(costs.storage(prices))}")


def _lines(lines: Sequence[costs.Cost], together: str) -> None:
    for cost in lines:
        print(f"    {cost.text:<40} {costs.money(cost.amount)}")
    print(f"  {together:<42} {costs.money(costs.total(lines))}")


if __name__ == "__main__":
    sys.exit(main())

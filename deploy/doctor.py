"""Checks, before anything is billed, whether a deployment would work, and lists what it would make and cost.

    deploy/doctor [Name=Value ...]                core stack; its parameters, the rest at their defaults
    deploy/doctor --endpoints [Name=Value ...]    endpoints stack; model addresses from model-artifacts/target/published.json

It changes nothing. Exit status 0: deploy. 1: a line with "NO" names something to mend first.
"""

import argparse
import functools
import json
import re
import sys
from collections import Counter
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import template

PUBLISHED = template.ROOT / "model-artifacts" / "target" / "published.json"
FOLDERS = {"clip": "Clip", "clip-interrogator": "Interrogator", "describe": "Describe", "sdxl": "Sdxl"}


class Findings:
    """Prints each finding at once; `bad` counts those that would make a deployment fail."""

    def __init__(self):
        self.bad = 0

    def add(self, good, text):
        self.bad += not good
        print(f"{'ok' if good else 'NO':>3}  {text}")
        return good


def arguments(given=None):
    parser = argparse.ArgumentParser(prog="deploy/doctor", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--endpoints", action="store_true", help="the endpoints stack instead of the core")
    parser.add_argument("--region", help="else the AWS CLI's")
    parser.add_argument("--prices", type=Path, help='file: {"as_of": "2026-11-24", "hour": {"ml.g5.xlarge": 1.0}, ...}')
    parser.add_argument("parameters", nargs="*", metavar="Name=Value", help="parameters of the template")
    options = parser.parse_args(given)
    wrong = [p for p in options.parameters if "=" not in p]
    if wrong:
        parser.error(f"not Name=Value: {wrong[0]}")
    options.parameters = dict(p.split("=", 1) for p in options.parameters)
    return options


def main():
    options, findings = arguments(), Findings()
    session = boto3.Session(region_name=options.region)
    if not (_credentials(session, findings) and _region(session, findings)):
        return 1
    stack = template.read(template.ENDPOINTS if options.endpoints else template.CORE)
    if options.endpoints:
        options.parameters = published() | options.parameters
    values = _values(stack, options.parameters, findings)
    holds = functools.partial(template.holds, stack, values)
    machines = Counter()
    if options.endpoints:
        _rules(stack, values, findings)
        machines = _endpoints(session, values, holds, findings)
    else:
        _core(findings)
    made = [r for r in stack["Resources"].values() if "Condition" not in r or holds(r["Condition"])]
    _made(made)
    _cost(made, machines, options.prices)
    print(f"\n{findings.bad} to mend first." if findings.bad else "\nReady.")
    return 1 if findings.bad else 0


def published():
    """Parameters of the endpoints stack, from what model-artifacts/publish wrote."""
    if not PUBLISHED.is_file():
        return {}
    models = json.loads(PUBLISHED.read_text("utf-8"))
    urls = {f"{FOLDERS[name]}ModelDataUrl": model["ModelDataUrl"] for name, model in models.items()}
    bucket, _, key = next(iter(urls.values())).removeprefix("s3://").partition("/")
    return urls | {"ModelBucket": bucket, "ModelPrefix": "/".join(key.split("/")[:-3])}


def _credentials(session, findings):
    if session.get_credentials() is None:
        return findings.add(False, "credentials: none found; try `aws configure` or `aws sso login`")
    try:
        who = session.client("sts", region_name=session.region_name or "us-east-1").get_caller_identity()
    except (ClientError, BotoCoreError) as e:
        return findings.add(False, f"credentials: AWS refuses them: {e}")
    return findings.add(True, f"credentials: {who['Arn']}")


def _region(session, findings):
    if not session.region_name:
        return findings.add(False, "region: not set; give --region or set AWS_REGION")
    known = template.read(template.ENDPOINTS)["Mappings"]["Registry"]
    text = "" if session.region_name in known else ": Vitrine knows no model container for this region"
    return findings.add(session.region_name in known, f"region: {session.region_name}{text}")


def _values(stack, arguments, findings):
    """{name: value} of all parameters of the template; a wrong value is a finding."""
    values = {}
    for name in arguments.keys() - stack["Parameters"].keys():
        findings.add(False, f"parameter {name}: the template has no such parameter")
    for name, rules in stack["Parameters"].items():
        value = str(arguments.get(name, rules.get("Default", "")))
        values[name] = value
        problem = "needs a value" if name not in arguments and "Default" not in rules else _problem(value, rules)
        if problem:
            findings.add(False, f"parameter {name}: {problem}")
    if not any(name in arguments and _problem(arguments[name], stack["Parameters"].get(name, {})) for name in arguments):
        findings.add(True, f"parameters: {len(arguments)} given, {len(values) - len(arguments)} at their defaults")
    return values


def _problem(value, rules):
    if "AllowedPattern" in rules and not re.fullmatch(rules["AllowedPattern"], value):
        return f"{value!r} does not match {rules['AllowedPattern']}"
    if "AllowedValues" in rules and value not in map(str, rules["AllowedValues"]):
        return f"{value!r} is not one of {', '.join(map(str, rules['AllowedValues']))}"
    if rules.get("Type") == "Number":
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            return f"{value!r} is not a number"
        if not rules.get("MinValue", float("-inf")) <= float(value) <= rules.get("MaxValue", float("inf")):
            return f"{value} is not between {rules.get('MinValue')} and {rules.get('MaxValue')}"
    return None


def _core(findings):
    path = template.ROOT / "target" / "function.zip"
    findings.add(path.is_file(), "functions: target/function.zip" + ("" if path.is_file() else " is missing; make it with: mvn package -Dlambda"))


def _rules(stack, values, findings):
    """The template's own rules, and whether each model fits NetworkIsolation, which CloudFormation cannot check."""
    for rule in stack.get("Rules", {}).values():
        if template.holds(stack, values, rule["RuleCondition"]):
            for assertion in rule["Assertions"]:
                if not template.holds(stack, values, assertion["Assert"]):
                    findings.add(False, f"parameters: {assertion['AssertDescription']}")
    isolated = values["NetworkIsolation"] == "true"
    for name in FOLDERS.values():
        url = values[f"{name}ModelDataUrl"]
        if url and url.endswith("/") != isolated:
            wanted = "a folder that publish --isolated made" if isolated else "a model.tar.gz"
            findings.add(False, f"parameter {name}ModelDataUrl: with NetworkIsolation={values['NetworkIsolation']} this must be {wanted}")


def _endpoints(session, values, holds, findings):
    """Checks artifacts and quotas; returns how many machines of each type run all the time."""
    for name in FOLDERS.values():
        if values[f"{name}ModelDataUrl"]:
            _artifact(session, values[f"{name}ModelDataUrl"], findings)
    needed, always = Counter(), Counter()
    for name in ("Clip", "Interrogator", "Sdxl"):
        serving = values.get(f"{name}Serving", "gpu")
        if holds(f"Has{name}") and serving != "serverless":
            kind = values[f"{name}{'Cpu' if serving == 'cpu' else ''}InstanceType"]
            needed[kind] += 1
            always[kind] += values.get(f"{name}Mode") != "asynchronous"
    if not any(holds(f"Has{name}") for name in ("Clip", "Interrogator", "Sdxl")):
        findings.add(False, "models: none given; publish them with: model-artifacts/publish --bucket BUCKET")
    quotas = _quotas(session, findings) if needed else {}
    for kind, count in needed.items() if quotas else []:
        allowed = quotas.get(f"{kind} for endpoint usage", 0)
        findings.add(allowed >= count, f"quota: {allowed:g} x {kind} for endpoints, {count} needed")
    return +always


def _artifact(session, url, findings):
    bucket, _, key = url.removeprefix("s3://").partition("/")
    key += "serving.properties" if key.endswith("/") else ""
    try:
        size = session.client("s3").head_object(Bucket=bucket, Key=key)["ContentLength"]
        findings.add(True, f"model: {url}, {size:,} bytes" if not url.endswith("/") else f"model: {url}, with weights and wheels")
    except (ClientError, BotoCoreError) as e:
        findings.add(False, f"model: {url} cannot be read: {e}")


def _quotas(session, findings):
    try:
        pages = session.client("service-quotas").get_paginator("list_service_quotas").paginate(ServiceCode="sagemaker")
        return {quota["QuotaName"]: quota["Value"] for page in pages for quota in page["Quotas"]}
    except (ClientError, BotoCoreError) as e:
        findings.add(False, f"quota: cannot be read: {e}")
        return {}


def _made(resources):
    kinds = Counter(r["Type"].split("::", 1)[1] for r in resources)
    print("\nIt would make: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))


def _cost(resources, machines, path):
    """Prints what a day without any work costs. The prices come from the reader's file; none are built in."""
    prices = json.loads(path.read_text("utf-8")) if path else {}
    hour, month = prices.get("hour", {}), prices.get("month", {})
    alarms = sum(r["Type"] == "AWS::CloudWatch::Alarm" for r in resources)
    dashboards = sum(r["Type"] == "AWS::CloudWatch::Dashboard" for r in resources)
    lines = [(f"{n} x {kind}, 24 h", n * 24 * hour[kind] if kind in hour else None) for kind, n in machines.items()]
    lines += [(f"{n} {name}s, 1/30 month", n * month[name] / 30 if name in month else None) for name, n in (("alarm", alarms), ("dashboard", dashboards)) if n]
    print(f"\nA day without work, prices {'as of ' + prices['as_of'] if 'as_of' in prices else 'not given (--prices)'}:")
    for text, cost in lines:
        print(f"  {text:<40} {'?' if cost is None else f'{cost:.2f}'}")
    print("  stored pictures, records and logs        by the gigabyte")
    if lines and all(cost is not None for _, cost in lines):
        print(f"  {'together':<40} {sum(cost for _, cost in lines):.2f} {prices.get('currency', 'USD')}")


if __name__ == "__main__":
    sys.exit(main())

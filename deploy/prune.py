"""Deletes the functions' versions that no alias runs, but for the newest of them, to which a person may go back.

    deploy/prune [--stack NAME] [--keep 1]

Each deployment publishes a version of each function, which CloudFormation keeps; Lambda keeps 75 GB of code in an account and region.
`deploy/up core` does this at its end. The stack is `vitrine`, or that of VITRINE_STACK. Exit status 2: AWS refused something; the rest was pruned.
"""

import argparse
import sys
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import stacks


def main() -> int:
    parser = argparse.ArgumentParser(prog="deploy/prune", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stack", default=stacks.default())
    parser.add_argument("--keep", type=int, default=1, help="versions to keep besides those that an alias runs")
    options = parser.parse_args()
    functions = boto3.client("lambda")
    deleted, failed = 0, []
    try:
        names = [one.id for one in stacks.resources(boto3.client("cloudformation"), options.stack) if one.kind == "AWS::Lambda::Function"]
    except stacks.CannotTell as e:
        print(f"No version is deleted: {e}", file=sys.stderr)
        return 2
    for name in names:
        try:
            for version in superfluous(functions, name, options.keep):
                functions.delete_function(FunctionName=name, Qualifier=version)
                deleted += 1
        except (ClientError, BotoCoreError) as e:
            failed.append(f"{name}: {e}")
    print(f"{deleted} old versions of {len(names)} functions deleted.")
    for line in failed:
        print(f"Not pruned: {line}", file=sys.stderr)
    return 2 if failed else 0


def superfluous(functions: Any, name: str, keep: int) -> list[str]:
    """The versions of a function that no alias runs, without the newest `keep` of them."""
    used: set[str] = set()
    for page in functions.get_paginator("list_aliases").paginate(FunctionName=name):
        for alias in page["Aliases"]:
            used |= {alias["FunctionVersion"], *alias.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})}
    pages = functions.get_paginator("list_versions_by_function").paginate(FunctionName=name)
    versions = [v["Version"] for page in pages for v in page["Versions"] if v["Version"] != "$LATEST"]
    unused = sorted((v for v in versions if v not in used), key=int)
    # Without an alias nothing says what runs.
    return unused[: len(unused) - keep] if used and keep < len(unused) else []


if __name__ == "__main__":
    stacks.run(main)

"""Prints options of `sam deploy` that a stack was deployed with and that SAM itself would forget, a line for each value.

    deploy/kept.py tags STACK      the stack's tags as NAME=VALUE; a deployment without --tags would take them off
    deploy/kept.py bucket CORE     the bucket that has the core stack's functions, unless it is SAM's own; without --s3-bucket SAM makes one

It prints nothing if there is no such stack. What AWS does not tell is said on standard error, and is no reason not to deploy.
"""

import re
import sys
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import stacks

OF_SAM = "aws-sam-cli-managed-default-"
CODE = re.compile(r"CodeUri\W+s3://([a-z0-9.-]+)/")


def tags(formation: Any, stack: str) -> list[str]:
    """As SAM reads them (CfnTags in samcli/cli/types.py): in quotes, because a tag may have spaces."""
    try:
        found = formation.describe_stacks(StackName=stack)["Stacks"]
    except (ClientError, BotoCoreError) as e:
        if "does not exist" in str(e):
            return []
        raise stacks.CannotTell(f"tags of stack {stack}: {e}") from e
    return [f'"{tag["Key"]}"="{tag["Value"]}"' for one in found for tag in one.get("Tags", [])]


def bucket(formation: Any, core: str) -> list[str]:
    names = CODE.findall(stacks.template_of(formation, core))
    return [name for name in names[:1] if not name.startswith(OF_SAM)]


def main(what: str, stack: str) -> None:
    try:
        values = {"tags": tags, "bucket": bucket}[what](boto3.client("cloudformation"), stack)
    except (stacks.CannotTell, BotoCoreError) as e:
        print(e, file=sys.stderr)
    else:
        print(*values, sep="\n", end="\n" if values else "")


if __name__ == "__main__":
    main(*sys.argv[1:])

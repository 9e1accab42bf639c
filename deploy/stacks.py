"""The stacks as CloudFormation has them: state, parameters, outputs, and the functions in them.

    deploy/stacks.py NAME    exit status 0: the stack was made; 1: it is not there, or has an unexecuted change set only; 2: AWS does not tell
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import boto3
from botocore.exceptions import BotoCoreError, ClientError

# What has to be done before a stack in this state can be deployed again; every other state is ready.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
_FIRST = "its first deployment failed, and CloudFormation can only delete it: aws cloudformation delete-stack --stack-name {name}"
MEND = {
    "ROLLBACK_COMPLETE": _FIRST,
    "ROLLBACK_FAILED": _FIRST,
    "CREATE_FAILED": _FIRST,
    "DELETE_FAILED": "it was not deleted wholly; try again: aws cloudformation delete-stack --stack-name {name}",
    "UPDATE_ROLLBACK_FAILED": "its rollback failed: aws cloudformation continue-update-rollback --stack-name {name}",
}


def default() -> str:
    """The name of the core stack where no other is given: that of VITRINE_STACK. The endpoints stack is NAME-endpoints."""
    return os.environ.get("VITRINE_STACK") or "vitrine"


class CannotTell(Exception):
    """AWS did not say whether something is there: no permission, throttled, or out of reach."""


@dataclass(frozen=True)
class Stack:
    """A stack that is there. `parameters` lacks those whose values CloudFormation hides."""

    name: str
    status: str
    parameters: dict[str, str]
    outputs: dict[str, str]

    @property
    def problem(self) -> str | None:
        """Why it cannot be deployed now; None if it can."""
        if self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS":
            return f"stack {self.name}: {self.status}; CloudFormation is at work on it. Wait until it has ended."
        mend = MEND.get(self.status)
        return f"stack {self.name}: {self.status}; {mend.format(name=self.name)}" if mend else None


def read(formation: Any, name: str) -> Stack | None:
    """The stack of this name; None if there is none. Raises CannotTell."""
    try:
        (stack,) = formation.describe_stacks(StackName=name)["Stacks"]
    except (ClientError, BotoCoreError) as e:
        if "does not exist" in str(e):
            return None
        raise CannotTell(f"stack {name}: {e}") from e
    parameters = {p["ParameterKey"]: p["ParameterValue"] for p in stack.get("Parameters", []) if set(p["ParameterValue"]) != {"*"}}
    outputs = {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}
    return Stack(name, stack["StackStatus"], parameters, outputs)


def known(session: Any, name: str) -> Stack | None:
    """The stack of this name; None if there is none, or if AWS does not tell."""
    try:
        return read(session.client("cloudformation"), name)
    except (CannotTell, BotoCoreError):  # a client without a region cannot even be made
        return None


def template_of(formation: Any, name: str) -> str:
    """The template that the stack of this name was deployed from, in JSON or YAML; empty if there is no such stack. Raises CannotTell."""
    try:
        body = formation.get_template(StackName=name, TemplateStage="Original")["TemplateBody"]
    except (ClientError, BotoCoreError) as e:
        if "does not exist" in str(e):
            return ""
        raise CannotTell(f"template of stack {name}: {e}") from e
    return body if isinstance(body, str) else json.dumps(body)


class Resource(NamedTuple):
    """A thing in a stack: its type, such as AWS::S3::Bucket, and its id, empty while it has none."""

    kind: str
    id: str


def resources(formation: Any, name: str) -> list[Resource]:
    """The things of a stack; empty if there is no such stack. Raises CannotTell."""
    return [Resource(r["ResourceType"], r.get("PhysicalResourceId", "")) for r in _summaries(formation, name)]


def undeleted(formation: Any, name: str) -> list[str]:
    """Why CloudFormation could not delete a stack: a line for each resource that it could not. Raises CannotTell."""
    failed = [r for r in _summaries(formation, name) if r.get("ResourceStatus") == "DELETE_FAILED"]
    return [f"{r['LogicalResourceId']} ({r['ResourceType']}): {r.get('ResourceStatusReason', 'no reason given')}" for r in failed]


def _summaries(formation: Any, name: str) -> list[dict[str, Any]]:
    try:
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=name)
        return [r for page in pages for r in page["StackResourceSummaries"]]
    except (ClientError, BotoCoreError) as e:
        if "does not exist" in str(e):
            return []
        raise CannotTell(e) from e


def run(command: Callable[[], int]) -> NoReturn:
    """Ends the process with the command's status; with 2 and the reason where no region is said, or a profile that is not there."""
    try:
        sys.exit(command())
    except BotoCoreError as e:
        print(e, file=sys.stderr)
        sys.exit(2)


def main(name: str) -> int:
    try:
        stack = read(boto3.client("cloudformation"), name)
    except (CannotTell, BotoCoreError) as e:
        print(e, file=sys.stderr)
        return 2
    return 0 if stack and stack.status != "REVIEW_IN_PROGRESS" else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

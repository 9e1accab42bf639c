"""Parameters that need not be given, because their values are found: published models, the core stack's outputs, measurements.

The endpoints stack is given each value once, and remembers it in its parameter Found. So another value that a person gives in its place stays,
until something else is found: another artifact, another measurement, another permissions boundary of the core stack.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import artifacts
import capacities
import growth
import stacks
from findings import Findings
from template import Values

MEMORY = "Found"  # the endpoints stack's parameter


@dataclass(frozen=True)
class Found:
    """What is found now, {name: value}, and what the endpoints stack was given so far because it was found."""

    values: Mapping[str, str]
    given: Mapping[str, str]

    @property
    def parameters(self) -> dict[str, str]:
        """Parameters of the next deployment: what is new, and the memory of it."""
        new = {name: value for name, value in self.values.items() if self.given.get(name) != value}
        memory = json.dumps({**self.given, **self.values}, sort_keys=True, separators=(",", ":"))
        return new | ({MEMORY: memory} if new else {})

    def tell(self, values: Values, asked: Values, findings: Findings) -> None:
        """Notes where the stack keeps what somebody gave in place of what is found.

        @param values all parameters of the next deployment, and `asked` those of the command
        """
        for name, value in self.values.items():
            if name not in asked and name not in self.parameters and values[name] != value:
                kept = values[name] or "the empty value"
                findings.note(f"parameter {name}: {kept} is kept, which somebody gave in place of {value or 'the empty value'}; to go back: deploy/up endpoints {name}={value}")


def of_core(session: Any, name: str) -> dict[str, str]:
    """{name: value} of the parameters that the core stack of this name has; empty if there is none."""
    stack = stacks.known(session, name)
    return stack.parameters if stack else {}


def of_endpoints(session: Any, core: str, given: Values, table: Path = capacities.TABLE) -> Found:
    """What is found for the endpoints stack beside the core stack of this name.

    These are the addresses that model-artifacts/publish wrote, the key with which the models are encrypted, the core stack's place for answers
    and its permissions boundary, and the requests at which an endpoint grows, where its kind of machine was measured.

    @param given parameters of the command
    @param table of what machines answer
    """
    name = f"{core}-endpoints"
    there = stacks.known(session, name)
    before = _remembered(there.parameters.get(MEMORY, "") if there else "")
    stack = stacks.known(session, core)
    models = artifacts.published()
    others = {"AnswersBucket": stack.outputs.get("UploadsBucketName") if stack else None}
    others["PermissionsBoundaryArn"] = stack.parameters.get("PermissionsBoundaryArn") if stack else None
    others["ModelKeyArn"] = artifacts.key_of(session, models | dict(given))
    found = Found(models | {key: value for key, value in others.items() if value}, before)
    measured = growth.found(session, name, found.parameters | dict(given), table)
    return Found({**found.values, **measured}, before)


def _remembered(memory: str) -> dict[str, str]:
    """{name: value} of the stack's parameter; empty for what is no JSON object, such as a text that a person gave."""
    try:
        values = json.loads(memory or "{}")
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in values.items()} if isinstance(values, dict) else {}

"""Names that a deployment gives to things, which must be free: CloudFormation makes nothing under a name that is in use, and undoes the step."""

from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

import retained
import stacks
import template
from findings import Findings
from template import Template, Values


class Kind(NamedTuple):
    """Things whose names are parameters: in words, the property of the name, and the call that lists them, with the members of its answer."""

    words: str
    property: str
    service: str
    operation: str
    member: str
    name: str


ENDPOINT = "AWS::SageMaker::Endpoint"
KINDS = {
    ENDPOINT: Kind("an endpoint", "EndpointName", "sagemaker", "list_endpoints", "Endpoints", "EndpointName"),
    retained.VECTORS: Kind("a vector bucket", "VectorBucketName", "s3vectors", "list_vector_buckets", "vectorBuckets", "vectorBucketName"),
}


def check(session: Any, name: str, stack: Template, values: Values, findings: Findings) -> None:
    """Whether each name that the stack of this name would give is free, or is that of a thing which it has made."""
    for resource in template.made(stack, values):
        kind = KINDS.get(resource["Type"])
        if kind is None:
            continue
        parameter = resource["Properties"][kind.property]["Ref"]
        if resource["Type"] == retained.VECTORS and not retained.has_vectors(session):
            findings.add(False, f"parameter {parameter}: region {session.region_name} has no S3 Vectors; leave it empty")
            continue
        try:
            own = {one.id.rpartition("/")[2] for one in stacks.resources(session.client("cloudformation"), name) if one.kind == resource["Type"]}
            pages = session.client(kind.service).get_paginator(kind.operation).paginate()
            used = {thing[kind.name] for page in pages for thing in page[kind.member]} - own
        except (stacks.CannotTell, ClientError, BotoCoreError) as e:
            findings.note(f"parameter {parameter}: it cannot be read whether the name is free: {e}")
            continue
        if values[parameter] in used:
            findings.add(False, f"parameter {parameter}: there is {kind.words} {values[parameter]} already, which the stack {name} has not made; give another name, or delete it")

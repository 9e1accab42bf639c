"""Takes Vitrine down, and lists what is left and billed.

    deploy/teardown                      lists stacks, their data and what is billed; changes nothing
    deploy/teardown --yes                deletes both stacks, but keeps pictures, records and sellers
    deploy/teardown --yes --and-data     deletes those as well; they cannot be restored. Asks for the stack's name, or takes it as --confirm NAME
    deploy/teardown --yes --only ID      deletes a bucket, table, user pool or vector bucket that a stack has left, and nothing else

The stacks are those of the region with the names `vitrine` and `vitrine-endpoints`: --stack NAME, or else VITRINE_STACK, names others. What a deleted stack has
left is found by the names and tags that CloudFormation gave it, so the commands above may follow each other in any order, and one that was cut off may be repeated.
You named the vector bucket, so one that no stack has any more is found by the names of its indexes, listed as perhaps Vitrine's, and deleted only if you
name it (--only). An endpoint, or its log group, that no other stack names is listed so if its name has "vitrine" in it. A stack that CloudFormation does not
delete is listed with its reasons, and keeps its data unless its deletion was begun. Exit status 0: nothing is left. 2: something is left, AWS did not tell,
or the stack's name was not confirmed.
"""

import argparse
import functools
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import retained
import stacks
from retained import NAMES, VECTORS, all_of
from stacks import CannotTell

ENDPOINT = "AWS::SageMaker::Endpoint"
CONTAINERS = "/aws/sagemaker/Endpoints/"  # SageMaker's log groups, each with an endpoint's name after it

# What `index-images` calls an index: part of the model's name, length of the vectors, a hash of the name.
INDEX = re.compile(r"([a-z0-9-]+-)?[0-9]{1,4}-[0-9a-f]{12}")

# CloudFormation may take half an hour for an endpoint; seconds between two looks, and number of looks.
DELETION = {"Delay": 15, "MaxAttempts": 240}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/teardown", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stack", default=stacks.default())
    parser.add_argument("--endpoints-stack", help="else NAME-endpoints")
    parser.add_argument("--yes", action="store_true", help="delete the stacks")
    parser.add_argument("--and-data", action="store_true", help="with --yes: delete the buckets, tables, user pools and vector buckets too")
    parser.add_argument("--confirm", metavar="NAME", help="with --and-data: the name of the stack whose data are deleted; a terminal is asked for it")
    parser.add_argument("--also", action="append", default=[], metavar="ID", help="list this bucket, table, user pool or vector bucket too, and delete it with --and-data")
    parser.add_argument("--keep", action="append", default=[], dest="also", help=argparse.SUPPRESS)  # what --also was called, though it keeps nothing
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="with --yes: delete this bucket, table, user pool or vector bucket, and no stack")
    options = parser.parse_args()
    options.endpoints_stack = options.endpoints_stack or f"{options.stack}-endpoints"
    return options


def main() -> int:
    options = arguments()
    stacks_go = options.yes and not options.only
    if stacks_go and options.and_data and not _is_confirmed(options):
        return 2
    formation = boto3.client("cloudformation")
    kept: dict[str, str | None] = {id_: None for id_ in [*options.also, *options.only]}
    endpoints: set[str] = set()
    unknown: list[str] = []
    data_go = stacks_go and options.and_data
    for look in (retained.buckets_of, retained.tables_of, retained.pools_of):
        try:
            kept |= look(options.stack)
        except CannotTell as e:
            unknown.append(str(e))
    for stack in (options.endpoints_stack, options.stack):
        try:
            there = stacks.read(formation, stack)
            resources = stacks.resources(formation, stack)
        except CannotTell as e:
            unknown.append(f"stack {stack}: {e}")
            data_go = data_go and stack != options.stack
            continue
        print(f"stack {stack}: {there.status}, {len(resources)} resources" if there else f"stack {stack}: not there")
        kept |= {_name(one): one.kind for one in resources if one.kind in NAMES}
        endpoints |= {one.id.rpartition("/")[2] for one in resources if one.kind == ENDPOINT}
        if stacks_go and there and not _delete(formation, stack) and stack == options.stack and data_go:
            data_go = False
            print(f"stack {stack}: its data stay, because it does")
    for id_ in options.only if options.yes else ():
        _remove(id_, None)
    for id_, kind in kept.items() if data_go else ():
        _remove(id_, kind)
    left: list[str] = []
    for question in _questions(options, formation, kept, endpoints):
        try:
            left.extend(question())
        except CannotTell as e:
            unknown.append(str(e))
    _print("Left, and billed:", left)
    _print("AWS did not tell what is left of these; use credentials that may read them:", unknown)
    if not left and not unknown:
        print("\nNothing is left that is billed.")
    return 2 if left or unknown else 0


def _is_confirmed(options: argparse.Namespace) -> bool:
    """Whether the name of the stack whose data are deleted was given once more: two stacks of an account differ by it alone."""
    given = options.confirm
    if given is None and sys.stdin.isatty():
        print(f"This deletes the pictures, records and sellers of the stack {options.stack} in {boto3.Session().region_name}. They cannot be restored.")
        given = input("Name of the stack: ").strip()
    if given == options.stack:
        return True
    print(f"Nothing is deleted: the data are those of the stack {options.stack}; confirm it with --confirm {options.stack}", file=sys.stderr)
    return False


def _name(resource: stacks.Resource) -> str:
    """CloudFormation's id of a vector bucket is its ARN."""
    return resource.id.rpartition("/")[2] if resource.kind == VECTORS else resource.id


def _delete(formation: Any, stack: str) -> bool:
    """Deletes a stack and waits; a stack that is being deleted already is waited for. One that is left is listed afterwards.

    @return whether the stack is gone, or was deleted in part
    """
    try:
        formation.delete_stack(StackName=stack)
        formation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=DELETION)
        print(f"stack {stack}: deleted")
        return True
    except (ClientError, BotoCoreError) as e:  # a waiter's error is one of the latter
        print(f"stack {stack}: not deleted: {e}")
    try:
        there = stacks.read(formation, stack)
    except CannotTell:
        return False
    return there is None or there.status.startswith("DELETE_")


def _remove(id_: str, kind: str | None) -> None:
    """Deletes a bucket, table, user pool or vector bucket, if it is there; one that is left is listed afterwards."""
    for name in [NAMES[kind]] if kind else NAMES.values():
        try:
            if retained.delete(name, id_):
                print(f"{name} {id_}: deleted", flush=True)
        except (CannotTell, retained.NotDeleted) as e:
            print(f"{name} {id_}: not deleted: {e}", flush=True)


def _print(title: str, lines: Iterable[str]) -> None:
    if lines:
        print(f"\n{title}")
        for line in lines:
            print(f"  {line}")


def _questions(
    options: argparse.Namespace, formation: Any, kept: dict[str, str | None], endpoints: set[str]
) -> Iterator[Callable[[], Iterator[str]]]:
    """Functions that each list, a line a thing, what is left of one kind, or raise CannotTell."""
    for stack in (options.endpoints_stack, options.stack):
        yield functools.partial(_stack, formation, stack, options.stack)
    for id_, kind in kept.items():
        for name in [NAMES[kind]] if kind else NAMES.values():
            yield functools.partial(_data, id_, name, f"--stack {options.stack} --yes --and-data" if kind else f"--yes --only {id_}")
    yield functools.partial(_perhaps_its_bucket, options.stack, kept)
    yield functools.partial(_perhaps_ours, formation, kept)
    yield functools.partial(_backups, kept)
    ours = (options.endpoints_stack, options.stack)
    yield functools.partial(_endpoints, formation, ours, endpoints)
    for prefix in (f"/{options.stack}/", f"/aws/vendedlogs/{options.stack}/"):
        yield functools.partial(_log_groups, prefix)
    yield functools.partial(_container_logs, formation, ours, endpoints)


def _stack(formation: Any, name: str, core: str) -> Iterator[str]:
    stack = stacks.read(formation, name)
    if stack:
        yield f"stack {name}, {stack.status} (delete: deploy/teardown --stack {core} --yes)"
        for reason in stacks.undeleted(formation, name):
            yield f"  {reason}"


def _data(id_: str, name: str, how: str) -> Iterator[str]:
    """`how`: options of the teardown that delete it."""
    if retained.EXISTS[name](id_):
        yield f"{name} {id_} (delete: deploy/teardown {how})"


def _perhaps_its_bucket(stack: str, kept: Collection[str]) -> Iterator[str]:
    for name in sorted(set(retained.unmarked_buckets_of(stack)) - set(kept)):
        yield f"bucket {name}, perhaps the stack's, by its name (delete: deploy/teardown --yes --only {name})"


def _perhaps_ours(formation: Any, kept: Collection[str]) -> Iterator[str]:
    """Vector buckets that no stack names, with an index that is called as Vitrine calls its own: what a change of VectorBucketName leaves."""
    if not retained.has_vectors():
        return
    buckets = {b["vectorBucketName"] for b in all_of("s3vectors", "list_vector_buckets", "vectorBuckets")} - set(kept)
    for name in sorted(buckets - (_named(formation, "VectorBucketName") if buckets else set())):
        if any(INDEX.fullmatch(index["indexName"]) for index in all_of("s3vectors", "list_indexes", "indexes", vectorBucketName=name)):
            yield f"vector bucket {name}, perhaps Vitrine's, by its indexes (delete: deploy/teardown --yes --only {name})"


def _named(formation: Any, parameter: str, but: Collection[str] = ()) -> set[str]:
    """What the parameters whose names end so give in the stacks of this region, without the stacks `but`. Raises CannotTell."""
    try:
        found = [stack for page in formation.get_paginator("describe_stacks").paginate() for stack in page["Stacks"]]
    except (ClientError, BotoCoreError) as e:
        raise CannotTell(f"{parameter} of other stacks: {e}") from e
    return {p["ParameterValue"] for stack in found if stack["StackName"] not in but for p in stack.get("Parameters", []) if p["ParameterKey"].endswith(parameter)}


def _backups(tables: Collection[str]) -> Iterator[str]:
    """Backups that people made of the tables with `aws dynamodb create-backup`; they outlive the tables."""
    for backup in all_of("dynamodb", "list_backups", "BackupSummaries"):
        if backup["TableName"] in tables and backup["BackupType"] == "USER":
            yield f"backup {backup['BackupName']} of {backup['TableName']} (delete: aws dynamodb delete-backup --backup-arn {backup['BackupArn']})"


def _endpoints(formation: Any, ours: Collection[str], names: Collection[str]) -> Iterator[str]:
    """The endpoints of our stacks, which have these names, and perhaps others."""
    found = {endpoint["EndpointName"]: endpoint["EndpointStatus"] for endpoint in all_of("sagemaker", "list_endpoints", "Endpoints")}
    for name in sorted(found.keys() & set(names)):
        yield f"endpoint {name}, {found[name]}: billed by the hour"
    for name in _perhaps_endpoints(formation, ours, found.keys() - set(names)):
        yield f"endpoint {name}, {found[name]}, perhaps Vitrine's, by its name: billed by the hour (delete: aws sagemaker delete-endpoint --endpoint-name {name})"


def _perhaps_endpoints(formation: Any, ours: Collection[str], names: Collection[str]) -> list[str]:
    """Of these names of endpoints those that are like ours by default and that no other stack than ours gives. Raises CannotTell."""
    perhaps = {name for name in names if "vitrine" in name}
    return sorted(perhaps - (_named(formation, "EndpointName", ours) if perhaps else set()))


def _container_logs(formation: Any, ours: Collection[str], names: Collection[str]) -> Iterator[str]:
    groups = {group["logGroupName"].removeprefix(CONTAINERS) for group in all_of("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=CONTAINERS)}
    for name in sorted(groups & set(names)) + _perhaps_endpoints(formation, ours, groups - set(names)):
        yield _log_group(CONTAINERS + name)


def _log_groups(prefix: str) -> Iterator[str]:
    for group in all_of("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=prefix):
        yield _log_group(group["logGroupName"])


def _log_group(name: str) -> str:
    return f"log group {name} (delete: aws logs delete-log-group --log-group-name {name})"


if __name__ == "__main__":
    stacks.run(main)

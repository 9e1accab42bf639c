"""Takes Vitrine down, and lists what is left and billed.

    deploy/teardown                      lists stacks, their data and what is billed; changes nothing
    deploy/teardown --yes                deletes both stacks, but keeps pictures, records and sellers
    deploy/teardown --yes --and-data     deletes those as well; they cannot be restored

Stacks are found by name (--stack vitrine, --endpoints-stack vitrine-endpoints); what a deleted stack has left is found by the names and
tags that CloudFormation gave it, so the commands above may follow each other in any order, and one that was cut off may be repeated. You named the vector
bucket, so one that no stack has any more is found by the names of its indexes, listed as perhaps Vitrine's, and deleted only if you name it
(--keep NAME). A stack that CloudFormation does not delete is listed with its reasons. Exit status 0: nothing is left. 2: something is left, or AWS did not tell.
"""

import argparse
import functools
import re
import socket
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import BotoCoreError, ClientError

import stacks
from stacks import CannotTell

BUCKET, TABLE, POOL, VECTORS = "AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::S3Vectors::VectorBucket"
KEPT = {BUCKET: "bucket", TABLE: "table", POOL: "user pool", VECTORS: "vector bucket"}

# What `index-images` calls an index: part of the model's name, length of the vectors, a hash of the name.
INDEX = re.compile(r"([a-z0-9-]+-)?[0-9]{1,4}-[0-9a-f]{12}")

# CloudFormation may take half an hour for an endpoint; seconds between two looks, and number of looks.
DELETION = {"Delay": 15, "MaxAttempts": 240}

# What AWS answers for a thing that is not there, or whose name is not one of its kind. Any other error says nothing about it.
NOT_THERE = {"404", "NotFound", "NoSuchBucket", "ResourceNotFoundException", "NotFoundException", "InvalidParameterException", "ValidationException"}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/teardown", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stack", default="vitrine")
    parser.add_argument("--endpoints-stack", default="vitrine-endpoints")
    parser.add_argument("--yes", action="store_true", help="delete the stacks")
    parser.add_argument("--and-data", action="store_true", help="with --yes: delete the buckets, tables, user pools and vector buckets too")
    parser.add_argument("--keep", action="append", default=[], metavar="ID", help="bucket, table, user pool or vector bucket that a deleted stack has left")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    formation = boto3.client("cloudformation")
    kept: dict[str, str | None] = {id_: None for id_ in options.keep}
    endpoints: set[str] = set()
    unknown: list[str] = []
    for look in (_buckets_of, _tables_of, _pools_of):
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
            continue
        print(f"stack {stack}: {there.status}, {len(resources)} resources" if there else f"stack {stack}: not there")
        kept |= {_name(one): one.kind for one in resources if one.kind in KEPT}
        endpoints |= {one.id.rpartition("/")[2] for one in resources if one.kind == "AWS::SageMaker::Endpoint"}
        if options.yes and there:
            _delete(formation, stack)
    if options.yes and options.and_data:
        for id_, kind in kept.items():
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


def _name(resource: stacks.Resource) -> str:
    """CloudFormation's id of a vector bucket is its ARN."""
    return resource.id.rpartition("/")[2] if resource.kind == VECTORS else resource.id


def _delete(formation: Any, stack: str) -> None:
    """Deletes a stack and waits; a stack that is being deleted already is waited for. One that is left is listed afterwards."""
    try:
        formation.delete_stack(StackName=stack)
        formation.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=DELETION)
        print(f"stack {stack}: deleted")
    except (ClientError, BotoCoreError) as e:  # a waiter's error is one of the latter
        print(f"stack {stack}: not deleted: {e}")


def _buckets_of(stack: str) -> dict[str, str]:
    """{name: type} of the buckets that CloudFormation named for a stack, whether it is still there or not. Raises CannotTell."""
    return {b["Name"]: BUCKET for b in _all("s3", "list_buckets", "Buckets") if b["Name"].startswith(f"{stack}-uploadsbucket-".lower())}


def _tables_of(stack: str) -> dict[str, str]:
    """{name: type} of the tables that CloudFormation named for a stack. Raises CannotTell."""
    return {name: TABLE for name in _all("dynamodb", "list_tables", "TableNames") if name.startswith(f"{stack}-CatalogTable-")}


def _pools_of(stack: str) -> dict[str, str]:
    """{id: type} of the user pools with CloudFormation's tag of a stack; their names do not hold it. Raises CannotTell."""
    found = {}
    for pool in _all("cognito-idp", "list_user_pools", "UserPools", MaxResults=60):
        if pool["Name"].startswith("SellerPool"):
            try:
                described = boto3.client("cognito-idp").describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
            except (ClientError, BotoCoreError) as e:
                raise CannotTell(f"user pool {pool['Id']}: {e}") from e
            if described.get("UserPoolTags", {}).get("aws:cloudformation:stack-name") == stack:
                found[pool["Id"]] = POOL
    return found


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
        yield functools.partial(_stack, formation, stack)
    for id_, kind in kept.items():
        for name in [KEPT[kind]] if kind else KEPT.values():
            yield functools.partial(_data, id_, name)
    yield functools.partial(_perhaps_ours, formation, kept)
    yield functools.partial(_backups, kept)
    yield functools.partial(_endpoints, endpoints)
    containers = {f"/aws/sagemaker/Endpoints/{name}" for name in endpoints | {"vitrine"}}
    for prefix in (f"/{options.stack}/", f"/aws/vendedlogs/{options.stack}/", *sorted(containers)):
        yield functools.partial(_log_groups, prefix)


def _stack(formation: Any, name: str) -> Iterator[str]:
    stack = stacks.read(formation, name)
    if stack:
        yield f"stack {name}, {stack.status} (delete: deploy/teardown --yes)"
        for reason in stacks.undeleted(formation, name):
            yield f"  {reason}"


def _data(id_: str, name: str) -> Iterator[str]:
    if EXISTS[name](id_):
        yield f"{name} {id_} (delete: deploy/teardown --yes --and-data --keep {id_})"


def _perhaps_ours(formation: Any, kept: Collection[str]) -> Iterator[str]:
    """Vector buckets that no stack names, with an index that is called as Vitrine calls its own: what a change of VectorBucketName leaves."""
    if not _has_vectors():
        return
    buckets = {b["vectorBucketName"] for b in _all("s3vectors", "list_vector_buckets", "vectorBuckets")} - set(kept)
    for name in sorted(buckets - (_named(formation) if buckets else set())):
        if any(INDEX.fullmatch(index["indexName"]) for index in _all("s3vectors", "list_indexes", "indexes", vectorBucketName=name)):
            yield f"vector bucket {name}, perhaps Vitrine's, by its indexes (delete: deploy/teardown --yes --and-data --keep {name})"


def _named(formation: Any) -> set[str]:
    """The vector buckets that stacks of this region name. Raises CannotTell."""
    try:
        found = [stack for page in formation.get_paginator("describe_stacks").paginate() for stack in page["Stacks"]]
    except (ClientError, BotoCoreError) as e:
        raise CannotTell(f"vector buckets of other stacks: {e}") from e
    return {p["ParameterValue"] for stack in found for p in stack.get("Parameters", []) if p["ParameterKey"] == "VectorBucketName"}


def _backups(tables: Collection[str]) -> Iterator[str]:
    """Backups that people made of the tables with `aws dynamodb create-backup`; they outlive the tables."""
    for backup in _all("dynamodb", "list_backups", "BackupSummaries"):
        if backup["TableName"] in tables and backup["BackupType"] == "USER":
            yield f"backup {backup['BackupName']} of {backup['TableName']} (delete: aws dynamodb delete-backup --backup-arn {backup['BackupArn']})"


def _endpoints(names: Collection[str]) -> Iterator[str]:
    for endpoint in _all("sagemaker", "list_endpoints", "Endpoints"):
        if endpoint["EndpointName"] in names or "vitrine" in endpoint["EndpointName"]:
            yield f"endpoint {endpoint['EndpointName']}, {endpoint['EndpointStatus']}: billed by the hour"


def _log_groups(prefix: str) -> Iterator[str]:
    for group in _all("logs", "describe_log_groups", "logGroups", logGroupNamePrefix=prefix):
        yield f"log group {group['logGroupName']} (delete: aws logs delete-log-group --log-group-name {group['logGroupName']})"


def _all(service: str, operation: str, member: str, **arguments: object) -> list[Any]:
    """All items of all pages of a list. Raises CannotTell."""
    what = " ".join([member, *map(str, arguments.values())])
    try:
        pages = boto3.client(service).get_paginator(operation).paginate(**arguments)
        return [item for page in pages for item in page.get(member, [])]
    except (ClientError, BotoCoreError) as e:
        raise CannotTell(f"{what}: {e}") from e


def _exists(what: str, call: Callable[..., object], **arguments: str) -> bool:
    """Whether a describing call finds something. Raises CannotTell."""
    try:
        call(**arguments)
        return True
    except (ClientError, BotoCoreError) as e:
        if isinstance(e, ClientError) and e.response["Error"]["Code"] in NOT_THERE:
            return False
        raise CannotTell(f"{what}: {e}") from e


def _bucket(id_: str) -> bool:
    return "_" not in id_ and _exists(f"bucket {id_}", boto3.client("s3").head_bucket, Bucket=id_)


def _table(id_: str) -> bool:
    return _exists(f"table {id_}", boto3.client("dynamodb").describe_table, TableName=id_)


def _pool(id_: str) -> bool:
    return "_" in id_ and _exists(f"user pool {id_}", boto3.client("cognito-idp").describe_user_pool, UserPoolId=id_)


def _has_vectors() -> bool:
    """Whether the region has S3 Vectors: where it has not, DNS knows no such address, but that of DynamoDB. boto3 has no list of its regions."""

    def is_known(service: str) -> bool:
        try:
            return bool(socket.getaddrinfo(urlsplit(boto3.client(service).meta.endpoint_url).hostname, None))
        except socket.gaierror as e:
            return e.errno not in (socket.EAI_NONAME, socket.EAI_NODATA)

    return is_known("s3vectors") or not is_known("dynamodb")


def _vectors(id_: str) -> bool:
    return "_" not in id_ and _has_vectors() and _exists(f"vector bucket {id_}", boto3.client("s3vectors").get_vector_bucket, vectorBucketName=id_)


EXISTS = {"bucket": _bucket, "table": _table, "user pool": _pool, "vector bucket": _vectors}


def _remove(id_: str, kind: str | None) -> None:
    """Deletes a bucket, table, user pool or vector bucket, if it is there; one that AWS does not tell about is listed afterwards."""
    for name in [KEPT[kind]] if kind else KEPT.values():
        try:
            if REMOVE[name](id_):
                print(f"{name} {id_}: deleted")
        except CannotTell as e:
            print(f"not deleted: {e}")


def _remove_bucket(id_: str) -> bool:
    if not _bucket(id_):
        return False
    bucket = boto3.resource("s3").Bucket(id_)
    bucket.object_versions.delete()
    bucket.delete()
    return True


def _remove_table(id_: str) -> bool:
    if not _table(id_):
        return False
    dynamodb = boto3.client("dynamodb")
    dynamodb.update_table(TableName=id_, DeletionProtectionEnabled=False)
    dynamodb.get_waiter("table_exists").wait(TableName=id_)
    dynamodb.delete_table(TableName=id_)
    dynamodb.get_waiter("table_not_exists").wait(TableName=id_)
    return True


def _remove_pool(id_: str) -> bool:
    if not _pool(id_):
        return False
    pools = boto3.client("cognito-idp")
    pool = pools.describe_user_pool(UserPoolId=id_)["UserPool"]
    if "Domain" in pool:
        pools.delete_user_pool_domain(Domain=pool["Domain"], UserPoolId=id_)
    pools.update_user_pool(UserPoolId=id_, DeletionProtection="INACTIVE")
    pools.delete_user_pool(UserPoolId=id_)
    return True


def _remove_vectors(id_: str) -> bool:
    """Indexes first: a vector bucket that has one is not deleted."""
    if not _vectors(id_):
        return False
    vectors = boto3.client("s3vectors")
    for index in _all("s3vectors", "list_indexes", "indexes", vectorBucketName=id_):
        vectors.delete_index(vectorBucketName=id_, indexName=index["indexName"])
    vectors.delete_vector_bucket(vectorBucketName=id_)
    return True


REMOVE = {"bucket": _remove_bucket, "table": _remove_table, "user pool": _remove_pool, "vector bucket": _remove_vectors}


if __name__ == "__main__":
    sys.exit(main())

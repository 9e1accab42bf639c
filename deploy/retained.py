"""What a stack retains when it is deleted: its bucket, table, user pool and vector bucket. They are found, asked after, and deleted."""

import json
import socket
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from stacks import CannotTell

BUCKET, TABLE, POOL, VECTORS = "AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::S3Vectors::VectorBucket"
NAMES = {BUCKET: "bucket", TABLE: "table", POOL: "user pool", VECTORS: "vector bucket"}

# What AWS answers for a thing that is not there, or whose name is not one of its kind. Any other error says nothing about it.
NOT_THERE = {"404", "NotFound", "NoSuchBucket", "ResourceNotFoundException", "NotFoundException", "InvalidParameterException", "ValidationException"}
MANY = 10_000  # deleted versions of objects after which a line says how many there were
SID = "VitrineTeardown"


class NotDeleted(Exception):
    """A thing is still there, or a part of it; the message says why."""


def buckets_of(stack: str) -> dict[str, str]:
    """{name: type} of the buckets that CloudFormation made in this region for a stack of this name, which may be gone. Raises CannotTell.

    One account may have a stack of the same name in each region, and a bucket's name has no region in it. The tag of a bucket, which it
    keeps when the stack is deleted, has.
    """
    region = boto3.client("s3").meta.region_name
    return {name: BUCKET for name, maker in _named_as_of(stack).items() if maker == (region, stack)}


def unmarked_buckets_of(stack: str) -> list[str]:
    """Buckets of this region that are called as CloudFormation calls a stack's, but have no tag of any stack. Raises CannotTell."""
    return [name for name, maker in _named_as_of(stack).items() if maker is None]


def _named_as_of(stack: str) -> dict[str, tuple[str, str] | None]:
    """{bucket: region and name of the stack that made it} of this region's buckets with such a name. Raises CannotTell."""
    s3 = boto3.client("s3")
    named = all_of("s3", "list_buckets", "Buckets", Prefix=f"{stack}-uploadsbucket-".lower(), BucketRegion=s3.meta.region_name)
    return {bucket["Name"]: _maker_of(s3, bucket["Name"]) for bucket in named}


def _maker_of(s3: Any, bucket: str) -> tuple[str, str] | None:
    """Region and name of the stack that made a bucket, or None. Raises CannotTell."""
    try:
        tags = {tag["Key"]: tag["Value"] for tag in s3.get_bucket_tagging(Bucket=bucket)["TagSet"]}
    except ClientError as e:
        if e.response["Error"]["Code"] == "NoSuchTagSet":
            return None
        raise CannotTell(f"bucket {bucket}: {e}") from e
    except BotoCoreError as e:
        raise CannotTell(f"bucket {bucket}: {e}") from e
    # arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID
    parts = tags.get("aws:cloudformation:stack-id", "").split(":", 5)
    return (parts[3], parts[5].split("/")[1]) if len(parts) == 6 else None


def tables_of(stack: str) -> dict[str, str]:
    """{name: type} of the tables that CloudFormation named for a stack. Raises CannotTell."""
    return {name: TABLE for name in all_of("dynamodb", "list_tables", "TableNames") if name.startswith(f"{stack}-CatalogTable-")}


def pools_of(stack: str) -> dict[str, str]:
    """{id: type} of the user pools with CloudFormation's tag of a stack; their names do not hold it. Raises CannotTell."""
    found = {}
    for pool in all_of("cognito-idp", "list_user_pools", "UserPools", MaxResults=60):
        if pool["Name"].startswith("SellerPool"):
            try:
                described = boto3.client("cognito-idp").describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
            except (ClientError, BotoCoreError) as e:
                raise CannotTell(f"user pool {pool['Id']}: {e}") from e
            if described.get("UserPoolTags", {}).get("aws:cloudformation:stack-name") == stack:
                found[pool["Id"]] = POOL
    return found


def all_of(service: str, operation: str, member: str, **arguments: object) -> list[Any]:
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


def has_vectors(session: Any = boto3) -> bool:
    """Whether the session's region has S3 Vectors: where it has not, DNS knows no such address, but that of DynamoDB. boto3 has no list of its regions."""

    def is_known(service: str) -> bool:
        try:
            return bool(socket.getaddrinfo(urlsplit(session.client(service).meta.endpoint_url).hostname, None))
        except socket.gaierror as e:
            return e.errno not in (socket.EAI_NONAME, socket.EAI_NODATA)

    return is_known("s3vectors") or not is_known("dynamodb")


def _vectors(id_: str) -> bool:
    return "_" not in id_ and has_vectors() and _exists(f"vector bucket {id_}", boto3.client("s3vectors").get_vector_bucket, vectorBucketName=id_)


EXISTS = {"bucket": _bucket, "table": _table, "user pool": _pool, "vector bucket": _vectors}


def delete(name: str, id_: str) -> bool:
    """Deletes a bucket, table, user pool or vector bucket; False if it is not there. Raises CannotTell, or NotDeleted with AWS' reason."""
    if not EXISTS[name](id_):
        return False
    try:
        _DELETE[name](id_)
    except (ClientError, BotoCoreError) as e:  # a waiter's error is one of the latter
        raise NotDeleted(str(e)) from e
    return True


def _delete_bucket(id_: str) -> None:
    s3 = boto3.client("s3", config=Config(retries={"mode": "adaptive", "max_attempts": 8}))
    _forbid_writing(s3, id_)
    deleted, refused = _emptied(s3, id_)
    print(f"bucket {id_}: {deleted:,} versions of objects deleted", flush=True)
    if refused:
        raise NotDeleted(f"{sum(refused.values()):,} versions of objects were not deleted: {', '.join(f'{code} ({n:,})' for code, n in refused.items())}")
    s3.delete_bucket(Bucket=id_)


def _forbid_writing(s3: Any, id_: str) -> None:
    """Forbids everybody to write into the bucket: it is not deleted while browsers and functions put objects into it."""
    arn = f"arn:{s3.meta.partition}:s3:::{id_}/*"
    deny = {"Sid": SID, "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": arn}
    try:
        try:
            policy = json.loads(s3.get_bucket_policy(Bucket=id_)["Policy"])
        except ClientError as e:
            if e.response["Error"]["Code"] != "NoSuchBucketPolicy":
                raise
            policy = {"Version": "2012-10-17", "Statement": []}
        others = [statement for statement in policy["Statement"] if statement.get("Sid") != SID]
        s3.put_bucket_policy(Bucket=id_, Policy=json.dumps(policy | {"Statement": [*others, deny]}))
    except (ClientError, BotoCoreError) as e:
        print(f"bucket {id_}: writing is not forbidden meanwhile: {e}", flush=True)


def _emptied(s3: Any, id_: str) -> tuple[int, Counter[str]]:
    """Deletes all versions of all objects, again until none is left or S3 refuses all that are.

    @return how many were deleted, and {error code: how many of those that are left} of the last round
    """
    deleted = 0
    while True:
        gone, refused = 0, Counter[str]()
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=id_):
            keys = [{"Key": one["Key"], "VersionId": one["VersionId"]} for kind in ("Versions", "DeleteMarkers") for one in page.get(kind, [])]
            if not keys:
                continue
            errors = s3.delete_objects(Bucket=id_, Delete={"Objects": keys, "Quiet": True}).get("Errors", [])
            refused.update(error["Code"] for error in errors)
            before, gone = deleted + gone, gone + len(keys) - len(errors)
            if (deleted + gone) // MANY > before // MANY:
                print(f"bucket {id_}: {deleted + gone:,} versions of objects deleted so far", flush=True)
        deleted += gone
        if not gone:
            return deleted, refused


def _delete_table(id_: str) -> None:
    dynamodb = boto3.client("dynamodb")
    dynamodb.update_table(TableName=id_, DeletionProtectionEnabled=False)
    dynamodb.get_waiter("table_exists").wait(TableName=id_)
    dynamodb.delete_table(TableName=id_)
    dynamodb.get_waiter("table_not_exists").wait(TableName=id_)


def _delete_pool(id_: str) -> None:
    pools = boto3.client("cognito-idp")
    pool = pools.describe_user_pool(UserPoolId=id_)["UserPool"]
    if "Domain" in pool:
        pools.delete_user_pool_domain(Domain=pool["Domain"], UserPoolId=id_)
    pools.update_user_pool(UserPoolId=id_, DeletionProtection="INACTIVE")
    pools.delete_user_pool(UserPoolId=id_)


def _delete_vectors(id_: str) -> None:
    """Indexes first: a vector bucket that has one is not deleted. Raises CannotTell."""
    vectors = boto3.client("s3vectors")
    for index in all_of("s3vectors", "list_indexes", "indexes", vectorBucketName=id_):
        vectors.delete_index(vectorBucketName=id_, indexName=index["indexName"])
    vectors.delete_vector_bucket(vectorBucketName=id_)


_DELETE = {"bucket": _delete_bucket, "table": _delete_table, "user pool": _delete_pool, "vector bucket": _delete_vectors}

"""Takes Vitrine down, and lists what is left that bills.

    deploy/teardown                      lists: stacks, what they keep, what bills; changes nothing
    deploy/teardown --yes                deletes both stacks; pictures, records and sellers are kept
    deploy/teardown --yes --and-data     deletes those too, for good

Stacks are found by name (--stack vitrine, --endpoints-stack vitrine-endpoints). Exit status 2: something is left.
"""

import argparse
import sys

import boto3
from botocore.exceptions import ClientError

KEPT = ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::Cognito::UserPool")


def arguments():
    parser = argparse.ArgumentParser(prog="deploy/teardown", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stack", default="vitrine")
    parser.add_argument("--endpoints-stack", default="vitrine-endpoints")
    parser.add_argument("--yes", action="store_true", help="delete the stacks")
    parser.add_argument("--and-data", action="store_true", help="and what they keep")
    parser.add_argument("--keep", action="append", default=[], metavar="ID", help="bucket, table or pool of a stack that is gone")
    return parser.parse_args()


def main():
    given = arguments()
    formation = boto3.client("cloudformation")
    kept = {id_: None for id_ in given.keep}
    endpoints = set()
    for stack in (given.endpoints_stack, given.stack):
        resources = _resources(formation, stack)
        print(f"stack {stack}: {len(resources)} resources" if resources else f"stack {stack}: not there")
        kept |= {id_: kind for kind, id_ in resources if kind in KEPT}
        endpoints |= {id_.rpartition("/")[2] for kind, id_ in resources if kind == "AWS::SageMaker::Endpoint"}
        if given.yes and resources:
            formation.delete_stack(StackName=stack)
            formation.get_waiter("stack_delete_complete").wait(StackName=stack)
            print(f"stack {stack}: deleted")
    if given.yes and given.and_data:
        for id_ in kept:
            for remove in (_remove_bucket, _remove_table, _remove_pool):
                if remove(id_):
                    print(f"{id_}: deleted")
    left = list(_left(given, kept, endpoints))
    print("\nLeft, and billed:" if left else "\nNothing of it is left that bills.")
    for line in left:
        print(f"  {line}")
    return 2 if left else 0


def _resources(formation, stack):
    """[(type, id)] of a stack; empty when there is none."""
    try:
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=stack)
        return [(r["ResourceType"], r.get("PhysicalResourceId", "")) for page in pages for r in page["StackResourceSummaries"]]
    except ClientError as e:
        if "does not exist" in str(e):
            return []
        raise


def _left(given, kept, endpoints):
    """What there still is, a line each."""
    for id_ in kept:
        for kind, exists in (("bucket", _bucket), ("table", _table), ("user pool", _pool)):
            if exists(id_):
                yield f"{kind} {id_} (delete: deploy/teardown --yes --and-data --keep {id_})"
    for backup in _backups(kept):
        yield f"backup {backup['BackupName']} of {backup['TableName']} (delete: aws dynamodb delete-backup --backup-arn {backup['BackupArn']})"
    for page in boto3.client("sagemaker").get_paginator("list_endpoints").paginate():
        for endpoint in page["Endpoints"]:
            if endpoint["EndpointName"] in endpoints or "vitrine" in endpoint["EndpointName"]:
                yield f"endpoint {endpoint['EndpointName']}, {endpoint['EndpointStatus']}: by the hour"
    logs = boto3.client("logs")
    containers = {f"/aws/sagemaker/Endpoints/{name}" for name in endpoints | {"vitrine"}}
    for prefix in (f"/{given.stack}/", f"/aws/vendedlogs/{given.stack}/", *sorted(containers)):
        pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=prefix)
        for group in (group for page in pages for group in page["logGroups"]):
            yield f"log group {group['logGroupName']} (delete: aws logs delete-log-group --log-group-name {group['logGroupName']})"


def _backups(kept):
    """What `aws dynamodb create-backup` made of the tables: it outlives them."""
    backups = boto3.client("dynamodb").list_backups().get("BackupSummaries", [])
    return [b for b in backups if b["TableName"] in kept and b["BackupType"] == "USER"]


def _exists(call, **arguments):
    try:
        call(**arguments)
        return True
    except ClientError:
        return False


def _bucket(id_):
    return "_" not in id_ and _exists(boto3.client("s3").head_bucket, Bucket=id_)


def _table(id_):
    return _exists(boto3.client("dynamodb").describe_table, TableName=id_)


def _pool(id_):
    return "_" in id_ and _exists(boto3.client("cognito-idp").describe_user_pool, UserPoolId=id_)


def _remove_bucket(id_):
    if not _bucket(id_):
        return False
    bucket = boto3.resource("s3").Bucket(id_)
    bucket.object_versions.delete()
    bucket.delete()
    return True


def _remove_table(id_):
    if not _table(id_):
        return False
    dynamodb = boto3.client("dynamodb")
    dynamodb.update_table(TableName=id_, DeletionProtectionEnabled=False)
    dynamodb.get_waiter("table_exists").wait(TableName=id_)
    dynamodb.delete_table(TableName=id_)
    dynamodb.get_waiter("table_not_exists").wait(TableName=id_)
    return True


def _remove_pool(id_):
    if not _pool(id_):
        return False
    pools = boto3.client("cognito-idp")
    pool = pools.describe_user_pool(UserPoolId=id_)["UserPool"]
    if "Domain" in pool:
        pools.delete_user_pool_domain(Domain=pool["Domain"], UserPoolId=id_)
    pools.update_user_pool(UserPoolId=id_, DeletionProtection="INACTIVE")
    pools.delete_user_pool(UserPoolId=id_)
    return True


if __name__ == "__main__":
    sys.exit(main())

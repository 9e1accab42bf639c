"""What a teardown deletes of a stack's data, and what it leaves, against a loopback AWS."""

import json
import sys

import boto3
import moto.backends
import pytest
from botocore.exceptions import ClientError

import retained
import teardown

TABLE = {
    "Type": "AWS::DynamoDB::Table",
    "DeletionPolicy": "Retain",
    "Properties": {
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    },
}
STACK = {"Resources": {"UploadsBucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain"}, "CatalogTable": TABLE}}
AWAY = "eu-central-1"


@pytest.fixture
def formation(aws, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.delenv("VITRINE_STACK", raising=False)
    monkeypatch.setattr(teardown, "DELETION", {"Delay": 0.1, "MaxAttempts": 50})
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    moto.backends.get_backend("moto_api")["global"].reset()
    return aws.client("cloudformation")


@pytest.fixture
def torn(monkeypatch, capsys):
    """Runs the teardown; its exit status and what it prints."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["teardown", *arguments])
        status = teardown.main()
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return run


def bucket(aws, name, region="eu-west-1", stack="vitrine", keys=("anna/a.jpg",)):
    """A bucket that CloudFormation made for a stack, with versions."""
    s3 = boto3.client("s3", endpoint_url=aws.url, region_name=region)
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    aws.say_who_made(name, region, stack)
    for key in keys:
        s3.put_object(Bucket=name, Key=key, Body=b"x")
    return s3


def made(aws, formation, name):
    formation.create_stack(StackName=name, TemplateBody=json.dumps(STACK))
    for one in formation.describe_stack_resources(StackName=name)["StackResources"]:
        if one["ResourceType"] == retained.BUCKET:
            aws.say_who_made(one["PhysicalResourceId"], stack=name)


def test_a_stack_of_the_same_name_in_another_region_keeps_its_pictures(aws, formation, torn):
    bucket(aws, "vitrine-uploadsbucket-here")
    there = bucket(aws, "vitrine-uploadsbucket-away", AWAY)

    listed, text = torn()
    assert listed == 2 and "vitrine-uploadsbucket-here" in text and "vitrine-uploadsbucket-away" not in text, text

    status, text = torn("--yes", "--and-data", "--confirm", "vitrine")
    assert status == 0 and "bucket vitrine-uploadsbucket-here: deleted" in text, text
    assert there.head_object(Bucket="vitrine-uploadsbucket-away", Key="anna/a.jpg")


def test_a_bucket_of_such_a_name_that_another_stack_or_nobody_made_stays(aws, formation, torn):
    bucket(aws, "vitrine-uploadsbucket-of-another", stack="vitrine-uploadsbucket-of")
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="vitrine-uploadsbucket-by-hand", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    status, text = torn("--yes", "--and-data", "--confirm", "vitrine")

    assert status == 2 and "uploadsbucket-of-another" not in text and ": deleted" not in text, text
    assert "bucket vitrine-uploadsbucket-by-hand, perhaps the stack's, by its name (delete: deploy/teardown --yes --only vitrine-uploadsbucket-by-hand)" in text
    assert len([b for b in s3.list_buckets()["Buckets"] if "uploadsbucket" in b["Name"]]) == 2


def test_the_stack_is_the_one_that_the_other_commands_deploy(aws, formation, torn, monkeypatch):
    made(aws, formation, "vitrine")
    made(aws, formation, "staging")
    monkeypatch.setenv("VITRINE_STACK", "staging")

    listed, text = torn()
    assert "stack staging: CREATE_COMPLETE" in text and "stack staging-endpoints: not there" in text and "stack vitrine" not in text, text

    status, text = torn("--yes", "--and-data", "--confirm", "staging")
    assert "stack staging: deleted" in text, text
    assert [s["StackName"] for s in formation.describe_stacks()["Stacks"]] == ["vitrine"]
    names = [b["Name"] for b in boto3.client("s3").list_buckets()["Buckets"]]
    assert [name.split("-")[0] for name in names] == ["vitrine"], names


@pytest.mark.parametrize("confirmed", [[], ["--confirm", "vitrine-staging"]])
def test_data_are_deleted_only_when_their_stack_was_named(aws, formation, torn, confirmed):
    made(aws, formation, "vitrine")

    status, text = torn("--yes", "--and-data", *confirmed)

    assert status == 2 and "Nothing is deleted" in text and "--confirm vitrine" in text, text
    assert formation.describe_stacks(StackName="vitrine")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"


def test_a_terminal_is_asked_for_the_stacks_name(aws, formation, torn, monkeypatch):
    made(aws, formation, "vitrine")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "vitrine")

    status, text = torn("--yes", "--and-data")

    assert status == 0 and "in eu-west-1" in text, text


def test_one_thing_is_deleted_alone_and_the_stack_lives(aws, formation, torn):
    made(aws, formation, "vitrine")
    bucket(aws, "left-behind", stack="older")

    status, text = torn("--yes", "--only", "left-behind")

    assert status == 2 and "bucket left-behind: deleted" in text, text
    assert formation.describe_stacks(StackName="vitrine")["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"


def refused(operation, code):
    return ClientError({"Error": {"Code": code, "Message": "not now"}}, operation)


def test_what_cannot_be_deleted_is_said_and_the_rest_goes(aws, formation, torn, monkeypatch):
    """Without it the first refusal would end the command, and the table would be billed unlisted."""
    made(aws, formation, "vitrine")
    (name,) = [b["Name"] for b in aws.client("s3").list_buckets()["Buckets"] if "uploadsbucket" in b["Name"].lower()]

    def refuse(_):
        raise refused("DeleteBucket", "BucketNotEmpty")

    monkeypatch.setitem(retained._DELETE, "bucket", refuse)
    status, text = torn("--yes", "--and-data", "--confirm", "vitrine")

    assert status == 2 and f"bucket {name}: not deleted: " in text and "BucketNotEmpty" in text, text
    assert f"bucket {name} (delete: " in text.split("Left, and billed:")[1]
    assert aws.client("dynamodb").list_tables()["TableNames"] == []


def test_a_protected_stack_keeps_its_data(aws, formation, torn, monkeypatch):
    made(aws, formation, "vitrine")
    monkeypatch.setattr(teardown, "_delete", lambda *_: False)

    status, text = torn("--yes", "--and-data", "--confirm", "vitrine")

    assert status == 2 and "its data stay" in text and ": deleted" not in text, text


class Versions:
    """An S3 of which only the emptying of a bucket asks; `puts` are keys that somebody still writes, `refused` {key: error code}."""

    def __init__(self, keys, puts=(), refused=None):
        self.keys, self.puts, self.refused = list(keys), list(puts), dict(refused or {})

    def get_paginator(self, _):
        return self

    def paginate(self, Bucket):
        for at in range(0, len(self.keys), 1000):
            yield {"Versions": [{"Key": key, "VersionId": "1"} for key in self.keys[at : at + 1000]]}

    def delete_objects(self, Bucket, Delete):
        errors = [{"Key": one["Key"], "Code": self.refused[one["Key"]]} for one in Delete["Objects"] if one["Key"] in self.refused]
        gone = {one["Key"] for one in Delete["Objects"]} - self.refused.keys()
        self.keys = [key for key in self.keys if key not in gone] + self.puts
        self.puts = []
        return {"Errors": errors}


def test_a_bucket_is_emptied_of_what_comes_meanwhile_too():
    s3 = Versions(["a", "b"], puts=["c"])

    assert retained._emptied(s3, "uploads") == (3, {}) and s3.keys == []


def test_versions_that_s3_refuses_to_delete_are_counted_by_their_reason():
    s3 = Versions(["a", "b", "c"], refused={"b": "AccessDenied"})

    deleted, left = retained._emptied(s3, "uploads")

    assert deleted == 2 and left == {"AccessDenied": 1} and s3.keys == ["b"]


def test_a_long_deletion_says_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr(retained, "MANY", 2)

    retained._emptied(Versions(["a", "b", "c"]), "uploads")

    assert "bucket uploads: 3 versions of objects deleted so far" in capsys.readouterr().out


def test_nobody_writes_into_a_bucket_that_is_deleted(aws, formation):
    s3 = bucket(aws, "vitrine-uploadsbucket-here")
    kept = {"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::vitrine-uploadsbucket-here/*"}
    s3.put_bucket_policy(Bucket="vitrine-uploadsbucket-here", Policy=json.dumps({"Version": "2012-10-17", "Statement": [kept]}))

    for _ in range(2):
        retained._forbid_writing(s3, "vitrine-uploadsbucket-here")

    statements = json.loads(s3.get_bucket_policy(Bucket="vitrine-uploadsbucket-here")["Policy"])["Statement"]
    assert [(one["Sid"], one["Action"]) for one in statements] == [("Tls", "s3:*"), (retained.SID, "s3:PutObject")]

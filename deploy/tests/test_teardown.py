"""The teardown in every order, against a loopback AWS whose CloudFormation deletes late, or not at all.

The two stacks here have only what the teardown looks at; moto's own deletion is instant and never fails, so that is put in its way.
"""

import json
import socket
import sys
import threading

import boto3
import moto.backends
import pytest
from botocore.stub import Stubber
from moto.cloudformation.exceptions import ValidationError

import retained
import stacks
import teardown

CORE = {
    "UploadsBucket": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain"},
    "CatalogTable": {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "Properties": {
            "BillingMode": "PAY_PER_REQUEST",
            "DeletionProtectionEnabled": True,
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        },
    },
    "AlarmTopic": {"Type": "AWS::SNS::Topic"},
}
ENDPOINTS = {"WakeTopic": {"Type": "AWS::SNS::Topic"}}
NAMES = {"core": "vitrine", "endpoints": "vitrine-endpoints"}


@pytest.fixture
def formation(aws, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(teardown, "DELETION", {"Delay": 0.1, "MaxAttempts": 50})
    moto.backends.get_backend("moto_api")["global"].reset()
    formation = aws.client("cloudformation")
    for name, resources in ((NAMES["core"], CORE), (NAMES["endpoints"], ENDPOINTS)):
        formation.create_stack(StackName=name, TemplateBody=json.dumps({"Resources": resources}))
    for bucket in aws.client("s3").list_buckets()["Buckets"]:
        aws.say_who_made(bucket["Name"])
    return formation


@pytest.fixture
def torn(monkeypatch, capsys):
    """Runs the teardown, with the stack's name confirmed; its exit status and what it prints."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["teardown", "--confirm", NAMES["core"], *arguments])
        status = teardown.main()
        return status, capsys.readouterr().out

    return run


def backend():
    return moto.backends.get_backend("cloudformation")["123456789012"]["eu-west-1"]


def stack_of(name):
    return next(stack for stack in backend().stacks.values() if stack.name == name)


def fails_once(monkeypatch, wanted):
    """The first deletion of a stack ends as DELETE_FAILED."""
    real, failed = type(backend()).delete_stack, []

    def delete(self, name):
        if name == wanted and not failed:
            failed.append(name)
            stack_of(name).status = "DELETE_FAILED"
        else:
            real(self, name)

    monkeypatch.setattr(type(backend()), "delete_stack", delete)


def ends_later(monkeypatch):
    """The first order to delete a stack begins its deletion, which ends soon after the second."""
    real = type(backend()).delete_stack

    def delete(self, name):
        stack = stack_of(name)
        if stack.status == "DELETE_IN_PROGRESS":
            threading.Timer(0.3, lambda: real(self, stack.stack_id)).start()
        else:
            stack.status = "DELETE_IN_PROGRESS"

    monkeypatch.setattr(type(backend()), "delete_stack", delete)


def is_gone(formation):
    return all(stacks.read(formation, name) is None for name in NAMES.values())


@pytest.mark.parametrize("first", ["core", "endpoints"])
def test_a_stack_that_was_deleted_by_hand_before_the_other_is_not_missed(formation, torn, first):
    formation.delete_stack(StackName=NAMES[first])

    listed, text = torn()
    assert listed == 2 and f"stack {NAMES[first]}: not there" in text and "Nothing is left" not in text
    other = NAMES["endpoints" if first == "core" else "core"]
    assert f"stack {other}, CREATE_COMPLETE (delete: deploy/teardown --stack vitrine --yes)" in text

    status, text = torn("--yes", "--and-data")
    assert status == 0 and "Nothing is left that is billed." in text and is_gone(formation), text


def test_stacks_that_are_being_deleted_are_waited_for(formation, torn, monkeypatch):
    ends_later(monkeypatch)
    for name in NAMES.values():
        formation.delete_stack(StackName=name)

    listed, text = torn()
    assert listed == 2 and "stack vitrine, DELETE_IN_PROGRESS" in text

    status, text = torn("--yes", "--and-data")
    assert status == 0 and text.count(": deleted\n") == 4 and is_gone(formation), text


@pytest.mark.parametrize("failing", NAMES)
def test_a_stack_that_cannot_be_deleted_is_said_and_the_rest_goes_on(formation, torn, monkeypatch, failing):
    fails_once(monkeypatch, NAMES[failing])

    status, text = torn("--yes")
    assert status == 2 and f"stack {NAMES[failing]}: not deleted" in text and "Nothing is left" not in text
    assert f"stack {NAMES[failing]}, DELETE_FAILED" in text.split("Left, and billed:")[1]
    assert [name for name in NAMES.values() if stacks.read(formation, name)] == [NAMES[failing]]

    listed, text = torn()
    assert listed == 2 and f"stack {NAMES[failing]}, DELETE_FAILED" in text

    status, text = torn("--yes", "--and-data")
    assert status == 0 and is_gone(formation), text


def test_a_stack_without_resources_is_deleted_too(formation, torn):
    """What is left of a first deployment that was killed before CloudFormation began."""
    torn("--yes", "--and-data")
    body = json.dumps({"Resources": ENDPOINTS})
    formation.create_change_set(StackName="vitrine", ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=body)

    listed, text = torn()
    assert listed == 2 and "stack vitrine, REVIEW_IN_PROGRESS" in text

    assert torn("--yes")[0] == 0 and is_gone(formation)


def test_a_stack_that_may_not_be_deleted_is_left_and_said(formation, torn, monkeypatch):
    def refuse(self, name):
        raise ValidationError(message=f"Stack [{name}] cannot be deleted while TerminationProtection is enabled")

    monkeypatch.setattr(type(backend()), "delete_stack", refuse)

    status, text = torn("--yes")

    assert status == 2 and text.count("while TerminationProtection is enabled") == 2 and "stack vitrine, CREATE_COMPLETE" in text, text


def test_the_reasons_of_a_failed_deletion_are_said():
    formation = boto3.client("cloudformation")
    common = {"LastUpdatedTimestamp": 0, "ResourceType": "AWS::Lambda::Function"}
    summaries = [
        common | {"LogicalResourceId": "ApiFunction", "ResourceStatus": "DELETE_COMPLETE"},
        common | {"LogicalResourceId": "SweepFunction", "ResourceStatus": "DELETE_FAILED", "ResourceStatusReason": "it is in use"},
    ]
    with Stubber(formation) as stubber:
        stubber.add_response("list_stack_resources", {"StackResourceSummaries": summaries}, {"StackName": "vitrine"})

        assert stacks.undeleted(formation, "vitrine") == ["SweepFunction (AWS::Lambda::Function): it is in use"]


def test_a_vector_bucket_is_deleted_with_its_indexes(formation, torn, aws):
    vectors = aws.client("s3vectors")
    vectors.create_vector_bucket(vectorBucketName="vitrine-embeddings")
    for name in ("vit-l-14-768-0a1b2c3d4e5f", "vit-b-32-512-0a1b2c3d4e5f"):
        vectors.create_index(vectorBucketName="vitrine-embeddings", indexName=name, dataType="float32", dimension=2, distanceMetric="cosine")

    listed, text = torn("--yes", "--also", "vitrine-embeddings")
    assert listed == 2 and "vector bucket vitrine-embeddings (delete: deploy/teardown --yes --only vitrine-embeddings)" in text, text

    status, text = torn("--yes", "--and-data", "--also", "vitrine-embeddings")
    assert "vector bucket vitrine-embeddings: deleted" in text, text
    assert vectors.list_vector_buckets()["vectorBuckets"] == []


def vector_bucket(aws, name, index):
    vectors = aws.client("s3vectors")
    vectors.create_vector_bucket(vectorBucketName=name)
    vectors.create_index(vectorBucketName=name, indexName=index, dataType="float32", dimension=2, distanceMetric="cosine")


def test_a_vector_bucket_that_no_stack_has_any_more_is_listed_until_it_is_named(formation, torn, aws):
    vector_bucket(aws, "renamed", "vit-l-14-768-0a1b2c3d4e5f")
    vector_bucket(aws, "of-somebody", "documents")
    vector_bucket(aws, "of-another-vitrine", "vit-l-14-768-0a1b2c3d4e5f")
    named = {"Parameters": {"VectorBucketName": {"Type": "String", "Default": "of-another-vitrine"}}, "Resources": ENDPOINTS}
    formation.create_stack(StackName="another", TemplateBody=json.dumps(named))

    status, text = torn("--yes", "--and-data")
    assert status == 2 and "Nothing is left" not in text, text
    assert text.split("Left, and billed:")[1].split() == (
        "vector bucket renamed, perhaps Vitrine's, by its indexes (delete: deploy/teardown --yes --only renamed)".split()
    )

    status, text = torn("--yes", "--only", "renamed")
    assert status == 0 and "vector bucket renamed: deleted" in text and "Nothing is left that is billed." in text, text


def test_what_is_to_be_deleted_too_may_be_said_by_the_old_word(formation, torn, aws):
    vector_bucket(aws, "second", "vit-l-14-768-0a1b2c3d4e5f")

    status, text = torn("--yes", "--and-data", "--also", "first", "--keep", "second")

    assert status == 0 and "vector bucket second: deleted" in text and "bucket first" not in text, text


def endpoint(aws, name):
    """An endpoint that is billed; nothing of it is looked at but its name and status."""
    sagemaker = aws.client("sagemaker")
    role = "arn:aws:iam::123456789012:role/model"
    sagemaker.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer={"Image": "i"})
    variant = {"VariantName": "AllTraffic", "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.m5.4xlarge", "InitialVariantWeight": 1}
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)


def test_endpoints_of_other_stacks_and_their_logs_are_not_listed(formation, torn, aws, monkeypatch):
    for name in ("vitrine-describe", "vitrine-of-staging", "vitrine-by-hand", "documents"):
        endpoint(aws, name)
        aws.client("logs").create_log_group(logGroupName=f"/aws/sagemaker/Endpoints/{name}")
    named = {"Parameters": {"ClipEndpointName": {"Type": "String", "Default": "vitrine-of-staging"}}, "Resources": ENDPOINTS}
    formation.create_stack(StackName="staging", TemplateBody=json.dumps(named))
    real = stacks.resources
    made = stacks.Resource(teardown.ENDPOINT, "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/vitrine-describe")
    monkeypatch.setattr(stacks, "resources", lambda formation, name: real(formation, name) + [made] * (name == NAMES["endpoints"]))

    status, text = torn()

    listed = [line.strip() for line in text.split("Left, and billed:")[1].splitlines() if line.strip().startswith("endpoint")]
    assert status == 2 and [line.split(",")[0] for line in listed] == ["endpoint vitrine-describe", "endpoint vitrine-by-hand"], text
    assert "perhaps" not in listed[0] and "perhaps Vitrine's" in listed[1]
    groups = [line.split()[2] for line in text.splitlines() if line.strip().startswith("log group")]
    assert groups == ["/aws/sagemaker/Endpoints/vitrine-describe", "/aws/sagemaker/Endpoints/vitrine-by-hand"], text


def test_a_region_without_s3_vectors_is_not_asked_for_them(formation, torn, monkeypatch):
    address, real = "s3vectors.nowhere.invalid", socket.getaddrinfo

    def resolved(host, *others, **named):
        if host == address:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *others, **named)

    monkeypatch.setenv("AWS_ENDPOINT_URL_S3VECTORS", f"http://{address}")
    monkeypatch.setattr(socket, "getaddrinfo", resolved)

    status, text = torn("--yes", "--and-data", "--keep", "gone-bucket")
    assert status == 0 and "Nothing is left that is billed." in text, text


def test_vector_buckets_that_aws_does_not_tell_about_are_said(formation, torn, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3VECTORS", "http://127.0.0.1:9")

    status, text = torn("--yes", "--and-data")
    assert status == 2 and "vectorBuckets: " in text.split("AWS did not tell")[1], text


def test_a_vector_bucket_is_known_by_its_name():
    """Its physical id is its ARN, as CloudFormation's schema says."""
    arn = "arn:aws:s3vectors:eu-west-1:123456789012:bucket/vitrine-embeddings"
    assert teardown._name(stacks.Resource(retained.VECTORS, arn)) == "vitrine-embeddings"
    assert teardown._name(stacks.Resource(retained.TABLE, "vitrine-CatalogTable-1ABC")) == "vitrine-CatalogTable-1ABC"

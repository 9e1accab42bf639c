"""The state machine's Retry lists, compared with the errors that AWS' own descriptions of Lambda's Invoke and SQS' SendMessage name."""

import json

import botocore.session
import pytest

import template

MACHINE = json.loads((template.ROOT / "statemachine" / "image-to-text.asl.json").read_text())
INVOKE_ERRORS = botocore.session.get_session().get_service_model("lambda").operation_model("Invoke").error_shapes
SEND_ERRORS = botocore.session.get_session().get_service_model("sqs").operation_model("SendMessage").error_shapes

# Errors that no description of an API names: those of Step Functions' own call, and of a function that did not end by
# itself. https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
BEYOND = {
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.SdkClientException",
    "Lambda.AWSLambdaException",
    "Lambda.Unknown",
    "Sandbox.Timedout",
    "Runtime.ExitError",
    "States.Timeout",
}

# Errors of features that Vitrine's functions do not use, and of a function that is deployed wrongly.
NEVER = {
    "of functions in a VPC": "EC2|ENI|Subnet|InvalidSecurityGroup|InvalidSubnet",
    "of functions with a file system": "EFS|S3Files",
    "of functions with a key or code of their own": "KMS|CodeArtifact|InvalidZipFile|InvalidRuntime",
    "of durable functions": "DurableExecution",
}

# Errors of SQS that no description names: the SDK's own, and whatever has no class of its own.
BEYOND_SEND = {"SQS.SdkClientException", "SQS.AmazonSQSException"}

# Errors of SQS that do not pass by waiting: of queues with a key of their own, of a message that no queue takes, of a queue
# that is deployed wrongly.
NEVER_SEND = ("Kms", "InvalidMessageContents", "UnsupportedOperation", "QueueDoesNotExist", "InvalidAddress", "InvalidSecurity")


def _tasks(machine):
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            yield name, state
        for inner in state.get("Branches", []) + [state[key] for key in ("ItemProcessor",) if key in state]:
            yield from _tasks(inner)


def _passing():
    """Invoke's errors by which AWS says "not now": time-outs, conflicts, throttles, its own failures; and SnapStart's."""
    for shape in INVOKE_ERRORS:
        status = shape.metadata.get("error", {}).get("httpStatusCode", 500)
        unused = any(shape.name.startswith(start) for starts in NEVER.values() for start in starts.split("|"))
        if not unused and (status in (408, 409, 429) or status >= 500 or shape.name.startswith("SnapStart")):
            yield f"Lambda.{shape.name}"


@pytest.mark.parametrize("name,task", [(n, t) for n, t in _tasks(MACHINE) if n != "RecordFailure" and "QueueUrl" not in t["Arguments"]])
def test_every_step_is_retried_when_aws_says_not_now(name, task):
    retried = {error for rule in task["Retry"] for error in rule["ErrorEquals"]}

    assert set(_passing()) | BEYOND <= retried


def test_no_step_retries_an_error_of_lambda_that_lambda_does_not_have():
    known = {f"Lambda.{shape.name}" for shape in INVOKE_ERRORS}
    for _, task in _tasks(MACHINE):
        named = {error for rule in task["Retry"] for error in rule["ErrorEquals"] if error.startswith("Lambda.")}
        assert named <= known | BEYOND


@pytest.mark.parametrize("name,task", [(n, t) for n, t in _tasks(MACHINE) if "QueueUrl" in t["Arguments"]])
def test_every_message_is_sent_again_when_sqs_says_not_now(name, task):
    """SQS' description gives no status. Step Functions names an error as the class in the SDK for Java: with Exception at its end."""
    passing = {f"SQS.{shape.name}Exception" for shape in SEND_ERRORS if not shape.name.startswith(NEVER_SEND)}

    assert passing == {"SQS.RequestThrottledException"}
    assert {error for rule in task["Retry"] for error in rule["ErrorEquals"]} == passing | BEYOND_SEND

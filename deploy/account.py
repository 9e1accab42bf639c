"""What the account allows: concurrent functions, and what the caller's role may do."""

from collections.abc import Iterable, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from findings import Findings
from template import Template

NO_ANSWER = (ClientError, BotoCoreError, ResponseParserError)

# What a caller must be allowed so that CloudFormation, in the caller's name, makes a thing of each type and changes it later.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ has the same under "Permissions" of each type.
_ROLE = "iam:CreateRole iam:PutRolePolicy iam:AttachRolePolicy iam:PassRole"
ONCE = "iam:CreateServiceLinkedRole"
_API = "apigateway:POST apigateway:PATCH"
RIGHTS = {
    "AWS::ApiGatewayV2::Api": _API,
    "AWS::ApiGatewayV2::Authorizer": _API,
    "AWS::ApiGatewayV2::Integration": _API,
    "AWS::ApiGatewayV2::Route": _API,
    "AWS::ApiGatewayV2::Stage": _API,
    # The first target of SageMaker in an account makes the service-linked role that scales it.
    "AWS::ApplicationAutoScaling::ScalableTarget": f"application-autoscaling:RegisterScalableTarget {ONCE}",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "application-autoscaling:PutScalingPolicy",
    "AWS::CloudWatch::Alarm": "cloudwatch:PutMetricAlarm",
    "AWS::CloudWatch::Dashboard": "cloudwatch:PutDashboard",
    "AWS::Cognito::UserPool": "cognito-idp:CreateUserPool cognito-idp:UpdateUserPool",
    "AWS::Cognito::UserPoolClient": "cognito-idp:CreateUserPoolClient cognito-idp:UpdateUserPoolClient",
    "AWS::Cognito::UserPoolDomain": "cognito-idp:CreateUserPoolDomain",
    "AWS::DynamoDB::Table": "dynamodb:CreateTable dynamodb:UpdateTable dynamodb:UpdateContinuousBackups dynamodb:UpdateTimeToLive",
    "AWS::IAM::Role": _ROLE,
    "AWS::Lambda::EventSourceMapping": "lambda:CreateEventSourceMapping lambda:UpdateEventSourceMapping",
    "AWS::Lambda::Permission": "lambda:AddPermission",
    "AWS::Logs::LogGroup": "logs:CreateLogGroup logs:PutRetentionPolicy",
    "AWS::S3::Bucket": "s3:CreateBucket s3:PutBucketNotification s3:PutLifecycleConfiguration s3:PutEncryptionConfiguration",
    "AWS::S3::BucketPolicy": "s3:PutBucketPolicy",
    "AWS::S3Vectors::VectorBucket": "s3vectors:CreateVectorBucket",
    "AWS::SNS::Topic": "sns:CreateTopic sns:SetTopicAttributes sns:Subscribe",
    "AWS::SQS::Queue": "sqs:CreateQueue sqs:SetQueueAttributes",
    "AWS::SQS::QueuePolicy": "sqs:SetQueueAttributes",
    "AWS::SageMaker::Endpoint": "sagemaker:CreateEndpoint sagemaker:UpdateEndpoint",
    "AWS::SageMaker::EndpointConfig": "sagemaker:CreateEndpointConfig",
    "AWS::SageMaker::Model": "sagemaker:CreateModel",
    # SAM makes of it a function with versions and an alias, its role, and the rule of its schedule.
    "AWS::Serverless::Function": f"lambda:CreateFunction lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:PublishVersion lambda:CreateAlias lambda:UpdateAlias {_ROLE} events:PutRule events:PutTargets lambda:AddPermission",
    "AWS::Serverless::StateMachine": f"states:CreateStateMachine states:UpdateStateMachine {_ROLE}",
}
_ANY = "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet"


def actions(resources: Sequence[Template]) -> list[str]:
    """The IAM actions that making and changing these resources takes, each once."""
    kinds = {resource["Type"] for resource in resources}
    return sorted({action for rights in (_ANY, *(RIGHTS[kind] for kind in kinds)) for action in rights.split()})


def concurrency(session: Any, findings: Findings, wanted: int) -> None:
    """Compares the account's limit of concurrent functions with what the queues alone may use at once."""
    try:
        limit = session.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    except NO_ANSWER as e:
        findings.note(f"concurrency: cannot be read: {e}")
        return
    if limit < 2 * wanted:
        text = f"concurrency: {limit} functions at once in this account; the queues alone may use {wanted}"
        findings.note(f"{text}. While they do, pictures wait longer and the API answers 503; ask for more, or keep some for the API (ApiReservedConcurrency)")
    else:
        findings.add(True, f"concurrency: {limit} functions at once in this account, {wanted} for the queues")


def rights(session: Any, findings: Findings, caller: str, actions: list[str], stack: str) -> None:
    """Asks IAM which of the actions the caller's own policies forbid, or do not allow; service control policies are not looked at.

    IAM is asked without resources, which it reads as all of them. An action that a policy allows on some resources only, as roles for
    deployments are written, is then not allowed, so that is a note; what a policy denies is a finding, unless it depends on something
    that was not said. About change sets, without which nothing is deployed, IAM is asked once more with the stack of this name.
    """
    principal = principal_of(caller)
    if principal.endswith(":root"):
        findings.note("permissions: these are the root user's credentials, which may do everything; use a role of its own")
        return
    try:
        region = {"ContextKeyName": "aws:RequestedRegion", "ContextKeyType": "string", "ContextKeyValues": [session.region_name]}
        simulation = session.client("iam").get_paginator("simulate_principal_policy")
        asked = {"PolicySourceArn": principal, "ContextEntries": [region]}
        results = _results(simulation.paginate(ActionNames=actions, **asked))
        of_stack = [f"arn:{principal.split(':')[1]}:cloudformation:{session.region_name}:{principal.split(':')[4]}:stack/{stack}/*"]
        change_sets = _results(simulation.paginate(ActionNames=_ANY.split(), ResourceArns=of_stack, **asked))
    except NO_ANSWER as e:
        findings.note(f"permissions: cannot be looked at (iam:SimulatePrincipalPolicy): {e}")
        return
    not_allowed = {r["EvalActionName"] for r in results if r["EvalDecision"] != "allowed"}
    denied = {r["EvalActionName"] for r in results if r["EvalDecision"] == "explicitDeny" and not r.get("MissingContextValues")} - {ONCE}
    if ONCE in not_allowed:
        findings.note(f"permissions: {principal} may not {ONCE}; the first endpoint that scales in this account needs it")
    perhaps = sorted(not_allowed - denied - {ONCE})
    if perhaps:
        findings.note(f"permissions: {principal} may not do these on all resources, perhaps on those of this stack: {', '.join(perhaps)}")
    if all(result["EvalDecision"] != "allowed" and not _missing(result) for result in change_sets):
        findings.add(False, f"permissions: {principal} may not {', '.join(_ANY.split())} on stack {stack}, so nothing can be deployed")
    elif denied:
        findings.add(False, f"permissions: {principal} may not {', '.join(sorted(denied))}")
    else:
        findings.add(True, f"permissions: {principal} may do {len(actions) - len(not_allowed)} of the {len(actions)} things that were asked about, and is denied none")


def _results(pages: Iterable[Any]) -> list[Any]:
    return [result for page in pages for result in page["EvaluationResults"]]


def _missing(result: Any) -> bool:
    """Whether the decision depends on something that was not said; IAM tells it of each resource, where resources were given."""
    return any(part.get("MissingContextValues") for part in (result, *result.get("ResourceSpecificResults", [])))


def principal_of(caller: str) -> str:
    """The role's ARN for an assumed role's, else the ARN itself. A role's path is not in the first, so it is looked up as if it had none."""
    prefix, _, rest = caller.partition(":assumed-role/")
    return f"{prefix.replace(':sts:', ':iam:')}:role/{rest.split('/')[0]}" if rest else caller

"""What the account allows: concurrent functions, and what the caller's role may do."""

from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from findings import Findings

NO_ANSWER = (ClientError, BotoCoreError, ResponseParserError)

# One right of each kind of thing that a deployment makes. CloudFormation makes them in the caller's name.
CORE = (
    "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet s3:CreateBucket s3:PutBucketNotification sqs:CreateQueue sns:CreateTopic "
    "iam:CreateRole iam:PutRolePolicy iam:AttachRolePolicy iam:PassRole lambda:CreateFunction lambda:PublishVersion lambda:CreateAlias "
    "lambda:CreateEventSourceMapping lambda:AddPermission states:CreateStateMachine dynamodb:CreateTable dynamodb:UpdateContinuousBackups "
    "events:PutRule logs:CreateLogGroup logs:PutRetentionPolicy cloudwatch:PutMetricAlarm cloudwatch:PutDashboard apigateway:POST cognito-idp:CreateUserPool"
).split()
ENDPOINTS = (
    "cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet iam:CreateRole iam:PutRolePolicy iam:PassRole sagemaker:CreateModel "
    "sagemaker:CreateEndpointConfig sagemaker:CreateEndpoint application-autoscaling:RegisterScalableTarget application-autoscaling:PutScalingPolicy"
).split()


def concurrency(session: Any, findings: Findings, wanted: int) -> None:
    """Compares the account's limit of concurrent functions with what the queues alone may use at once."""
    try:
        limit = session.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    except NO_ANSWER as e:
        findings.note(f"concurrency: cannot be read: {e}")
        return
    if limit < 2 * wanted:
        findings.note(f"concurrency: {limit} functions at once in this account; the queues alone may use {wanted}. Pictures wait longer; ask for more")
    else:
        findings.add(True, f"concurrency: {limit} functions at once in this account, {wanted} for the queues")


def rights(session: Any, findings: Findings, caller: str, actions: list[str]) -> None:
    """Asks IAM which of the actions the caller's own policies do not allow; service control policies are not looked at."""
    principal = principal_of(caller)
    if principal.endswith(":root"):
        findings.note("permissions: these are the root user's credentials, which may do everything; use a role of its own")
        return
    try:
        pages = session.client("iam").get_paginator("simulate_principal_policy").paginate(PolicySourceArn=principal, ActionNames=actions)
        results = [result for page in pages for result in page["EvaluationResults"]]
    except NO_ANSWER as e:
        findings.note(f"permissions: cannot be looked at (iam:SimulatePrincipalPolicy): {e}")
        return
    denied = sorted(r["EvalActionName"] for r in results if r["EvalDecision"] != "allowed")
    findings.add(not denied, f"permissions: {principal} " + (f"may not {', '.join(denied)}" if denied else f"may do all {len(actions)} things that were asked about"))


def principal_of(caller: str) -> str:
    """The role's ARN for an assumed role's, else the ARN itself. A role's path is not in the first, so it is looked up as if it had none."""
    prefix, _, rest = caller.partition(":assumed-role/")
    return f"{prefix.replace(':sts:', ':iam:')}:role/{rest.split('/')[0]}" if rest else caller

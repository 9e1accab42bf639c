"""What the account allows: concurrent functions, and what the caller's role may do."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from findings import Findings
from template import Template

NO_ANSWER = (ClientError, BotoCoreError, ResponseParserError)

# What a caller must be allowed so that CloudFormation, in the caller's name, makes a thing of each type and changes it later; TYPE.Property: what
# only a thing with this property takes on top. Reading, and taking away what is no longer wanted, are left out.
# tests/test_rights.py compares it with what AWS says of each type, so it fails for a property of the templates that nobody looked at.
_ROLE = "iam:CreateRole iam:PutRolePolicy iam:UpdateAssumeRolePolicy"
_SAM_ROLE = f"{_ROLE} iam:AttachRolePolicy iam:TagRole iam:PassRole"
ONCE = "iam:CreateServiceLinkedRole"
_API = "apigateway:POST apigateway:PATCH"
RIGHTS = {
    "AWS::ApiGatewayV2::Api": _API,
    "AWS::ApiGatewayV2::Authorizer": _API,
    "AWS::ApiGatewayV2::Integration": _API,
    "AWS::ApiGatewayV2::Route": _API,
    "AWS::ApiGatewayV2::Stage": _API,
    "AWS::ApiGatewayV2::Stage.AccessLogSettings": "logs:CreateLogDelivery logs:UpdateLogDelivery logs:PutResourcePolicy",
    # The first target of SageMaker in an account makes the service-linked role that scales it.
    "AWS::ApplicationAutoScaling::ScalableTarget": f"application-autoscaling:RegisterScalableTarget sagemaker:UpdateEndpointWeightsAndCapacities {ONCE}",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "application-autoscaling:PutScalingPolicy cloudwatch:PutMetricAlarm",
    "AWS::CloudWatch::Alarm": "cloudwatch:PutMetricAlarm",
    "AWS::CloudWatch::Dashboard": "cloudwatch:PutDashboard",
    "AWS::Cognito::UserPool": "cognito-idp:CreateUserPool cognito-idp:UpdateUserPool cognito-idp:SetUserPoolMfaConfig cognito-idp:AddCustomAttributes",
    "AWS::Cognito::UserPool.EmailConfiguration": ONCE,  # the first pool of an account that sends by SES
    "AWS::Cognito::UserPoolClient": "cognito-idp:CreateUserPoolClient cognito-idp:UpdateUserPoolClient",
    "AWS::Cognito::UserPoolDomain": "cognito-idp:CreateUserPoolDomain",
    "AWS::DynamoDB::Table": "dynamodb:CreateTable dynamodb:UpdateTable dynamodb:UpdateContinuousBackups dynamodb:UpdateTimeToLive",
    "AWS::IAM::Role": f"{_ROLE} iam:PassRole",
    "AWS::IAM::Role.PermissionsBoundary": "iam:PutRolePermissionsBoundary",
    "AWS::Lambda::EventSourceMapping": "lambda:CreateEventSourceMapping lambda:UpdateEventSourceMapping",
    "AWS::Lambda::Permission": "lambda:AddPermission",
    "AWS::Logs::LogGroup": "logs:CreateLogGroup logs:PutRetentionPolicy",
    "AWS::S3::Bucket": "s3:CreateBucket s3:PutEncryptionConfiguration s3:PutBucketVersioning s3:PutBucketPublicAccessBlock s3:PutBucketOwnershipControls"
    " s3:PutBucketNotification s3:PutBucketCORS s3:PutLifecycleConfiguration",
    "AWS::S3::BucketPolicy": "s3:PutBucketPolicy",
    "AWS::S3Vectors::VectorBucket": "s3vectors:CreateVectorBucket",
    "AWS::SNS::Topic": "sns:CreateTopic sns:SetTopicAttributes",
    "AWS::SNS::Topic.Subscription": "sns:Subscribe",
    "AWS::SQS::Queue": "sqs:CreateQueue sqs:SetQueueAttributes",
    "AWS::SQS::QueuePolicy": "sqs:SetQueueAttributes",
    "AWS::SageMaker::Endpoint": "sagemaker:CreateEndpoint sagemaker:UpdateEndpoint",
    "AWS::SageMaker::EndpointConfig": "sagemaker:CreateEndpointConfig",
    "AWS::SageMaker::Model": "sagemaker:CreateModel iam:PassRole",
    # SAM makes of it a function with tags, versions and an alias, and its role; of its events a rule.
    "AWS::Serverless::Function": "lambda:CreateFunction lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:TagResource"
    f" lambda:PublishVersion lambda:CreateAlias lambda:UpdateAlias {_SAM_ROLE}",
    "AWS::Serverless::Function.Events": "events:PutRule events:PutTargets sns:Subscribe lambda:AddPermission",
    "AWS::Serverless::Function.ReservedConcurrentExecutions": "lambda:PutFunctionConcurrency",
    "AWS::Serverless::StateMachine": f"states:CreateStateMachine states:UpdateStateMachine states:TagResource {_SAM_ROLE}",
    "AWS::Serverless::StateMachine.PermissionsBoundary": "iam:PutRolePermissionsBoundary",  # of functions' roles too: theirs is under Globals
}
UNRESERVED = 100  # https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
_CHANGE_SET = "cloudformation:CreateChangeSet"  # of a template with a transform also on the transform
_ANY = f"{_CHANGE_SET} cloudformation:ExecuteChangeSet"


class Quota(NamedTuple):
    """How much of something the account may have, and the quota's code, by which more is asked for; the code is empty if AWS tells none."""

    value: float
    code: str


def quotas(session: Any, findings: Findings, names: Iterable[str]) -> dict[str, Quota]:
    """{name: Quota} of SageMaker in this account, these at least; empty if AWS does not tell, which is a finding.

    ListServiceQuotas leaves out what only has a default value, so that is asked for where one of `names` is missing.
    https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_ListServiceQuotas.html
    """
    client = session.client("service-quotas")

    def listed(operation: str) -> dict[str, Quota]:
        pages = client.get_paginator(operation).paginate(ServiceCode="sagemaker")
        return {q["QuotaName"]: Quota(q["Value"], q.get("QuotaCode", "")) for page in pages for q in page["Quotas"]}

    try:
        applied = listed("list_service_quotas")
        return applied if set(names) <= applied.keys() else listed("list_aws_default_service_quotas") | applied
    except (ClientError, BotoCoreError) as e:
        findings.add(False, f"quota: cannot be read: {e}")
        return {}


def actions(resources: Iterable[Template]) -> list[str]:
    """The IAM actions that making and changing these resources takes, each once; their conditions are decided (template.decided)."""
    taken = [_ANY]
    for resource in resources:
        kind = resource["Type"]
        taken += [RIGHTS[kind], *(RIGHTS.get(f"{kind}.{name}", "") for name in resource.get("Properties", {}))]
    return sorted({action for rights in taken for action in rights.split()})


def concurrency(session: Any, findings: Findings, wanted: int, reserved: int) -> None:
    """Compares the account's limit of concurrent functions with what the queues alone may use at once, and with what is kept for the API.

    @param reserved ApiReservedConcurrency
    """
    try:
        limit = session.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
    except NO_ANSWER as e:
        findings.note(f"concurrency: cannot be read: {e}")
        return
    if reserved > max(0, limit - UNRESERVED):
        findings.add(False, f"parameter ApiReservedConcurrency: {reserved} of {limit} functions at once cannot be kept: Lambda leaves {UNRESERVED} to all other functions of the account; ask for more, or give 0")
    if limit < 2 * wanted:
        text = f"concurrency: {limit} functions at once in this account; the queues alone may use {wanted}"
        findings.note(f"{text}. While they do, pictures wait longer and the API answers 503; ask for more, or keep some for the API (ApiReservedConcurrency)")
    else:
        findings.add(True, f"concurrency: {limit} functions at once in this account, {wanted} for the queues")


def rights(session: Any, findings: Findings, caller: str, actions: list[str], stack: str, boundary: str = "", transform: str = "") -> None:
    """Asks IAM which of the actions the caller's policies, or the organization's without conditions, forbid or do not allow.

    IAM is asked without resources, which it reads as all of them. An action that a policy allows on some resources only, as roles for
    deployments are written, is then not allowed, so that is a note; what is denied is a finding, unless it may depend on something
    that was not said. About change sets, without which nothing is deployed, IAM is asked once more with the stack of this name.

    @param boundary ARN of the permissions boundary that new roles get; empty if none
    @param transform what CloudFormation makes of the template first, such as AWS::Serverless-2016-10-31; empty if nothing
    """
    if caller.endswith(":root"):
        findings.note("permissions: these are the root user's credentials, which may do everything; use a role of its own")
        return
    iam = session.client("iam")
    principal = principal_of(iam, caller)
    region = _context("aws:RequestedRegion", "string", session.region_name)
    # CloudFormation makes things in the caller's name, and policies may ask for that.
    through = [_context("aws:ViaAWSService", "boolean", "true"), _context("aws:CalledVia", "stringList", "cloudformation.amazonaws.com")]
    through += [_context(f"aws:CalledVia{which}", "string", "cloudformation.amazonaws.com") for which in ("First", "Last")]
    through += [_context("iam:PermissionsBoundary", "string", boundary)] if boundary else []
    partition, account = principal.split(":")[1], principal.split(":")[4]
    of_stack = f"arn:{partition}:cloudformation:{session.region_name}:{account}:stack/{stack}/*"
    of_transform = f"arn:{partition}:cloudformation:{session.region_name}:aws:transform/{transform.removeprefix('AWS::')}"
    try:
        simulation = iam.get_paginator("simulate_principal_policy")
        results = _results(simulation.paginate(PolicySourceArn=principal, ActionNames=actions, ContextEntries=[region, *through]))
        change_sets = _results(simulation.paginate(PolicySourceArn=principal, ActionNames=_ANY.split(), ResourceArns=[of_stack], ContextEntries=[region]))
        expansion = _results(simulation.paginate(PolicySourceArn=principal, ActionNames=[_CHANGE_SET], ResourceArns=[of_transform], ContextEntries=[region])) if transform else []
    except NO_ANSWER as e:
        findings.note(f"permissions: cannot be looked at (iam:SimulatePrincipalPolicy): {e}")
        return
    not_allowed = {r["EvalActionName"] for r in results if r["EvalDecision"] != "allowed"}
    denied = _denied(results) - {ONCE}
    if ONCE in not_allowed:
        findings.note(f"permissions: {principal} may not {ONCE}; the first endpoint that scales in this account needs it, and the first user pool that sends from an address of yours")
    perhaps = sorted(not_allowed - denied - {ONCE})
    if perhaps:
        findings.note(f"permissions: {principal} may not do these on all resources, perhaps on those of this stack: {', '.join(perhaps)}")
    if any(result["EvalDecision"] != "allowed" for result in expansion):
        findings.note(f"permissions: {principal} may not {_CHANGE_SET} on {of_transform}, without which CloudFormation does not read the template")
    if all(result["EvalDecision"] != "allowed" and not _missing(result) for result in change_sets):
        findings.add(False, f"permissions: {principal} may not {', '.join(_ANY.split())} on stack {stack}, so nothing can be deployed")
    elif denied:
        findings.add(False, f"permissions: {principal} may not {', '.join(sorted(denied))}")
    else:
        findings.add(True, f"permissions: {principal} may do {len(actions) - len(not_allowed)} of the {len(actions)} things that were asked about, and is denied none")


def _context(name: str, kind: str, value: str) -> dict[str, Any]:
    return {"ContextKeyName": name, "ContextKeyType": kind, "ContextKeyValues": [value]}


def _results(pages: Iterable[Any]) -> list[Any]:
    return [result for page in pages for result in page["EvaluationResults"]]


def _denied(results: Sequence[Any]) -> set[str]:
    """The actions that are denied whatever is true of what was not said.

    MissingContextValues names what any statement about an action asks for, not only the one that denies it. So a statement by which IAM
    also denies an action of which nothing is missing depends on nothing that was not said. Of the organization's policies IAM simulates
    only those without conditions, and then names no statement.
    """
    by_policies = [r for r in results if r["EvalDecision"] == "explicitDeny"]
    unconditional = {statement for r in by_policies if not _missing(r) for statement in _statements(r)}
    by_organization = [r for r in results if not r.get("OrganizationsDecisionDetail", {}).get("AllowedByOrganizations", True)]
    sure = [r for r in by_policies if not _missing(r) or _statements(r) & unconditional]
    return {r["EvalActionName"] for r in (*sure, *by_organization)}


def _statements(result: Any) -> set[tuple[str, int, int]]:
    """The statements that decided: each by its policy, and by line and column of its beginning."""
    matched = [(s.get("SourcePolicyId", ""), s.get("StartPosition")) for s in result.get("MatchedStatements", [])]
    return {(policy, start["Line"], start["Column"]) for policy, start in matched if start}


def _missing(result: Any) -> bool:
    """Whether the decision depends on something that was not said; IAM tells it of each resource, where resources were given."""
    return any(part.get("MissingContextValues") for part in (result, *result.get("ResourceSpecificResults", [])))


def principal_of(iam: Any, caller: str) -> str:
    """The role's ARN for an assumed role's, else the ARN itself.

    The first has no path in it, and IAM Identity Center (SSO) gives its roles one, so IAM is asked for the role. A caller who may not ask
    is looked up as if the role had none.
    """
    prefix, _, rest = caller.partition(":assumed-role/")
    if not rest:
        return caller
    name = rest.split("/")[0]
    try:
        return str(iam.get_role(RoleName=name)["Role"]["Arn"])
    except NO_ANSWER:
        return f"{prefix.replace(':sts:', ':iam:')}:role/{name}"

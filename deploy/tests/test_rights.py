"""What IAM is asked about (account.RIGHTS), compared with what AWS says that CloudFormation does for each type and property of the templates.

AWS says it in the schema of each type, under `handlers`: the actions that CloudFormation takes to make such a thing and to change it, though not for which
property. cfn-lint brings a copy of all schemas, of a version that requirements.txt pins. Which property takes which action is TAKEN, by
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/. DOCUMENTED is what the services' own pages ask for and no schema names.
"""

import json
import re
from functools import cache
from pathlib import Path

import cfnlint
import pytest

import account
import template

# {type: {"*" for every thing of the type, or names of properties: the actions that these take on top}}
MADE = "apigateway:POST apigateway:PATCH"
TAKEN = {
    "AWS::ApiGatewayV2::Api": {"*": MADE, "Name ProtocolType": ""},
    "AWS::ApiGatewayV2::Authorizer": {"*": MADE, "ApiId AuthorizerType IdentitySource JwtConfiguration Name": ""},
    "AWS::ApiGatewayV2::Integration": {"*": MADE, "ApiId IntegrationType IntegrationUri PayloadFormatVersion TimeoutInMillis": ""},
    "AWS::ApiGatewayV2::Route": {"*": MADE, "ApiId AuthorizationType AuthorizerId RouteKey Target": ""},
    "AWS::ApiGatewayV2::Stage": {
        "*": MADE,
        "ApiId AutoDeploy DefaultRouteSettings StageName": "",
        "AccessLogSettings": "logs:CreateLogDelivery logs:UpdateLogDelivery logs:PutResourcePolicy",
    },
    "AWS::ApplicationAutoScaling::ScalableTarget": {
        "*": "application-autoscaling:RegisterScalableTarget iam:CreateServiceLinkedRole sagemaker:UpdateEndpointWeightsAndCapacities",
        "MaxCapacity MinCapacity ResourceId ScalableDimension ServiceNamespace": "",
    },
    "AWS::ApplicationAutoScaling::ScalingPolicy": {
        "*": "application-autoscaling:PutScalingPolicy cloudwatch:PutMetricAlarm",
        "PolicyName PolicyType ScalingTargetId StepScalingPolicyConfiguration TargetTrackingScalingPolicyConfiguration": "",
    },
    "AWS::CloudWatch::Alarm": {
        "*": "cloudwatch:PutMetricAlarm",
        "AlarmActions AlarmDescription ComparisonOperator DatapointsToAlarm Dimensions EvaluationPeriods MetricName Metrics Namespace Period Statistic Threshold TreatMissingData": "",
    },
    "AWS::CloudWatch::Dashboard": {"*": "cloudwatch:PutDashboard", "DashboardBody DashboardName": ""},
    "AWS::Cognito::UserPool": {
        "*": "cognito-idp:CreateUserPool cognito-idp:UpdateUserPool",
        "AccountRecoverySetting AdminCreateUserConfig AutoVerifiedAttributes DeletionProtection Policies UsernameAttributes": "",
        "EnabledMfas MfaConfiguration": "cognito-idp:SetUserPoolMfaConfig",
        "Schema": "cognito-idp:AddCustomAttributes",
        "EmailConfiguration": "iam:CreateServiceLinkedRole",
    },
    "AWS::Cognito::UserPoolClient": {
        "*": "cognito-idp:CreateUserPoolClient cognito-idp:UpdateUserPoolClient",
        "AllowedOAuthFlows AllowedOAuthFlowsUserPoolClient AllowedOAuthScopes CallbackURLs ExplicitAuthFlows GenerateSecret LogoutURLs"
        " PreventUserExistenceErrors ReadAttributes SupportedIdentityProviders UserPoolId WriteAttributes": "",
    },
    "AWS::Cognito::UserPoolDomain": {"*": "cognito-idp:CreateUserPoolDomain", "Domain UserPoolId": ""},
    "AWS::DynamoDB::Table": {
        "*": "dynamodb:CreateTable dynamodb:UpdateTable",
        "AttributeDefinitions BillingMode DeletionProtectionEnabled GlobalSecondaryIndexes KeySchema SSESpecification StreamSpecification": "",
        "PointInTimeRecoverySpecification": "dynamodb:UpdateContinuousBackups",
        "TimeToLiveSpecification": "dynamodb:UpdateTimeToLive",
    },
    "AWS::Events::Rule": {"*": "events:PutRule", "ScheduleExpression": "", "Targets": "events:PutTargets"},
    "AWS::IAM::Role": {
        "*": "iam:CreateRole",
        "AssumeRolePolicyDocument": "iam:UpdateAssumeRolePolicy",
        "ManagedPolicyArns": "iam:AttachRolePolicy",
        "PermissionsBoundary": "iam:PutRolePermissionsBoundary",
        "Policies": "iam:PutRolePolicy",
        "Tags": "iam:TagRole",
    },
    "AWS::Lambda::Alias": {"*": "lambda:CreateAlias lambda:UpdateAlias", "FunctionName FunctionVersion Name": ""},
    "AWS::Lambda::EventSourceMapping": {
        "*": "lambda:CreateEventSourceMapping lambda:UpdateEventSourceMapping",
        "BatchSize BisectBatchOnFunctionError DestinationConfig EventSourceArn FilterCriteria FunctionName FunctionResponseTypes MaximumBatchingWindowInSeconds"
        " MaximumRecordAgeInSeconds MaximumRetryAttempts ScalingConfig StartingPosition": "",
    },
    "AWS::Lambda::Function": {
        "*": "lambda:CreateFunction lambda:UpdateFunctionConfiguration",
        "Architectures Description Environment Handler LoggingConfig MemorySize Runtime SnapStart Timeout TracingConfig": "",
        "Code": "lambda:UpdateFunctionCode",
        "ReservedConcurrentExecutions": "lambda:PutFunctionConcurrency",
        "Role": "iam:PassRole",
        "Tags": "lambda:TagResource",
    },
    "AWS::Lambda::Permission": {"*": "lambda:AddPermission", "Action FunctionName Principal SourceArn": ""},
    "AWS::Lambda::Version": {"*": "lambda:PublishVersion", "FunctionName": ""},
    "AWS::Logs::LogGroup": {"*": "logs:CreateLogGroup", "LogGroupName": "", "RetentionInDays": "logs:PutRetentionPolicy"},
    "AWS::S3::Bucket": {
        "*": "s3:CreateBucket",
        "BucketEncryption": "s3:PutEncryptionConfiguration",
        "CorsConfiguration": "s3:PutBucketCORS",
        "LifecycleConfiguration": "s3:PutLifecycleConfiguration",
        "NotificationConfiguration": "s3:PutBucketNotification",
        "OwnershipControls": "s3:PutBucketOwnershipControls",
        "PublicAccessBlockConfiguration": "s3:PutBucketPublicAccessBlock",
        "VersioningConfiguration": "s3:PutBucketVersioning",
    },
    "AWS::S3::BucketPolicy": {"*": "s3:PutBucketPolicy", "Bucket PolicyDocument": ""},
    "AWS::S3Vectors::VectorBucket": {"*": "s3vectors:CreateVectorBucket", "VectorBucketName": ""},
    "AWS::SNS::Topic": {"*": "sns:CreateTopic sns:SetTopicAttributes", "Subscription": "sns:Subscribe"},
    "AWS::SQS::Queue": {
        "*": "sqs:CreateQueue sqs:SetQueueAttributes",
        "MessageRetentionPeriod RedrivePolicy SqsManagedSseEnabled VisibilityTimeout": "",
    },
    "AWS::SQS::QueuePolicy": {"*": "sqs:SetQueueAttributes", "PolicyDocument Queues": ""},
    "AWS::SageMaker::Endpoint": {"*": "sagemaker:CreateEndpoint sagemaker:UpdateEndpoint", "EndpointConfigName EndpointName RetainAllVariantProperties": ""},
    "AWS::SageMaker::EndpointConfig": {"*": "sagemaker:CreateEndpointConfig", "AsyncInferenceConfig ProductionVariants": ""},
    "AWS::SageMaker::Model": {"*": "sagemaker:CreateModel", "EnableNetworkIsolation PrimaryContainer": "", "ExecutionRoleArn": "iam:PassRole"},
    "AWS::StepFunctions::StateMachine": {
        "*": "states:CreateStateMachine states:UpdateStateMachine",
        "DefinitionS3Location DefinitionSubstitutions LoggingConfiguration StateMachineType TracingConfiguration": "",
        "RoleArn": "iam:PassRole",
        "Tags": "states:TagResource",
    },
}
DOCUMENTED = {
    # https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
    "AWS::ApiGatewayV2::Stage": "logs:CreateLogDelivery logs:UpdateLogDelivery logs:PutResourcePolicy",
    # https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html
    "AWS::ApplicationAutoScaling::ScalableTarget": "sagemaker:UpdateEndpointWeightsAndCapacities",
    "AWS::ApplicationAutoScaling::ScalingPolicy": "cloudwatch:PutMetricAlarm",
}
WRITES = re.compile(r":(?!Get|List|Describe|Head|Delete|Untag|Remove|Detach|Unsubscribe)")
SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas"


@cache
def resources():
    """{type: names of the properties that things of it have}, in all forms of both stacks, as CloudFormation is given them."""
    found = {}
    for stack in (template.transformed(template.read()), template.read(template.ENDPOINTS)):
        for resource in stack["Resources"].values():
            found.setdefault(resource["Type"], set()).update(resource.get("Properties", {}))
    return found


@cache
def listed(kind):
    """The actions that AWS says CloudFormation takes to make and to change a thing of this type."""
    where = json.loads((SCHEMAS / "providers" / "eu-west-1.json").read_text("utf-8"))[kind]
    handlers = json.loads((SCHEMAS / "resources" / f"{where}.json").read_text("utf-8"))["handlers"]
    return {action for what in ("create", "update") for action in handlers.get(what, {}).get("permissions", [])}


def taken(kind, properties):
    return {action for names, actions in TAKEN[kind].items() if names == "*" or properties & set(names.split()) for action in actions.split()}


@pytest.mark.parametrize("kind", sorted(TAKEN.keys() | resources().keys()))
def test_somebody_looked_at_each_property_of_the_templates(kind):
    known = {name for names in TAKEN.get(kind, {}) for name in names.split() if name != "*"}

    assert known == resources().get(kind, set()), f"which of these does it take? {sorted(filter(WRITES.search, listed(kind)))}"


@pytest.mark.parametrize("kind", TAKEN)
def test_the_table_has_no_action_that_aws_does_not_name(kind):
    assert taken(kind, resources()[kind]) <= listed(kind) | set(DOCUMENTED.get(kind, "").split())


@pytest.mark.parametrize("file", [template.CORE, template.ENDPOINTS])
def test_iam_is_asked_about_what_the_templates_take_and_nothing_else(file):
    stack = template.read(file)
    made = template.transformed(stack) if file == template.CORE else stack
    wanted = {action for r in made["Resources"].values() for action in taken(r["Type"], r.get("Properties", {}).keys())}

    assert set(account.actions(stack["Resources"].values())) == wanted | set(account._ANY.split())


def test_iam_is_asked_about_a_property_only_where_it_is_set():
    core = template.read()
    for kept, asked in (("0", False), ("5", True)):
        resources = template.decided(core, template.defaults(core) | {"ApiReservedConcurrency": kept})["Resources"]
        assert ("lambda:PutFunctionConcurrency" in account.actions(resources.values())) == asked

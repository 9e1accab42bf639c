"""The doctor and the teardown, against a loopback AWS."""

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from http.server import BaseHTTPRequestHandler

import boto3
import pytest
from botocore.stub import ANY, Stubber

import account
import doctor
import names
import stacks
import teardown
import template

DEPLOY = template.ROOT / "deploy"
URL = "s3://models/vitrine/models/{}/0123456789abcdef/model.tar.gz"
NOW = "SdxlMode=real-time"
PLACE = ["AnswersBucket=uploads"]
MODELS = ["ModelBucket=models", *(f"{n}ModelDataUrl={URL.format(n.lower())}" for n in ("Clip", "Interrogator", "Sdxl"))]


@pytest.fixture(scope="module")
def aws(aws):
    aws.client("s3").create_bucket(Bucket="models", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for name in ("clip", "interrogator", "sdxl"):
        aws.client("s3").put_object(Bucket="models", Key=URL.format(name).removeprefix("s3://models/"), Body=b"x")
    return aws


def run(command, aws, *arguments, **environment):
    nowhere = {"AWS_ENDPOINT_URL_IAM": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}  # moto's IAM does not simulate policies
    environment = os.environ | {"AWS_ENDPOINT_URL": aws.url} | nowhere | environment
    command = [sys.executable, DEPLOY / f"{command}.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_the_doctor_goes_nowhere_without_credentials(aws, tmp_path):
    nobody = {"HOME": str(tmp_path), "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}

    done = run("doctor", aws, AWS_ENDPOINT_URL="http://127.0.0.1:9", **nobody)

    assert done.returncode == 1 and "NO  credentials" in done.stdout
    assert "would make" not in done.stdout


def test_the_doctor_knows_a_profile_that_is_not_there_and_a_sign_on_that_has_ended(aws, tmp_path):
    config = tmp_path / "config"
    config.write_text("[profile company]\nsso_session = company\nsso_account_id = 123456789012\nsso_role_name = Deploy\n[sso-session company]\nsso_start_url = https://company.example.com/start\nsso_region = eu-west-1\n")
    given = {"HOME": str(tmp_path), "AWS_CONFIG_FILE": str(config), "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}

    absent, ended = (run("doctor", aws, AWS_PROFILE=name, **given) for name in ("no-such", "company"))

    assert absent.returncode == 1 and "NO  credentials: The config profile (no-such) could not be found" in absent.stdout, absent.stderr
    assert ended.returncode == 1 and "NO  credentials: they cannot be used" in ended.stdout and "aws sso login" in ended.stdout, ended.stdout + ended.stderr


def test_the_doctor_says_what_the_core_stack_would_make_and_cost(aws, tmp_path):
    prices = tmp_path / "prices.json"
    prices.write_text(json.dumps({"written": "2026-11-24", "month": {"alarm metric": 7.3, "dashboard": 730}, "million": {"SQS requests": 0}}))

    done = run("doctor", aws)
    other = run("doctor", aws, "--prices", prices)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "14 Serverless::Function" in done.stdout and "1 DynamoDB::Table" in done.stdout
    assert "prices written down by hand on 2026-11-28, never fetched" in done.stdout
    assert re.search(r"1,000 pictures, at 10,000 a day +0\.\d+", done.stdout)
    assert re.search(r"1 dashboard +1\.00", other.stdout) and "on 2026-11-24" in other.stdout
    assert re.search(r"1,000 pictures, at 100 a day +\?", other.stdout)


@pytest.mark.parametrize(
    "parameter",
    ["ClipEndpointName=Vitrine_Clip", "MaxImagePixels=5", "LogRetentionDays=8", "NoSuchThing=1", "SweepMinutes=soon", "SdxlConcurrency=many"],
)
def test_the_doctor_finds_a_wrong_parameter_and_goes_on(aws, parameter):
    done = run("doctor", aws, parameter)

    assert done.returncode == 1 and f"NO  parameter {parameter.split('=')[0]}" in done.stdout
    assert "1 to mend first." in done.stdout, done.stderr


@pytest.mark.parametrize("parameter", ["MostInstances=few", "BacklogPerInstance=0"])
def test_the_doctor_finds_a_wrong_parameter_of_the_endpoints_and_goes_on(aws, quotas, parameter):
    done = endpoints(aws, quotas, "SdxlMode=asynchronous", *PLACE, parameter)

    assert done.returncode == 1 and f"NO  parameter {parameter.split('=')[0]}" in done.stdout
    assert "1 to mend first." in done.stdout, done.stderr


def test_a_vector_bucket_that_a_stack_has_left_is_not_made_again(aws):
    aws.client("s3vectors").create_vector_bucket(vectorBucketName="embeddings-left")

    taken, free = (run("doctor", aws, f"VectorBucketName={name}") for name in ("embeddings-left", "embeddings-new"))

    assert taken.returncode == 1 and "NO  parameter VectorBucketName: there is a vector bucket embeddings-left already" in taken.stdout, taken.stdout + taken.stderr
    assert free.returncode == 0, free.stdout + free.stderr


def test_no_vector_bucket_is_made_where_the_region_has_no_s3_vectors(monkeypatch):
    said, core = Said(), template.read()
    monkeypatch.setattr(names.retained, "has_vectors", lambda _: False)

    names.check(boto3.Session(), "vitrine", core, template.defaults(core), said)
    assert said.lines == []
    names.check(boto3.Session(), "vitrine", core, template.defaults(core) | {"VectorBucketName": "embeddings"}, said)
    assert [level for level, _ in said.lines] == ["NO"] and "region eu-west-1 has no S3 Vectors" in said.lines[0][1]


def test_the_doctor_counts_the_gpus_a_deployment_needs(aws, quotas):
    done = run("doctor", aws, "--endpoints", *MODELS, NOW, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    assert done.returncode == 0, done.stdout + done.stderr
    assert "quota: 2 x ml.g5.xlarge for endpoints, 2 needed" in done.stdout
    assert "3 SageMaker::Endpoint," in done.stdout


def test_the_doctor_finds_that_gpus_and_models_are_missing(aws, quotas):
    del quotas["ml.g5.xlarge for endpoint usage"]

    done = run("doctor", aws, "--endpoints", *MODELS[:2], NOW, f"SdxlModelDataUrl={URL.format('other')}", AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    assert done.returncode == 1
    assert "NO  quota: 0 x ml.g5.xlarge for endpoints, 1 needed" in done.stdout
    assert f"NO  model: {URL.format('other')}" in done.stdout


def test_a_quota_that_nobody_ever_changed_has_aws_default(aws, quotas):
    """Its list of applied quotas leaves out those that only have a default."""
    quotas["defaults"] = {"ml.g5.xlarge for endpoint usage": quotas.pop("ml.g5.xlarge for endpoint usage"), "ml.g5.2xlarge for endpoint usage": 0}

    done = endpoints(aws, quotas)

    assert done.returncode == 0 and "quota: 2 x ml.g5.xlarge for endpoints, 2 needed" in done.stdout, done.stdout + done.stderr
    assert "quota: 1 x ml.g5.2xlarge for endpoints, 1 needed" in done.stdout  # the account's own


def test_the_doctor_says_how_more_machines_are_asked_for(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 0

    done = endpoints(aws, quotas, "MostInstances=3")

    asking = "aws service-quotas request-service-quota-increase --service-code sagemaker --quota-code L-ml.g --desired-value 6"
    assert done.returncode == 1 and f"NO  quota: 0 x ml.g5.xlarge for endpoints, 2 needed; ask for more: {asking}\n" in done.stdout, done.stdout


def endpoints(aws, quotas, *more):
    return run("doctor", aws, "--endpoints", *MODELS, NOW, *more, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])


def test_the_doctor_says_how_many_machines_an_update_and_growth_take(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 4

    done = endpoints(aws, quotas, "MostInstances=1")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "ask for 2 x ml.g5.2xlarge: an update starts new machines beside the old ones" in done.stdout
    assert "ask for 4 x ml.g5.xlarge" not in done.stdout
    assert "ask for 6 x ml.g5.xlarge" in endpoints(aws, quotas, "MostInstances=3").stdout


def test_the_doctor_finds_a_kind_of_machine_that_sagemaker_would_not_change(aws, quotas):
    quotas["ml.g6.2xlarge for endpoint usage"] = 2
    rules = template.read(template.ENDPOINTS)["Parameters"]
    given = dict(each.split("=", 1) for each in [*MODELS, NOW])
    body = {"Parameters": {name: {"Type": "String", "Default": str(rule.get("Default", ""))} for name, rule in rules.items()}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    parameters = [{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()]
    aws.client("cloudformation").create_stack(StackName="kind-endpoints", TemplateBody=json.dumps(body), Parameters=parameters)
    other, of_it = "SdxlInstanceType=ml.g6.2xlarge", ["--stack", "kind"]

    changed, same, absent = endpoints(aws, quotas, other, *of_it), endpoints(aws, quotas, *of_it), endpoints(aws, quotas, other)
    renamed = endpoints(aws, quotas, other, "SdxlEndpointName=vitrine-sdxl-2", *of_it)

    assert changed.returncode == 1 and "vitrine-sdxl runs on ml.g5.2xlarge" in changed.stdout and "give another SdxlEndpointName, in both stacks" in changed.stdout, changed.stdout
    assert renamed.returncode == same.returncode == absent.returncode == 0, renamed.stdout + same.stdout + absent.stdout


def test_the_doctor_counts_one_gpu_for_what_shares_it(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 1

    done = endpoints(aws, quotas, f"DescribeModelDataUrl={URL.format('clip')}")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "quota: 1 x ml.g5.xlarge for endpoints, 1 needed" in done.stdout
    assert "2 SageMaker::Endpoint," in done.stdout


def test_the_doctor_counts_no_gpu_for_a_clip_without_one(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 1

    quotas["ml.c7i.xlarge for endpoint usage"] = 1
    cpu = endpoints(aws, quotas, "ClipServing=cpu")

    assert cpu.returncode == 0, cpu.stdout + cpu.stderr
    assert "quota: 1 x ml.g5.xlarge for endpoints, 1 needed" in cpu.stdout
    assert "quota: 1 x ml.c7i.xlarge for endpoints, 1 needed" in cpu.stdout


def test_the_doctor_knows_that_a_sleeping_endpoint_costs_no_machine(aws, quotas):
    quotas["ml.g5.xlarge for endpoint usage"] = 1
    shared = f"DescribeModelDataUrl={URL.format('clip')}"

    done = endpoints(aws, quotas, "SdxlMode=asynchronous", shared, *PLACE)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "quota: 1 x ml.g5.2xlarge for endpoints, 1 needed" in done.stdout
    assert "1 x ml.g5.xlarge  " in done.stdout and "1 x ml.g5.2xlarge  " not in done.stdout
    assert re.search(r"SDXL sleeps; waking it 0\.\d+, at most 0\.\d+ of it for functions that wait, each restyle 0\.", done.stdout) and re.search(r"1,000 pictures, at 1,000 a day +3\d\.\d", done.stdout)
    assert "1 CloudWatch::Alarm" in done.stdout


def test_the_doctor_knows_no_price_that_the_table_lacks(aws, quotas):
    quotas["ml.p5.48xlarge for endpoint usage"] = 1

    done = endpoints(aws, quotas, "ClipInstanceType=ml.p5.48xlarge")

    assert re.search(r"1 x ml.p5.48xlarge +\?", done.stdout) and re.search(r"1,000 pictures, at 100 a day +\?", done.stdout)


@pytest.mark.parametrize(
    ("parameter", "sentence"),
    [
        ("NetworkIsolation=true", "this must be a folder that publish --isolated made"),
        (f"SdxlModelDataUrl={URL.format('sdxl').removesuffix('model.tar.gz')}", "this must be a model.tar.gz"),
    ],
)
def test_the_doctor_finds_parameters_that_do_not_fit_together(aws, quotas, parameter, sentence):
    done = endpoints(aws, quotas, parameter)

    assert done.returncode == 1 and sentence in done.stdout, done.stdout + done.stderr


def test_before_anything_is_deployed_the_place_for_answers_may_be_missing(aws, quotas):
    """The core stack brings it, which is deployed first; README has both doctors run before that."""
    later, missing = "SdxlMode=asynchronous", "An asynchronous endpoint needs AnswersBucket, the core stack's output UploadsBucketName."

    before, then = endpoints(aws, quotas, later, "--stack", "planned"), endpoints(aws, quotas, later, "--stack", "planned", "--deploying")

    assert before.returncode == 0 and f"!  parameters: {missing} Deploy the stack planned first." in before.stdout, before.stdout + before.stderr
    assert then.returncode == 1 and f"NO  parameters: {missing}\n" in then.stdout, then.stdout


def test_the_teardown_lists_what_bills_and_deletes_it_when_told_twice(aws):
    aws.deploy(template.ROOT / "target" / "function.zip")
    bucket, table = aws.outputs["UploadsBucketName"], aws.outputs["CatalogTableName"]
    aws.client("s3").put_object(Bucket=bucket, Key="anna/a.jpg", Body=b"x")
    aws.client("dynamodb").create_backup(TableName=table, BackupName="before-upgrade")

    listed = run("teardown", aws)
    assert listed.returncode == 2 and f"bucket {bucket}" in listed.stdout and f"table {table}" in listed.stdout
    assert aws.client("s3").head_bucket(Bucket=bucket)

    assert f"backup before-upgrade of {table}" in listed.stdout

    gone = run("teardown", aws, "--yes", "--and-data", "--confirm", "vitrine")
    assert "log group" not in gone.stdout or gone.returncode == 2, gone.stdout + gone.stderr
    assert f"{bucket}: deleted" in gone.stdout and f"{table}: deleted" in gone.stdout, gone.stdout + gone.stderr
    assert bucket not in {b["Name"] for b in aws.client("s3").list_buckets()["Buckets"]}


def test_the_data_of_a_stack_is_found_after_the_stack_is_gone(aws):
    aws.deploy(template.ROOT / "target" / "function.zip")
    bucket, table = aws.outputs["UploadsBucketName"], aws.outputs["CatalogTableName"]

    first = run("teardown", aws, "--yes")
    assert first.returncode == 2 and f"bucket {bucket}" in first.stdout and f"table {table}" in first.stdout, first.stdout + first.stderr
    again = run("teardown", aws)
    assert again.returncode == 2 and f"bucket {bucket}" in again.stdout and "Nothing is left" not in again.stdout

    last = run("teardown", aws, "--yes", "--and-data", "--confirm", "vitrine")
    assert f"{bucket}: deleted" in last.stdout and f"{table}: deleted" in last.stdout, last.stdout + last.stderr
    assert bucket not in {b["Name"] for b in aws.client("s3").list_buckets()["Buckets"]}
    assert table not in aws.client("dynamodb").list_tables()["TableNames"]


def test_the_doctor_takes_up_a_deployment_that_was_cut_off_before_it_began(aws):
    formation = aws.client("cloudformation")
    body = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
    formation.create_change_set(StackName="cut-off", ChangeSetName="first", ChangeSetType="CREATE", TemplateBody=body)

    done = run("doctor", aws, "--stack", "cut-off")

    assert done.returncode == 0 and "stack cut-off: REVIEW_IN_PROGRESS" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("ROLLBACK_COMPLETE", "delete-stack --stack-name vitrine"),
        ("UPDATE_IN_PROGRESS", "Wait until it has ended"),
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback --stack-name vitrine"),
        ("DELETE_FAILED", "try again: aws cloudformation delete-stack --stack-name vitrine"),
    ],
)
def test_a_stack_that_cannot_be_deployed_says_what_to_do(status, sentence):
    assert sentence in stacks.Stack("vitrine", status, {}, {}).problem


@pytest.mark.parametrize("status", ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"])
def test_a_stack_that_can_be_deployed_is_no_problem(status):
    assert stacks.Stack("vitrine", status, {}, {}).problem is None


def test_the_doctor_judges_the_values_that_a_stack_keeps(aws):
    body = json.dumps({"Parameters": {"SweepMinutes": {"Type": "Number"}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
    given = [{"ParameterKey": "SweepMinutes", "ParameterValue": "1"}]
    aws.client("cloudformation").create_stack(StackName="kept", TemplateBody=body, Parameters=given)

    kept, changed = run("doctor", aws, "--stack", "kept"), run("doctor", aws, "--stack", "kept", "SweepMinutes=5")

    assert kept.returncode == 1 and "NO  parameter SweepMinutes: 1 is not between 2 and 1440" in kept.stdout, kept.stdout
    assert changed.returncode == 0, changed.stdout


@pytest.fixture(scope="module")
def core(aws):
    """A core stack by its outputs and parameters, all that the endpoints stack reads of it; its name."""
    parameters = {"ClipEndpointName": "vitrine-clip", "InterrogatorEndpointName": "vitrine-describe", "SdxlEndpointName": "vitrine-sdxl", "SdxlMode": "asynchronous"}
    outputs = {"UploadsBucketName": {"Value": "the-uploads"}}
    body = {"Parameters": {name: {"Type": "String"} for name in parameters}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}, "Outputs": outputs}
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
    aws.client("cloudformation").create_stack(StackName="there", TemplateBody=json.dumps(body), Parameters=given)
    return "there"


def test_the_place_for_answers_is_the_core_stacks_and_need_not_be_given(aws, core):
    of_endpoints = run("doctor", aws, "--endpoints", "--stack", core, "--print-found").stdout.splitlines()
    of_core = run("doctor", aws, "--stack", core, "--print-found").stdout.splitlines()

    assert "AnswersBucket=the-uploads" in of_endpoints
    assert "ClipEndpointName=vitrine-clip" in of_core
    assert run("doctor", aws, "--stack", "nobodys", "--print-found").stdout == ""


def test_the_doctor_finds_an_endpoint_that_the_core_stack_would_not_ask(aws, quotas, core):
    shared = f"DescribeModelDataUrl={URL.format('clip')}"

    wrong = run("doctor", aws, "--endpoints", *MODELS, shared, "--stack", core, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])
    real_time = run("doctor", aws, "--endpoints", *MODELS, shared, NOW, "--stack", core, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    assert wrong.returncode == 1, wrong.stdout + wrong.stderr
    assert "NO  parameter ClipEndpointName: vitrine-describe, but the stack there has ClipEndpointName=vitrine-clip" in wrong.stdout
    assert "InterrogatorEndpointName=" not in wrong.stdout and "has SdxlMode" not in wrong.stdout
    assert "has SdxlMode=asynchronous" in real_time.stdout


@pytest.mark.parametrize(
    ("kept", "asked", "told"),
    [
        ("0.36.0-lmi27.0.0-cu130", {}, True),  # the default of 0.1.0, which a stack of it keeps
        ("0.36.0-lmi27.0.0-cu130", {"ContainerTag": "0.36.0-lmi27.0.0-cu130"}, False),
        (template.defaults(template.read(template.ENDPOINTS))["ContainerTag"], {}, False),
        (None, {}, False),
    ],
)
def test_the_doctor_tells_of_another_container_that_a_stack_keeps(kept, asked, told):
    said, stack = Said(), template.read(template.ENDPOINTS)
    there = stacks.Stack("vitrine-endpoints", "UPDATE_COMPLETE", {"ContainerTag": kept}, {}) if kept else None

    doctor._kept_container(stack, there, asked, said)

    assert [level for level, _ in said.lines] == (["!"] if told else [])
    assert not told or f"give ContainerTag={stack['Parameters']['ContainerTag']['Default']}" in said.lines[0][1]


@pytest.mark.parametrize(
    ("identity", "good"),
    [("", True), ("identity/shop@example.com", True), ("identity/example.com", False), ("identity/", False), ("identity/@example.com", False)],
)
def test_mail_is_sent_from_an_address_not_from_a_domain(identity, good):
    rules = template.read()["Parameters"]["MailIdentityArn"]
    problem = doctor._problem(identity and f"arn:aws:ses:eu-west-1:123456789012:{identity}", rules)

    assert (problem is None) if good else problem.endswith(rules["ConstraintDescription"])
    assert "NAME@DOMAIN" in rules["ConstraintDescription"]


class Said:
    """Findings of the doctor, kept instead of printed."""

    def __init__(self):
        self.lines = []

    def add(self, good, text):
        self.lines.append(("ok" if good else "NO", text))

    def note(self, text):
        self.lines.append(("!", text))


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        ({"EvalDecision": "allowed"}, [("ok", "may do 2 of the 2")]),
        ({"EvalDecision": "explicitDeny"}, [("NO", "may not iam:CreateRole, sqs:CreateQueue")]),
        # a policy that names resources allows nothing on all of them
        ({"EvalDecision": "implicitDeny"}, [("!", "perhaps on those of this stack: iam:CreateRole, sqs:CreateQueue"), ("ok", "may do 0 of the 2")]),
        ({"EvalDecision": "explicitDeny", "MissingContextValues": ["aws:MultiFactorAuthPresent"]}, [("!", "iam:CreateRole, sqs:CreateQueue"), ("ok", "is denied none")]),
        # the organization's policies are simulated where they have no conditions
        (
            {"EvalDecision": "implicitDeny", "OrganizationsDecisionDetail": {"AllowedByOrganizations": False}, "MissingContextValues": ["aws:MultiFactorAuthPresent"]},
            [("NO", "may not iam:CreateRole, sqs:CreateQueue")],
        ),
    ],
)
def test_the_doctor_asks_iam_what_the_caller_may_do(decision, found):
    iam, said = boto3.client("iam"), Said()
    results = [{"EvalActionName": name} | decision for name in ("sqs:CreateQueue", "iam:CreateRole")]
    with Stubber(iam) as stubber:
        formation = "cloudformation.amazonaws.com"
        through = [("aws:ViaAWSService", "boolean", "true"), ("aws:CalledVia", "stringList", formation), *((f"aws:CalledVia{which}", "string", formation) for which in ("First", "Last"))]
        region, *through = (
            {"ContextKeyName": name, "ContextKeyType": kind, "ContextKeyValues": [value]} for name, kind, value in [("aws:RequestedRegion", "string", "eu-west-1"), *through]
        )
        asked = {"PolicySourceArn": "arn:aws:iam::1:role/deployer", "ActionNames": ["sqs:CreateQueue", "iam:CreateRole"]}
        stubber.add_client_error("get_role", "AccessDenied")
        stubber.add_response("simulate_principal_policy", {"EvaluationResults": results, "IsTruncated": False}, asked | {"ContextEntries": [region, *through]})
        of_stack = {"ActionNames": CHANGE_SETS, "ResourceArns": ["arn:aws:cloudformation:eu-west-1:1:stack/shop/*"], "ContextEntries": [region]}
        stubber.add_response("simulate_principal_policy", answered("allowed"), asked | of_stack)
        account.rights(Session(iam), said, "arn:aws:sts::1:assumed-role/deployer/anna", asked["ActionNames"], "shop")

    assert [level for level, _ in said.lines] == [level for level, _ in found]
    assert all(part in text for (_, text), (_, part) in zip(said.lines, found))


def denial(action, line, *missing):
    """IAM's answer about an action that the statement of this line of a policy denies."""
    statement = {"SourcePolicyId": "company", "StartPosition": {"Line": line, "Column": 5}, "EndPosition": {"Line": line + 4, "Column": 6}}
    return {"EvalActionName": action, "EvalDecision": "explicitDeny", "MatchedStatements": [statement], "MissingContextValues": list(missing)}


def test_a_denial_is_judged_by_the_statement_that_denies():
    mfa = "aws:MultiFactorAuthPresent"
    results = [denial("sqs:CreateQueue", 3), denial("iam:CreateRole", 3, mfa), denial("sns:CreateTopic", 20, mfa)]

    # The statement of line 3 denies a queue too, about which nothing was missing: the MFA is asked for by another one.
    assert account._denied(results) == {"sqs:CreateQueue", "iam:CreateRole"}


def test_a_role_of_single_sign_on_is_looked_up_with_its_path():
    iam = boto3.client("iam")
    arn = "arn:aws:iam::1:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Deploy_0a1b"
    role = {"Path": "/aws-reserved/", "RoleName": "AWSReservedSSO_Deploy_0a1b", "RoleId": "AROA0123456789ABCDEF", "Arn": arn, "CreateDate": datetime(2026, 1, 1)}
    with Stubber(iam) as stubber:
        stubber.add_response("get_role", {"Role": role}, {"RoleName": "AWSReservedSSO_Deploy_0a1b"})

        assert account.principal_of(iam, "arn:aws:sts::1:assumed-role/AWSReservedSSO_Deploy_0a1b/anna@example.com") == arn
        assert account.principal_of(iam, "arn:aws:iam::1:user/anna") == "arn:aws:iam::1:user/anna"


@pytest.mark.parametrize(("decision", "levels"), [("allowed", ["ok"]), ("implicitDeny", ["!", "ok"])])
def test_a_role_for_certain_stacks_may_lack_the_right_to_sams_transform(decision, levels):
    iam, said = boto3.client("iam"), Said()
    with Stubber(iam) as stubber:
        stubber.add_response("simulate_principal_policy", answered("allowed"))
        stubber.add_response("simulate_principal_policy", answered("allowed"))
        asked = {"ActionNames": CHANGE_SETS[:1], "ResourceArns": ["arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31"]}
        expansion = {"EvaluationResults": [{"EvalActionName": CHANGE_SETS[0], "EvalDecision": decision}], "IsTruncated": False}
        stubber.add_response("simulate_principal_policy", expansion, asked | {"PolicySourceArn": "arn:aws:iam::1:user/anna", "ContextEntries": ANY})
        account.rights(Session(iam), said, "arn:aws:iam::1:user/anna", CHANGE_SETS, "shop", transform=template.read()["Transform"])

    assert [level for level, _ in said.lines] == levels
    assert levels == ["ok"] or "transform/Serverless-2016-10-31" in said.lines[0][1]


def test_iam_is_told_of_the_permissions_boundary_that_new_roles_get():
    iam, said = boto3.client("iam"), Said()
    asked = []
    iam.meta.events.register("provide-client-params.iam.SimulatePrincipalPolicy", lambda params, **_: asked.append(params["ContextEntries"]))
    with Stubber(iam) as stubber:
        for answer in (answered("allowed"), answered("allowed")):
            stubber.add_response("simulate_principal_policy", answer)
        account.rights(Session(iam), said, "arn:aws:iam::1:user/anna", CHANGE_SETS, "shop", "arn:aws:iam::1:policy/limit")

    boundary = {"ContextKeyName": "iam:PermissionsBoundary", "ContextKeyType": "string", "ContextKeyValues": ["arn:aws:iam::1:policy/limit"]}
    assert [boundary in entries for entries in asked] == [True, False]


CHANGE_SETS = ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"]


def answered(decision, **more):
    """IAM's answer about change sets of the stack."""
    return {"EvaluationResults": [{"EvalActionName": name, "EvalDecision": decision} | more for name in CHANGE_SETS], "IsTruncated": False}


@pytest.mark.parametrize(
    ("change_sets", "level"),
    [
        (answered("allowed"), "ok"),
        (answered("implicitDeny"), "NO"),
        (answered("explicitDeny"), "NO"),
        (
            answered(
                "implicitDeny",
                ResourceSpecificResults=[{"EvalResourceName": "x", "EvalResourceDecision": "implicitDeny", "MissingContextValues": ["aws:MultiFactorAuthPresent"]}],
            ),
            "ok",
        ),
    ],
)
def test_a_caller_who_may_only_read_is_stopped(change_sets, level):
    iam, said = boto3.client("iam"), Said()
    results = [{"EvalActionName": "sqs:CreateQueue", "EvalDecision": "implicitDeny"}]
    with Stubber(iam) as stubber:
        stubber.add_response("simulate_principal_policy", {"EvaluationResults": results, "IsTruncated": False})
        stubber.add_response("simulate_principal_policy", change_sets)
        account.rights(Session(iam), said, "arn:aws:iam::1:user/anna", ["sqs:CreateQueue"], "shop")

    assert [found for found, _ in said.lines] == ["!", level]
    assert level == "ok" or "on stack shop, so nothing can be deployed" in said.lines[1][1]


def test_a_right_that_an_account_needs_once_makes_no_deployment_fail():
    iam, said = boto3.client("iam"), Said()
    results = [{"EvalActionName": name, "EvalDecision": decision} for name, decision in ((account.ONCE, "implicitDeny"), ("sqs:CreateQueue", "allowed"))]
    with Stubber(iam) as stubber:
        stubber.add_response("simulate_principal_policy", {"EvaluationResults": results, "IsTruncated": False})
        stubber.add_response("simulate_principal_policy", answered("allowed"))
        account.rights(Session(iam), said, "arn:aws:iam::1:user/anna", [account.ONCE, "sqs:CreateQueue"], "shop")

    assert [level for level, _ in said.lines] == ["!", "ok"] and account.ONCE in said.lines[0][1]


def test_a_caller_who_may_not_ask_iam_is_told_so_and_goes_on():
    iam, said = boto3.client("iam"), Said()
    with Stubber(iam) as stubber:
        stubber.add_client_error("simulate_principal_policy", "AccessDenied")
        account.rights(Session(iam), said, "arn:aws:iam::1:user/anna", ["sqs:CreateQueue"], "shop")

    assert said.lines[0][0] == "!" and "cannot be looked at" in said.lines[0][1]


@pytest.mark.parametrize(("limit", "level"), [(10, "!"), (1000, "ok")])
def test_the_doctor_tells_that_a_new_account_lets_few_functions_run_at_once(limit, level):
    functions, said = boto3.client("lambda"), Said()
    with Stubber(functions) as stubber:
        stubber.add_response("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": limit}}, {})
        account.concurrency(Session(functions), said, 18, 0)

    assert said.lines[0][0] == level and f"{limit} functions at once" in said.lines[0][1]
    assert level == "ok" or "the API answers 503" in said.lines[0][1]


@pytest.mark.parametrize(("limit", "reserved", "fits"), [(1000, 900, True), (1000, 901, False), (10, 1, False), (10, 0, True)])
def test_the_doctor_finds_a_reservation_that_lambda_would_refuse(limit, reserved, fits):
    functions, said = boto3.client("lambda"), Said()
    with Stubber(functions) as stubber:
        stubber.add_response("get_account_settings", {"AccountLimit": {"ConcurrentExecutions": limit}}, {})
        account.concurrency(Session(functions), said, 18, reserved)

    assert any(level == "NO" and "ApiReservedConcurrency" in text for level, text in said.lines) != fits


class Session:
    """A session with one client."""

    region_name = "eu-west-1"

    def __init__(self, client):
        self._client = client

    def client(self, _):
        return self._client


@pytest.fixture
def closed(served):
    """An AWS that refuses every call for want of permission."""

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if "X-Amz-Target" in self.headers:
                self.answer(400, "application/x-amz-json-1.1", b'{"__type": "AccessDeniedException", "message": "not allowed"}')
            else:
                error = b"<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error></ErrorResponse>"
                self.answer(403, "text/xml", error)

        def do_HEAD(self):
            self.answer(403, "application/xml", b"")

        def answer(self, status, type_, body):
            self.send_response(status)
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return f"http://127.0.0.1:{served(Requests).server_port}"


def test_the_teardown_does_not_take_a_refusal_for_nothing_left(aws, closed):
    done = run("teardown", aws, "--also", "vitrine-uploads", "--also", "eu-west-1_pool", AWS_ENDPOINT_URL=closed)

    assert done.returncode == 2, done.stdout + done.stderr
    assert "Nothing is left" not in done.stdout
    for thing in ("stack vitrine", "bucket vitrine-uploads", "table vitrine-uploads", "user pool eu-west-1_pool", "ListBackups", "ListEndpoints"):
        assert thing in done.stdout.split("AWS did not tell")[1], done.stdout


@pytest.mark.parametrize("command", ["teardown", "prune"])
def test_a_profile_that_is_not_there_is_said_in_a_line(aws, command):
    done = run(command, aws, AWS_PROFILE="no-such")

    assert done.returncode == 2 and done.stderr.strip() == "The config profile (no-such) could not be found", done.stdout + done.stderr


def test_the_teardown_knows_what_is_not_there(aws):
    done = run("teardown", aws, "--stack", "none", "--endpoints-stack", "none-endpoints", "--also", "no-such-thing", "--also", "eu-west-1_none")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing is left that is billed." in done.stdout


def test_the_teardown_reads_every_page_of_backups(monkeypatch):
    dynamodb = boto3.client("dynamodb")
    backup = {"TableName": "records", "BackupType": "USER", "BackupArn": "arn:aws:dynamodb:eu-west-1:1:table/records/backup/1"}
    pages = [
        ({}, {"BackupSummaries": [], "LastEvaluatedBackupArn": backup["BackupArn"]}),
        ({"ExclusiveStartBackupArn": backup["BackupArn"]}, {"BackupSummaries": [backup | {"BackupName": "old"}]}),
    ]
    monkeypatch.setattr(teardown.boto3, "client", lambda service: dynamodb)
    with Stubber(dynamodb) as stubber:
        for expected, page in pages:
            stubber.add_response("list_backups", page, expected)

        assert [line.split(" (")[0] for line in teardown._backups({"records": None})] == ["backup old of records"]

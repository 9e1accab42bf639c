"""deploy/up itself, against a loopback AWS, with a stand-in for the SAM CLI: moto cannot make these stacks."""

import itertools
import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from samcli.cli.types import CfnParameterOverridesType, CfnTags

import template

UP = template.ROOT / "deploy" / "up"
URL = "s3://models/vitrine/models/{}/0123456789abcdef/model.tar.gz"

# Does with a change set what `sam deploy` does, by SAM's own reading of the parameters, to a stack that has the parameters of the template and one topic. While the file
# `hold` is there, it stops between the two calls.
SAM = """
import json, pathlib, sys, time, boto3
from samcli.cli.types import CfnParameterOverridesType
folder, arguments = pathlib.Path(sys.argv[1]), sys.argv[2:]
name = arguments[arguments.index("--stack-name") + 1]
at = arguments.index("--parameter-overrides") + 1 if "--parameter-overrides" in arguments else len(arguments)
given = CfnParameterOverridesType().convert(tuple(arguments[at:]), None, None)
body = (folder / "template").read_text()
formation = boto3.client("cloudformation")
states = {stack["StackName"]: stack["StackStatus"] for stack in formation.describe_stacks()["Stacks"]}
update = states.get(name, "REVIEW_IN_PROGRESS") != "REVIEW_IN_PROGRESS"
if name in states and not update:
    formation.delete_stack(StackName=name)  # moto would make a second stack of the name
parameters = [{"ParameterKey": n, "ParameterValue": v} for n, v in given.items()]
if update:
    parameters += [{"ParameterKey": n, "UsePreviousValue": True} for n in json.loads(body)["Parameters"] if n not in given]
change = dict(StackName=name, ChangeSetName=f"c{time.time_ns()}")
formation.create_change_set(**change, ChangeSetType="UPDATE" if update else "CREATE", TemplateBody=body, Parameters=parameters)
if (folder / "hold").exists():
    (folder / "halfway").touch()
    time.sleep(60)
formation.execute_change_set(**change)
"""


@pytest.fixture(scope="module")
def aws(aws):
    aws.client("s3").create_bucket(Bucket="models", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    for name in ("describe", "sdxl"):
        aws.client("s3").put_object(Bucket="models", Key=URL.format(name).removeprefix("s3://models/"), Body=b"x")
    return aws


@pytest.fixture
def up(aws, tmp_path):
    """Runs deploy/up; `sam` is a program that notes its arguments and ends with the status that the file beside it says."""
    requirements = (template.ROOT / "deploy" / "requirements.txt").read_bytes()
    name = "-".join(subprocess.run(["cksum"], input=requirements, capture_output=True, check=True).stdout.decode().split())
    venv = tmp_path / "vitrine" / f"deploy-{name}"
    (venv / "bin").mkdir(parents=True)
    (venv / "complete").touch()
    program(venv / "bin" / "python", f'exec {sys.executable} "$@"')
    program(venv / "bin" / "sam", f'printf "%s\\n" "$@" > {tmp_path}/asked; exit "$(cat {tmp_path}/status)"')

    def environment(stack):
        nowhere = {"AWS_ENDPOINT_URL_IAM": "http://127.0.0.1:9", "AWS_ENDPOINT_URL_SERVICE_QUOTAS": aws.url, "AWS_MAX_ATTEMPTS": "1"}
        ours = {"XDG_CACHE_HOME": str(tmp_path), "VITRINE_STACK": stack, "VITRINE_CALIBRATE": "no", "AWS_ENDPOINT_URL": aws.url}
        return os.environ | ours | nowhere

    def run(*arguments, status=0, stack="cut", stdin=subprocess.DEVNULL, **more):
        (tmp_path / "status").write_text(str(status))
        (tmp_path / "asked").unlink(missing_ok=True)
        done = subprocess.run([UP, *arguments], capture_output=True, text=True, stdin=stdin, env=environment(stack) | more)
        asked = (tmp_path / "asked").read_text().splitlines() if (tmp_path / "asked").exists() else None
        return done, asked

    run.environment = environment
    return run


@pytest.fixture
def deploying(up, aws, tmp_path):
    """deploy/up with a `sam` that makes a stack; `kill` kills it and all it has started, halfway."""
    parameters = {name: {k: v for k, v in rules.items() if k in ("Type", "Default")} for name, rules in template.read()["Parameters"].items()}
    (tmp_path / "template").write_text(json.dumps({"Parameters": parameters, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}))
    (tmp_path / "sam.py").write_text(SAM)
    (sam,) = tmp_path.glob("vitrine/*/bin/sam")
    program(sam, f'exec {sys.executable} {tmp_path}/sam.py {tmp_path} "$@"')

    def kill(*arguments):
        (tmp_path / "hold").touch()
        process = subprocess.Popen([UP, *arguments], env=up.environment("halfway"), stdin=subprocess.DEVNULL, start_new_session=True)
        end = time.monotonic() + 60
        while not (tmp_path / "halfway").exists() and time.monotonic() < end:
            assert process.poll() is None
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        (tmp_path / "hold").unlink()

    return kill


def overrides(asked):
    """{name: value} of the parameters that SAM reads from its arguments."""
    at = asked.index("--parameter-overrides") + 1
    read: dict[str, str] = CfnParameterOverridesType().convert(tuple(asked[at:]), None, None)
    return read


def program(path, line):
    path.write_text(f"#!/usr/bin/env bash\n{line}\n")
    path.chmod(0o755)


def test_a_deployment_that_was_killed_is_taken_up_by_the_same_command(up):
    killed, first = up("core", "SweepMinutes=5", status=137)
    repeated, second = up("core", "SweepMinutes=5")

    assert killed.returncode == 137 and "old versions" not in killed.stdout, killed.stdout + killed.stderr
    assert repeated.returncode == 0 and "old versions of 0 functions deleted" in repeated.stdout, repeated.stdout + repeated.stderr
    assert overrides(first) | {"DeletionProtection": "true"} == overrides(second) == {"SweepMinutes": "5", "DeletionProtection": "true"}
    assert second[second.index("--stack-name") + 1] == "cut"


def test_a_deployment_killed_halfway_goes_on_and_a_second_one_keeps_what_was_given(aws, up, deploying):
    formation = aws.client("cloudformation")

    def stack():
        (there,) = formation.describe_stacks(StackName="halfway")["Stacks"]
        return there["StackStatus"], {p["ParameterKey"]: p["ParameterValue"] for p in there.get("Parameters", [])}

    deploying("core", "SweepMinutes=5")
    assert stack()[0] == "REVIEW_IN_PROGRESS"

    done, _ = up("core", "SweepMinutes=5", stack="halfway")
    assert done.returncode == 0 and stack()[0] == "UPDATE_COMPLETE" and stack()[1]["SweepMinutes"] == "5", done.stdout + done.stderr
    assert stack()[1]["DeletionProtection"] == "true"

    second, _ = up("core", "RequestsPerSecond=50", stack="halfway")
    status, values = stack()
    assert second.returncode == 0 and status == "UPDATE_COMPLETE", second.stdout + second.stderr
    assert values["SweepMinutes"] == "5" and values["RequestsPerSecond"] == "50"


@pytest.mark.parametrize("argument", ["EventBusName=", "SdxlEngineName=SDXL Turbo", 'SdxlEngineName=the "fast" one', "JwtAudience=a b c=d"])
def test_sam_reads_each_value_whole(up, argument):
    """It refuses `Name=` and cuts a value without quotes at its first space."""
    done, asked = up("core", argument)

    name, _, value = argument.partition("=")
    assert done.returncode == 0 and overrides(asked)[name] == value, done.stdout + done.stderr


def test_who_leaves_the_question_for_an_address_empty_has_alarms_sent_to_nobody(up):
    ours, theirs = pty.openpty()
    os.write(ours, b"\n")

    done, asked = up("core", stdin=theirs)

    assert done.returncode == 0 and overrides(asked)["AlarmEmail"] == "", done.stdout + done.stderr


def test_what_follows_two_dashes_is_given_to_sam_as_it_is(up):
    done, asked = up("core", "SweepMinutes=5", "--", "--tags", "team=shop cost center=7", "--s3-bucket", "company")

    at = asked.index("--tags")
    assert done.returncode == 0 and asked[at : at + 4] == ["--tags", "team=shop cost center=7", "--s3-bucket", "company"], done.stdout + done.stderr
    assert overrides(asked)["SweepMinutes"] == "5" and "--resolve-s3" not in asked
    assert "--resolve-s3" in up("core")[1]


def test_nothing_is_deployed_of_which_the_doctor_says_no(up):
    done, asked = up("core", "SweepMinutes=1")

    assert done.returncode == 1 and asked is None and "NO  parameter SweepMinutes" in done.stdout


def test_a_stack_that_was_made_before_is_deployed_again_with_what_is_given_alone(aws, up):
    body = {"Parameters": {"SweepMinutes": {"Type": "Number"}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    given = [{"ParameterKey": "SweepMinutes", "ParameterValue": "7"}]
    aws.client("cloudformation").create_stack(StackName="second", TemplateBody=json.dumps(body), Parameters=given)

    done, asked = up("core", stack="second")

    assert done.returncode == 0 and "0 given, 1 kept from the stack" in done.stdout, done.stdout + done.stderr
    assert overrides(asked) == {"DeletionProtection": "true"}  # SAM keeps what is not given


@pytest.mark.parametrize(("kept", "given"), [("false", None), ("later", "true"), ("true", "true")])
def test_data_that_somebody_left_without_protection_stay_so(aws, up, kept, given):
    body = {"Parameters": {"DeletionProtection": {"Type": "String"}}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    parameters = [{"ParameterKey": "DeletionProtection", "ParameterValue": kept}]
    aws.client("cloudformation").create_stack(StackName=f"kept-{kept}", TemplateBody=json.dumps(body), Parameters=parameters)

    done, asked = up("core", "SweepMinutes=5", stack=f"kept-{kept}")

    assert done.returncode == 0 and overrides(asked).get("DeletionProtection") == given, done.stdout + done.stderr
    assert ("DeletionProtection=false is kept" in done.stdout) == (given is None)


CODE = {"Fetch": {"Type": "AWS::Serverless::Function", "Properties": {"Runtime": "java17", "CodeUri": "s3://{}/of/0123456789abcdef"}}, "Topic": {"Type": "AWS::SNS::Topic"}}


def company(aws, name, bucket="company", runtime="java17"):
    """A stack with tags, whose functions lie in this bucket."""
    body = json.dumps({"Resources": CODE}).replace("s3://{}", f"s3://{bucket}").replace("java17", runtime)
    tags = [{"Key": "team", "Value": "shop"}, {"Key": "cost center", "Value": "7=a"}]
    aws.client("cloudformation").create_stack(StackName=name, TemplateBody=body, Tags=tags)


def option(asked, name):
    """The values of an option among SAM's arguments; none if it is not there."""
    after = asked[asked.index(name) + 1 :] if name in asked else []
    return list(itertools.takewhile(lambda value: not value.startswith("--"), after))


def test_tags_and_bucket_of_a_company_are_given_to_sam_again(aws, up):
    company(aws, "owned")

    done, again = up("core", stack="owned")
    _, other = up("core", "--", "--tags", "team=other", "--s3-bucket", "elsewhere", stack="owned")

    assert done.returncode == 0, done.stdout + done.stderr
    assert CfnTags().convert(tuple(option(again, "--tags")), None, None) == {"team": "shop", "cost center": "7=a"}
    assert option(again, "--s3-bucket") == ["company"] and "--resolve-s3" not in again
    assert option(other, "--tags") == ["team=other"] and option(other, "--s3-bucket") == ["elsewhere"]


def test_the_endpoints_lie_where_the_functions_do_and_have_tags_of_their_own(aws, endpoints):
    company(aws, "ours")

    done, calls = endpoints("ours")

    assert done.returncode == 0, done.stdout + done.stderr
    assert all(option(call, "--s3-bucket") == ["company"] and "--tags" not in call for call in calls)


def test_a_bucket_that_sam_made_is_left_to_sam(aws, up):
    company(aws, "sams", "aws-sam-cli-managed-default-samclisourcebucket-0a1b2c")

    _, asked = up("core", stack="sams")

    assert "--resolve-s3" in asked and "--s3-bucket" not in asked


def test_a_stack_with_native_functions_is_told_that_it_would_lose_them(aws, up):
    company(aws, "native", runtime="provided.al2023")
    company(aws, "jvm")

    told, _ = up("core", stack="native")
    silent, _ = up("core", stack="jvm")

    assert told.returncode == 0 and "those of the stack native are native" in told.stdout and "deploy/up native" in told.stdout, told.stdout
    assert "are native" not in silent.stdout


ENDPOINTS = ["ModelBucket=models", *(f"{n}ModelDataUrl={URL.format(n.lower())}" for n in ("Describe", "Sdxl"))]
ENDPOINTS += ["AnswersBucket=uploads"]


@pytest.fixture
def deployments(up, tmp_path):
    """Runs deploy/up; answers what SAM was given, a list of arguments for each deployment. `fails` is the one that fails."""
    (sam,) = tmp_path.glob("vitrine/*/bin/sam")
    program(sam, f'printf "%s\\t" "$@" >> {tmp_path}/calls; echo >> {tmp_path}/calls; [ "$(wc -l < {tmp_path}/calls)" != "$(cat {tmp_path}/fails)" ]')

    def run(*arguments, fails=0, **more):
        (tmp_path / "calls").write_text("")
        (tmp_path / "fails").write_text(str(fails))
        done, _ = up(*arguments, **more)
        return done, [line.rstrip("\t").split("\t") for line in (tmp_path / "calls").read_text().splitlines()]

    return run


@pytest.fixture
def endpoints(deployments, quotas):
    """Runs deploy/up endpoints, as `deployments` does."""

    def run(stack, fails=0):
        return deployments("endpoints", *ENDPOINTS, fails=fails, stack=stack, AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    return run


def test_an_sdxl_without_a_machine_takes_no_other_endpoint_with_it(endpoints):
    done, calls = endpoints("capacity", fails=2)

    assert done.returncode != 0 and "the others stay" in done.stdout, done.stdout + done.stderr
    first, second = calls
    assert overrides(first) | dict([ENDPOINTS[2].split("=", 1)]) == overrides(second) and "SdxlModelDataUrl" not in overrides(first)
    assert overrides(first)["DescribeModelDataUrl"] == URL.format("describe") and "--disable-rollback" not in first + second  # which forbids all later changes of models


def test_the_stack_remembers_what_was_found_once_sdxl_is_in_it(aws, endpoints):
    """Else an SDXL that got no machine would not be found again."""
    body = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}, "Outputs": {"UploadsBucketName": {"Value": "uploads"}}}
    aws.client("cloudformation").create_stack(StackName="remembers", TemplateBody=json.dumps(body))

    done, (first, second) = endpoints("remembers")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Found" not in overrides(first) and json.loads(overrides(second)["Found"])["AnswersBucket"] == "uploads"


def test_endpoints_that_answer_later_are_not_deployed_before_the_core_stack(up, quotas):
    done, asked = up("endpoints", *ENDPOINTS[:-1], stack="early", AWS_ENDPOINT_URL_SERVICE_QUOTAS=quotas["url"])

    assert done.returncode == 1 and asked is None and "NO  parameters: An asynchronous endpoint needs AnswersBucket" in done.stdout, done.stdout + done.stderr


def test_an_endpoints_stack_that_is_there_is_changed_in_one_step(aws, endpoints):
    body = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    aws.client("cloudformation").create_stack(StackName="grown-endpoints", TemplateBody=json.dumps(body))

    done, calls = endpoints("grown")

    assert done.returncode == 0, done.stdout + done.stderr
    assert len(calls) == 1 and overrides(calls[0])["SdxlModelDataUrl"] == URL.format("sdxl")


def test_the_data_are_protected_once_the_stack_is_made(deployments):
    """A first deployment that fails is undone by CloudFormation, which cannot delete what is protected."""
    failed, first = deployments("core", stack="new", fails=1)
    done, both = deployments("core", stack="new")
    told, one = deployments("core", "DeletionProtection=false", stack="new")

    assert failed.returncode != 0 and [overrides(call)["DeletionProtection"] for call in first] == ["later"]
    assert done.returncode == 0 and [overrides(call)["DeletionProtection"] for call in both] == ["later", "true"], done.stdout + done.stderr
    assert told.returncode == 0 and [overrides(call)["DeletionProtection"] for call in one] == ["false"]

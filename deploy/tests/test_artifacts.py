"""What of published.json the endpoints stack is given, and what the doctor says of it, against a loopback AWS with stacks that keep values."""

import argparse
import json
import sys

import boto3
import pytest

import artifacts
import doctor
import names
import template

sys.path.insert(0, str(template.ROOT / "model-artifacts" / "publishing"))
import pack
import publish as publisher

URL = "s3://models/vitrine/models/{}/0123456789abcdef/model.tar.gz"
TOPIC = {"Topic": {"Type": "AWS::SNS::Topic"}}
PLACE = {"AnswersBucket": "uploads"}


@pytest.fixture(scope="module")
def aws(aws):
    for bucket in ("models", "others"):
        aws.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        for name in artifacts.FOLDERS:
            aws.client("s3").put_object(Bucket=bucket, Key=URL.format(name).removeprefix("s3://models/"), Body=b"x")
    return aws


@pytest.fixture
def published(tmp_path, monkeypatch):
    """Writes a published.json of these artifacts; more are {name: ModelDataUrl}."""
    path = tmp_path / "published.json"
    monkeypatch.setattr(artifacts, "PUBLISHED", path)

    def publish(*names, **urls):
        path.write_text(json.dumps({name: {"ModelDataUrl": url} for name, url in ({name: URL.format(name) for name in names} | urls).items()}))

    return publish


@pytest.fixture
def examined(aws, quotas, monkeypatch, capsys):
    """Runs the doctor of the endpoints stack; its exit status and what it prints."""
    quotas["ml.g5.xlarge for endpoint usage"] = quotas["ml.g5.2xlarge for endpoint usage"] = 4
    for name, value in {"": aws.url, "_SERVICE_QUOTAS": quotas["url"], "_IAM": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(f"AWS_ENDPOINT_URL{name}", value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    def run(stack, *parameters):
        monkeypatch.setattr(sys, "argv", ["doctor", "--endpoints", "--stack", stack, *parameters])
        status = doctor.main()
        return status, capsys.readouterr().out

    return run


def stacks(aws, name, core, endpoints):
    """A core stack and its endpoints stack, each with the parameters of its template, of which these have values."""
    for file, stack, values in ((template.CORE, name, core), (template.ENDPOINTS, f"{name}-endpoints", endpoints)):
        rules = template.read(file)["Parameters"]
        body = {"Parameters": {n: {"Type": "String", "Default": str(rule.get("Default", ""))} for n, rule in rules.items()}, "Resources": TOPIC}
        given = [{"ParameterKey": n, "ParameterValue": value} for n, value in values.items()]
        aws.client("cloudformation").create_stack(StackName=stack, TemplateBody=json.dumps(body), Parameters=given)


KEY = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000"


def test_the_key_of_a_bucket_that_encrypts_is_read_off_the_models_and_the_endpoints_may_decrypt(aws, published, examined):
    aws.client("s3").create_bucket(Bucket="company", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    url = URL.format("clip").replace("s3://models/", "s3://company/")
    aws.client("s3").put_object(Bucket="company", Key=url.removeprefix("s3://company/"), Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=KEY)
    published(clip=url)

    status, text = examined("nobodys", "SdxlMode=real-time")
    assert status == 0 and "ModelKeyArn" not in text, text

    other, text = examined("nobodys", "SdxlMode=real-time", f"ModelKeyArn={KEY[:-1]}9")
    assert other == 1 and f"NO  parameter ModelKeyArn: {url} is encrypted with {KEY}" in text and f"give ModelKeyArn={KEY}" in text

    _, found = examined("nobodys", "--print-found")
    assert f"ModelKeyArn={KEY}" in found.splitlines()


def test_models_in_another_region_are_refused(aws, published, examined):
    away = boto3.client("s3", endpoint_url=aws.url, region_name="eu-central-1")
    away.create_bucket(Bucket="away", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    url = URL.format("clip").replace("s3://models/", "s3://away/")
    away.put_object(Bucket="away", Key=url.removeprefix("s3://away/"), Body=b"x")
    published(clip=url)

    status, text = examined("nobodys", "SdxlMode=real-time")

    assert status == 1 and "NO  parameter ModelBucket: away is in eu-central-1" in text, text


@pytest.mark.parametrize(
    ("deadline", "mode", "good"),
    [("300", "asynchronous", True), ("300", "real-time", False), ("45", "real-time", True), (None, "real-time", True)],
)
def test_an_artifact_that_may_take_minutes_is_for_asynchronous_endpoints_only(aws, published, examined, deadline, mode, good):
    url = address("sdxl", deadline)
    aws.client("s3").put_object(Bucket="models", Key=url.removeprefix("s3://models/"), Body=b"x")
    published(sdxl=url)

    status, text = examined("nobodys", f"SdxlMode={mode}", *(f"{n}={v}" for n, v in PLACE.items()))

    assert artifacts.SLOWEST_IN_REAL_TIME == publisher.IN_REAL_TIME
    wrong = f"NO  parameter SdxlMode: {url} was published with --deadline 300"
    assert (status == 0) == good and (wrong in text) != good, text


def address(name, deadline):
    """Where model-artifacts/publish puts an artifact with this deadline, None for none."""
    given = argparse.Namespace(deadline=int(deadline) if deadline else None)
    return URL.format(name).replace("0123456789abcdef", publisher.folder_name("0123456789abcdef" * 4, name, given))


def test_a_deadline_is_known_as_long_as_a_stack_has_the_artifact(aws, published, examined):
    """One artifact is published with a deadline and deployed, then another one alone, here or where nobody knows of the first."""
    url = address("sdxl", "300")
    aws.client("s3").put_object(Bucket="models", Key=url.removeprefix("s3://models/"), Body=b"x")
    published(sdxl=url)
    assert artifacts.deadline_of(artifacts.published()["SdxlModelDataUrl"]) == 300
    stacks(aws, "patient", {}, PLACE | artifacts.published())
    published("describe")

    status, text = examined("patient", "SdxlMode=real-time")
    later, other = examined("patient")

    assert status == 1 and f"NO  parameter SdxlMode: {url} was published with --deadline 300" in text, text
    assert later == 0, other


def test_what_was_chosen_for_an_artifact_is_told_when_another_takes_its_place_without(aws, published, examined):
    """As after an upgrade, when somebody publishes again and leaves the options out."""
    before, after = address("sdxl", "300"), URL.format("sdxl").replace("0123", "4567")
    described = URL.format("describe").replace("0123", "89ab")
    for url, models in {before: "a/painter", after: "a/painter", described: "a/blip + a/siglip", URL.format("describe"): "a/blip + a/clip"}.items():
        aws.client("s3").put_object(Bucket="models", Key=url.removeprefix("s3://models/"), Body=b"x", Metadata={"models": models})
    stacks(aws, "upgraded", {}, PLACE | {"SdxlModelDataUrl": before, "DescribeModelDataUrl": described, "ModelBucket": "models"})

    same, silent = examined("upgraded")
    published("describe", sdxl=after)
    status, text = examined("upgraded")

    assert same == status == 0 and "model-artifacts/publish --deadline" not in silent and "the stack has" not in silent
    assert f"{after} has no deadline of its own, as {before} has; to keep it: model-artifacts/publish --deadline 300" in text, text
    assert f"{URL.format('describe')} is a/blip + a/clip; the stack has a/blip + a/siglip" in text and text.count("the stack has a/") == 1


def test_an_isolated_artifact_tells_its_deadline_too():
    assert artifacts.deadline_of("s3://models/vitrine/models/sdxl/isolated-0123456789abcdef-deadline-300/") == 300
    assert artifacts.deadline_of("s3://models/of-deadline-300/models/sdxl/0123456789abcdef/model.tar.gz") == 0


def test_the_endpoints_have_the_permissions_boundary_of_the_core_stack(aws, published, examined):
    boundary = "arn:aws:iam::123456789012:policy/limit"
    stacks(aws, "limited", {"PermissionsBoundaryArn": boundary}, {})
    published("clip")

    _, found = examined("limited", "--print-found")

    assert f"PermissionsBoundaryArn={boundary}" in found.splitlines()


def test_an_endpoint_of_somebody_else_is_not_taken_for_ours(aws, published, examined, monkeypatch):
    sagemaker, name = aws.client("sagemaker"), "vitrine-describe"
    sagemaker.create_model(ModelName=name, ExecutionRoleArn="arn:aws:iam::123456789012:role/model", PrimaryContainer={"Image": "i"})
    variant = {"VariantName": "AllTraffic", "ModelName": name, "InitialInstanceCount": 1, "InstanceType": "ml.m5.4xlarge", "InitialVariantWeight": 1}
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
    made = sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)["EndpointArn"]
    published("describe")

    taken, text = examined("second", "SdxlMode=real-time")
    assert taken == 1 and "NO  parameter ClipEndpointName: there is an endpoint vitrine-describe already" in text, text
    assert examined("second", "SdxlMode=real-time", "ClipEndpointName=vitrine-second")[0] == 0

    resource = names.stacks.Resource(names.ENDPOINT, made)
    monkeypatch.setattr(names.stacks, "resources", lambda _, stack: [resource] if stack == "second-endpoints" else [])
    own, text = examined("second", "SdxlMode=real-time")
    assert own == 0, text
    sagemaker.delete_endpoint(EndpointName=name)


@pytest.mark.parametrize("name", sorted(pack.SHARED))
def test_every_artifact_that_can_be_published_is_for_a_parameter_of_the_stack(published, name):
    published(name)

    urls = {key: value for key, value in artifacts.published().items() if key.endswith("Url") and value}

    assert urls == {f"{artifacts.FOLDERS[name]}ModelDataUrl": URL.format(name)}
    assert urls.keys() <= template.read(template.ENDPOINTS)["Parameters"].keys()


def test_an_artifact_that_nobody_knows_is_passed_over(published):
    published("sdxl", "of-tomorrow")

    assert artifacts.published()["SdxlModelDataUrl"] == URL.format("sdxl") and len(artifacts.published()) == 3


def test_of_two_artifacts_for_one_endpoint_somebody_chooses(published, examined):
    published("describe", "sdxl", "edit")

    status, text = examined("nobodys", *(f"{n}={v}" for n, v in PLACE.items()))
    chosen, other = examined("nobodys", f"SdxlModelDataUrl={URL.format('edit')}", *(f"{n}={v}" for n, v in PLACE.items()))

    assert status == 1 and "NO  parameter SdxlModelDataUrl: sdxl and edit were both published" in text, text
    assert chosen == 0, other


def test_a_shared_gpu_becomes_one_for_each_model(aws, published, examined):
    kept = PLACE | {"DescribeModelDataUrl": URL.format("describe"), "SdxlModelDataUrl": URL.format("sdxl"), "ModelBucket": "models"}
    stacks(aws, "shared", {}, kept)
    published("clip", "clip-interrogator", "sdxl")

    assert artifacts.published()["DescribeModelDataUrl"] == ""
    status, text = examined("shared", "ClipEndpointName=vitrine-clip")

    assert status == 0 and "3 SageMaker::Endpoint," in text, text
    assert "afterwards: deploy/up core ClipEndpointName=vitrine-clip InterrogatorEndpointName=vitrine-interrogator" in text


def test_a_gpu_for_each_model_becomes_a_shared_one(aws, published, examined):
    """What a stack of release 0.1.0 has. Publishing without names publishes the artifact for both."""
    names = {"ClipEndpointName": "vitrine-clip", "InterrogatorEndpointName": "vitrine-interrogator"}
    urls = {f"{name}ModelDataUrl": URL.format(folder) for folder, name in (("clip", "Clip"), ("clip-interrogator", "Interrogator"), ("sdxl", "Sdxl"))}
    stacks(aws, "each", names, PLACE | names | urls | {"ModelBucket": "models"})
    published("describe", "sdxl")

    refused, text = examined("each")
    assert refused == 1 and "NO  parameter ClipEndpointName: vitrine-clip, but the stack each has InterrogatorEndpointName=vitrine-interrogator" in text, text
    status, text = examined("each", "ClipEndpointName=vitrine-describe")
    assert status == 0 and "2 SageMaker::Endpoint," in text, text
    assert "afterwards: deploy/up core ClipEndpointName=vitrine-describe InterrogatorEndpointName=vitrine-describe" in text


def test_one_artifact_is_published_again_alone_and_the_others_are_kept(aws, published, examined):
    names = {"ClipEndpointName": "vitrine-clip", "InterrogatorEndpointName": "vitrine-interrogator"}
    urls = {f"{name}ModelDataUrl": URL.format(folder) for folder, name in (("clip", "Clip"), ("clip-interrogator", "Interrogator"), ("sdxl", "Sdxl"))}
    stacks(aws, "again", names, PLACE | names | urls | {"ModelBucket": "models"})
    published("clip")

    status, text = examined("again")

    assert status == 0 and "3 SageMaker::Endpoint," in text and "is not used" not in text, text


def test_clip_alone_does_not_split_a_shared_gpu_and_that_is_said(aws, published, examined):
    kept = PLACE | {"DescribeModelDataUrl": URL.format("describe"), "SdxlModelDataUrl": URL.format("sdxl"), "ModelBucket": "models"}
    stacks(aws, "half", {}, kept)
    published("clip")

    status, text = examined("half")

    assert status == 0 and "ClipModelDataUrl is not used" in text and "2 SageMaker::Endpoint," in text, text


@pytest.mark.parametrize("elsewhere", ["s3://others/vitrine/models/{}/0123456789abcdef/model.tar.gz", "s3://models/vitrine/new/{}/0123456789abcdef/model.tar.gz"])
def test_an_artifact_at_another_place_than_the_others_is_refused(aws, published, examined, elsewhere):
    """The endpoints may read one place only: those whose artifacts are at another would lose their weights at their next start."""
    name = "place-" + elsewhere.split("/")[2]
    kept = PLACE | {"DescribeModelDataUrl": URL.format("describe"), "SdxlModelDataUrl": URL.format("sdxl"), "ModelBucket": "models"}
    stacks(aws, name, {}, kept)
    published(sdxl=elsewhere.format("sdxl"))

    status, text = examined(name)

    place = artifacts.place_of(elsewhere.format("sdxl"))
    assert status == 1 and f"NO  parameter DescribeModelDataUrl: {URL.format('describe')} is not at {place}" in text, text


def test_the_place_of_an_artifact_is_what_publish_was_given():
    assert artifacts.place_of(URL.format("clip")) == ("models", "vitrine/models")
    assert artifacts.place_of("s3://models/a/b/c/clip/isolated-0123456789abcdef/") == ("models", "a/b/c")

"""The model artifacts that the endpoints stack is given: what model-artifacts/publish wrote, and whether it can be deployed as it is."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

import template
from findings import Findings
from template import Values

PUBLISHED = template.ROOT / "model-artifacts" / "target" / "published.json"
# The parameter ...ModelDataUrl that each artifact is for: `edit` takes the place of `sdxl`.
FOLDERS = {"clip": "Clip", "clip-interrogator": "Interrogator", "describe": "Describe", "sdxl": "Sdxl", "edit": "Sdxl"}
PARAMETERS = ("Clip", "Interrogator", "Describe", "Sdxl")
DEADLINE = re.compile(r"-deadline-([0-9]+)/(?:model\.tar\.gz)?$")
SLOWEST_IN_REAL_TIME = 45  # seconds: model-artifacts/publishing/publish.py


class Place(NamedTuple):
    """Where in S3 an artifact was published: publish's --bucket and --prefix."""

    bucket: str
    prefix: str

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}/"


def place_of(url: str) -> Place:
    """Of a ModelDataUrl: s3://BUCKET/PREFIX/ARTIFACT/HASH/model.tar.gz, or a folder that ends with HASH/."""
    bucket, _, key = url.removeprefix("s3://").partition("/")
    return Place(bucket, "/".join(key.split("/")[:-3]))


def published() -> dict[str, str]:
    """Parameters of the endpoints stack, from what model-artifacts/publish wrote.

    What was published for one GPU each takes the place of what was published for a shared one, and the other way round: the
    parameters of the form that a stack has now are empty in the answer. What was published last comes first, and says where the models are.
    """
    if not PUBLISHED.is_file():
        return {}
    models = {name: model["ModelDataUrl"] for name, model in json.loads(PUBLISHED.read_text("utf-8")).items() if name in FOLDERS}
    if {"sdxl", "edit"} <= models.keys():  # somebody has to choose
        del models["sdxl"], models["edit"]
    if not models:
        return {}
    urls = {f"{FOLDERS[name]}ModelDataUrl": url for name, url in models.items()}
    if "describe" in models and not {"clip", "clip-interrogator"} & models.keys():
        urls |= {"ClipModelDataUrl": "", "InterrogatorModelDataUrl": ""}
    if {"clip", "clip-interrogator"} <= models.keys() and "describe" not in models:
        urls["DescribeModelDataUrl"] = ""
    place = place_of(next(iter(models.values())))
    return urls | {"ModelBucket": place.bucket, "ModelPrefix": place.prefix}


def used(values: Values) -> dict[str, str]:
    """{Clip, Interrogator, Describe or Sdxl: its ModelDataUrl} of the artifacts that would be served."""
    left_out = ("Clip", "Interrogator") if values["DescribeModelDataUrl"] else ("Describe",)
    return {name: values[f"{name}ModelDataUrl"] for name in PARAMETERS if name not in left_out and values[f"{name}ModelDataUrl"]}


def check(session: Any, values: Values, given: Values, before: Values, findings: Findings) -> None:
    """Whether each artifact is there, is of the form that NetworkIsolation needs, and lies where the endpoints may read.

    @param given the parameters that were given or found, not those that the stack keeps
    @param before the parameters that the stack has; none of a new one
    """
    isolated = values["NetworkIsolation"] == "true"
    may_read = Place(values["ModelBucket"], values["ModelPrefix"])
    painters = _published("sdxl", "edit")
    if len(painters) == 2 and "SdxlModelDataUrl" not in given and values["SdxlModelDataUrl"] not in painters:
        findings.add(False, "parameter SdxlModelDataUrl: sdxl and edit were both published; give the ModelDataUrl of one of them (model-artifacts/target/published.json)")
    if given.get("ClipModelDataUrl") and values["DescribeModelDataUrl"]:
        findings.note("parameter ClipModelDataUrl is not used: DescribeModelDataUrl takes its place. To give CLIP and the Interrogator an endpoint each, publish both: docs/operations.md, \"A GPU for each model\"")
    if used(values):
        _is_near(session, may_read.bucket, findings)
    for name, url in used(values).items():
        if url.endswith("/") != isolated:
            wanted = "a folder that publish --isolated made" if isolated else "a model.tar.gz"
            findings.add(False, f"parameter {name}ModelDataUrl: with NetworkIsolation={values['NetworkIsolation']} this must be {wanted}")
        if place_of(url) != may_read:
            findings.add(False, f"parameter {name}ModelDataUrl: {url} is not at {may_read}, and the endpoints may read nothing else (ModelBucket, ModelPrefix); publish all artifacts with the same --bucket and --prefix")
        _is_there(session, url, values["ModelKeyArn"], findings)
        _tell_changes(session, before.get(f"{name}ModelDataUrl", ""), url, findings)
        deadline = deadline_of(url)
        if deadline > SLOWEST_IN_REAL_TIME and values.get(f"{name}Mode") == "real-time":
            findings.add(False, f"parameter {name}Mode: {url} was published with --deadline {deadline}, and a real-time endpoint answers within 60 s; give {name}Mode=asynchronous in both stacks, or publish it without")


def deadline_of(url: str) -> int:
    """Seconds that this artifact may take for an answer, which model-artifacts/publish writes into its address; 0 if it has no deadline of its own."""
    found = DEADLINE.search(url)
    return int(found[1]) if found else 0


def _tell_changes(session: Any, before: str, url: str, findings: Findings) -> None:
    """Notes what was chosen for the artifact that a stack has (`before`) and is not for the one that takes its place, by options of publish."""
    if not before or before == url:
        return
    if deadline_of(before) and not deadline_of(url):
        findings.note(f"model: {url} has no deadline of its own, as {before} has; to keep it: model-artifacts/publish --deadline {deadline_of(before)}")
    had, has = _models_of(session, before), _models_of(session, url)
    if had and has and had != has:
        findings.note(f"model: {url} is {has}; the stack has {had}, which publish takes by its names (--caption, --clip)")


def _models_of(session: Any, url: str) -> str | None:
    """Whose weights an artifact has, as publish wrote it beside it; None if S3 does not tell."""
    try:
        models = _head(session, url).get("Metadata", {}).get("models")
    except (ClientError, BotoCoreError):
        return None
    return str(models) if models else None


def _is_near(session: Any, bucket: str, findings: Findings) -> None:
    """Whether the bucket is in the endpoints' region: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html"""
    try:
        region = session.client("s3").head_bucket(Bucket=bucket).get("BucketRegion")
    except (ClientError, BotoCoreError) as e:
        findings.note(f"model: the region of bucket {bucket} cannot be read: {e}")
        return
    if region and region != session.region_name:
        findings.add(False, f"parameter ModelBucket: {bucket} is in {region}, and SageMaker takes models of {session.region_name} only; publish them to a bucket there")


def key_of(session: Any, values: Values) -> str | None:
    """ARN of the KMS key with which the first artifact of these parameters is encrypted; None for S3's own key, or if S3 does not tell."""
    for url in (values[f"{name}ModelDataUrl"] for name in PARAMETERS if values.get(f"{name}ModelDataUrl")):
        try:
            key = _head(session, url).get("SSEKMSKeyId")
            return str(key) if key else None
        except (ClientError, BotoCoreError):
            return None
    return None


def _head(session: Any, url: str) -> dict[str, Any]:
    """What S3 says of an artifact, or of the file that every folder of one has."""
    bucket, _, key = url.removeprefix("s3://").partition("/")
    head: dict[str, Any] = session.client("s3").head_object(Bucket=bucket, Key=key + ("serving.properties" if key.endswith("/") else ""))
    return head


def _published(*names: str) -> list[str]:
    """ModelDataUrl of those of these artifacts that were published."""
    models = json.loads(PUBLISHED.read_text("utf-8")) if PUBLISHED.is_file() else {}
    return [models[name]["ModelDataUrl"] for name in names if name in models]


def _is_there(session: Any, url: str, key: str, findings: Findings) -> None:
    """`key`: ARN of the KMS key that the endpoints may decrypt with, or empty."""
    try:
        head = _head(session, url)
    except (ClientError, BotoCoreError) as e:
        findings.add(False, f"model: {url} cannot be read: {e}")
        return
    findings.add(True, f"model: {url}, with weights and wheels" if url.endswith("/") else f"model: {url}, {head['ContentLength']:,} bytes")
    if head.get("SSEKMSKeyId", key) != key:
        findings.add(False, f"parameter ModelKeyArn: {url} is encrypted with {head['SSEKMSKeyId']}, and the endpoints may {f'decrypt with {key} only' if key else 'decrypt with no key'}; give ModelKeyArn={head['SSEKMSKeyId']}")


def check_names(core: str, there: Values, values: Values, given: Mapping[str, str], findings: Findings) -> None:
    """Whether the core stack asks the endpoints by the names and in the manner in which they would be made.

    Names that are given may differ: the endpoints are made first, then the core stack is told.

    @param core the core stack's name, and `there` its parameters
    """
    shared = bool(values["DescribeModelDataUrl"])
    pairs = {"ClipEndpointName": "ClipEndpointName", "InterrogatorEndpointName": "ClipEndpointName" if shared else "InterrogatorEndpointName"}
    pairs |= {"SdxlEndpointName": "SdxlEndpointName", "SdxlMode": "SdxlMode", "InterrogatorMode": "InterrogatorMode"}
    absent = {name for name in ("Clip", "Interrogator", "Sdxl") if not values[f"{name}ModelDataUrl"] and not (shared and name != "Sdxl")}
    renamed = {name for name in given if name.endswith("EndpointName")}
    if "ClipEndpointName" in renamed:  # of the two that may share an endpoint
        renamed.add("InterrogatorEndpointName")
    told = []
    for name, ours in pairs.items():
        asked = there.get(name)
        if asked is None or asked == values[ours] or any(name.startswith(model) for model in absent):
            continue
        if ours in renamed:
            told.append(f"{name}={values[ours]}")
        else:
            findings.add(False, f"parameter {ours}: {values[ours]}, but the stack {core} has {name}={asked}; change one of them")
    if told:
        findings.note(f"names: the stack {core} asks other endpoints until it is told; afterwards: deploy/up core {' '.join(told)}")

"""The core stack's template: read, turned into what CloudFormation is given, or into one with native functions."""

import copy
from pathlib import Path

import yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "sam-template.yaml"
ENDPOINTS = ROOT / "model-artifacts" / "endpoints.yaml"
NATIVE_ZIP = "target/native/function.zip"


def read(path=CORE):
    """The template as plain dictionaries; !Ref and its like in their long form."""
    return yaml_parse(Path(path).read_text("utf-8"))


def native(template):
    """The template, changed so that every function is native but those whose Metadata say that they need the JVM."""
    template = copy.deepcopy(template)
    for function in template["Resources"].values():
        if function["Type"] == "AWS::Serverless::Function" and "NeedsJvm" not in function.get("Metadata", {}):
            properties = function["Properties"]
            properties["CodeUri"] = NATIVE_ZIP
            properties["Runtime"] = "provided.al2023"
            properties["Handler"] = "bootstrap"  # the zip's program; nothing reads the name
            properties["SnapStart"] = {"ApplyOn": "None"}
            properties["MemorySize"] = 512
            # Quarkus' advice for custom runtimes, which are stopped without a signal.
            properties["Environment"]["Variables"]["DISABLE_SIGNAL_HANDLERS"] = "true"
    return template


def transformed(template, bucket="code"):
    """What SAM makes of the template once `sam deploy` has put its files into a bucket; needs no account."""
    template = copy.deepcopy(template)
    template["Globals"]["Function"]["CodeUri"] = f"s3://{bucket}/function.zip"
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function" and "CodeUri" in properties:
            properties["CodeUri"] = f"s3://{bucket}/{Path(properties['CodeUri']).parent.name}-{Path(properties['CodeUri']).name}"
        if resource["Type"] == "AWS::Serverless::StateMachine":
            properties["DefinitionUri"] = {"Bucket": bucket, "Key": Path(properties["DefinitionUri"]).name}
    return Translator({}, Parser()).translate(template, {})


def write(template, path):
    """Writes a template for `sam deploy`; paths in it are made to fit its new place."""
    path = Path(path).resolve()
    template = copy.deepcopy(template)
    template["Globals"]["Function"]["CodeUri"] = str(ROOT / template["Globals"]["Function"]["CodeUri"])
    for resource in template["Resources"].values():
        for name in ("CodeUri", "DefinitionUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = str(ROOT / resource["Properties"][name])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(_plain(template), sort_keys=False, width=1000), "utf-8")
    return path


def _plain(value):
    """Dictionaries and lists of the parser's own types as Python's."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value

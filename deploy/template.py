"""The core stack's template: read, turned into what CloudFormation is given, or into one with native functions."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from samtranslator.yaml_helper import intrinsics_multi_constructor

ROOT = Path(__file__).resolve().parent.parent
CORE = ROOT / "sam-template.yaml"
ENDPOINTS = ROOT / "model-artifacts" / "endpoints.yaml"
NATIVE_ZIP = "target/native/function.zip"
NATIVE_RUNTIME = "provided.al2023"

# SAM's own parser of YAML is Python, and takes a second for the core stack; libyaml is not in every build of PyYAML.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LOADER.add_multi_constructor("!", intrinsics_multi_constructor)

Template = dict[str, Any]  # a template as plain dictionaries, or a part of one
Values = Mapping[str, str]  # a stack's parameters by their names


def read(path: str | Path = CORE) -> Template:
    """The template as plain dictionaries; !Ref and its like in their long form."""
    parsed: Template = yaml.load(Path(path).read_text("utf-8"), Loader=LOADER)  # a loader of plain values, as safe_load's
    return parsed


def native(template: Template) -> Template:
    """The template, changed so that every function is native but those whose Metadata say that they need the JVM."""
    template = copy.deepcopy(template)
    for function in template["Resources"].values():
        if function["Type"] == "AWS::Serverless::Function" and "NeedsJvm" not in function.get("Metadata", {}):
            properties = function["Properties"]
            properties["CodeUri"] = NATIVE_ZIP
            properties["Runtime"] = NATIVE_RUNTIME
            properties["Handler"] = "bootstrap"  # the zip's program; nothing reads the name
            properties["SnapStart"] = {"ApplyOn": "None"}
            properties["MemorySize"] = 512
            # Quarkus' advice for custom runtimes, which are stopped without a signal.
            properties["Environment"]["Variables"]["DISABLE_SIGNAL_HANDLERS"] = "true"
    return template


def transformed(template: Template, bucket: str = "code") -> Template:
    """What SAM makes of the template once `sam deploy` has put its files into a bucket; needs no account."""
    from samtranslator.parser.parser import Parser  # which takes a second to import, and no command needs it
    from samtranslator.translator.translator import Translator

    template = copy.deepcopy(template)
    template["Globals"]["Function"]["CodeUri"] = f"s3://{bucket}/function.zip"
    for resource in template["Resources"].values():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function" and "CodeUri" in properties:
            properties["CodeUri"] = f"s3://{bucket}/{Path(properties['CodeUri']).parent.name}-{Path(properties['CodeUri']).name}"
        if resource["Type"] == "AWS::Serverless::StateMachine":
            properties["DefinitionUri"] = {"Bucket": bucket, "Key": Path(properties["DefinitionUri"]).name}
    translated: Template = Translator({}, Parser()).translate(template, {})
    return translated


def write(template: Template, path: str | Path) -> Path:
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


def _plain(value: Any) -> Any:
    """Dictionaries and lists of the parser's own types as Python's."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


NO_VALUE = {"Ref": "AWS::NoValue"}


def holds(template: Template, values: Values, condition: Any) -> bool:
    """Whether a condition holds for these parameters: its name, or what stands in a name's place."""
    if isinstance(condition, str):
        condition = template["Conditions"][condition]
    ((operator, of),) = condition.items()
    if operator == "Condition":
        return holds(template, values, of)
    if operator == "Fn::Equals":
        left, right = (values[x["Ref"]] if isinstance(x, dict) else x for x in of)
        return str(left) == str(right)
    inner = [holds(template, values, each) for each in of]
    return {"Fn::Not": not inner[0], "Fn::And": all(inner), "Fn::Or": any(inner)}[operator]


def defaults(template: Template) -> dict[str, str]:
    """{name: value} of the parameters that need none; "" for the others."""
    return {name: str(rules.get("Default", "")) for name, rules in template["Parameters"].items()}


def made(template: Template, values: Values) -> list[Template]:
    """The resources that these parameters make, with their conditions; not those that conditions leave out."""
    return [r for r in template["Resources"].values() if "Condition" not in r or holds(template, values, r["Condition"])]


def most_called(template: Template, values: Values, function: str | None = None) -> int:
    """How many functions the queues may call at once: of the resource with this name, or of all."""
    sources = [r["Properties"] for r in template["Resources"].values() if r["Type"] == "AWS::Lambda::EventSourceMapping"]
    ours = [source for source in sources if function is None or source["FunctionName"] == {"Ref": f"{function}.Alias"}]
    most = [source["ScalingConfig"]["MaximumConcurrency"] for source in ours if "ScalingConfig" in source]  # a stream has none
    return sum(int(values[each["Ref"]] if isinstance(each, dict) else each) for each in most)


def decided(template: Template, values: Values) -> Template:
    """The template with its conditions gone: what is left of it for these parameters."""

    def one(value: Any) -> Any:
        if isinstance(value, dict):
            if "Fn::If" in value:
                name, yes, no = value["Fn::If"]
                return one(yes if holds(template, values, name) else no)
            return {k: v for k, v in ((key, one(inner)) for key, inner in value.items()) if v != NO_VALUE}
        return [v for v in map(one, value) if v != NO_VALUE] if isinstance(value, list) else value

    def some(parts: Template) -> Any:
        kept = {n: p for n, p in parts.items() if "Condition" not in p or holds(template, values, p["Condition"])}
        return one({n: {k: v for k, v in p.items() if k != "Condition"} for n, p in kept.items()})

    left = {k: v for k, v in template.items() if k not in ("Conditions", "Rules", "Metadata")}
    return left | {k: some(template[k]) for k in ("Resources", "Outputs")}

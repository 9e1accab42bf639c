"""The templates, looked at by the tools that AWS and others give for it."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samtranslator.yaml_helper import yaml_parse

import template

BIN = Path(sys.executable).parent
ASL = template.ROOT / "statemachine" / "image-to-text.asl.json"


def run(*command, cwd=template.ROOT):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    """Every form of a template that may be deployed: {name: file}."""
    folder = tmp_path_factory.mktemp("forms")
    core = template.read()
    cloud_formation = folder / "core.json"
    cloud_formation.write_text(json.dumps(template.transformed(core), default=str))
    return {
        "core": template.CORE,
        "core, native": template.write(template.native(core), folder / "native.yaml"),
        "core, as CloudFormation is given it": cloud_formation,
        "endpoints": template.ENDPOINTS,
    }


@pytest.mark.parametrize("file", [template.CORE, template.ENDPOINTS], ids=["core", "endpoints"])
def test_a_template_is_read_as_sam_reads_it(file):
    assert template.read(file) == yaml_parse(file.read_text("utf-8"))


@pytest.mark.parametrize("command", ["doctor", "teardown", "measure", "calibrate", "prune"])
def test_a_command_does_not_wait_for_sams_translator(command):
    """It takes a second to import, and only tests need it."""
    asked = f"import sys, {command}; sys.exit('samtranslator.translator.translator' in sys.modules)"
    run(sys.executable, "-c", asked, cwd=template.ROOT / "deploy")


def test_sam_accepts_the_core_stack():
    run(BIN / "sam", "validate", "--lint", "-t", template.CORE)


def test_the_linter_and_the_rules_for_serverless_find_nothing(forms):
    for name in ("core", "core, native", "endpoints"):
        run(BIN / "cfn-lint", "-r", "eu-west-1", "us-east-1", "-a", "cfn_lint_serverless.rules", "-t", forms[name])


@pytest.mark.parametrize("name", ["core", "core, as CloudFormation is given it", "endpoints"])
def test_checkov_finds_nothing(forms, name):
    config = template.ROOT / "deploy" / "checkov.yaml"
    options = ["--framework", "cloudformation", "--skip-download", "--compact", "--quiet"]
    run(os.environ["CHECKOV"], "-f", forms[name], "--config-file", config, *options)


def test_the_state_machine_is_in_the_states_language():
    run(os.environ["ASL_VALIDATOR"], "--json-path", ASL, "--no-arn-check")


def test_no_role_may_do_anything_to_everything():
    for name, role in _roles(template.transformed(template.read())):
        for statement in _statements(role):
            actions = _list(statement["Action"])
            assert not any(action.endswith("*") for action in actions), name
            if "*" in _list(statement["Resource"]):
                assert all(action.startswith("logs:") for action in actions), (name, actions)


@pytest.mark.parametrize("boundary", ["", "arn:aws:iam::123456789012:policy/limit"])
def test_every_role_has_the_permissions_boundary_that_the_company_asks_for(boundary):
    for stack in (template.transformed(template.read()), template.read(template.ENDPOINTS)):
        values = template.defaults(stack) | {"PermissionsBoundaryArn": boundary}
        roles = _roles(template.decided(stack, values))
        assert roles and {str(role.get("PermissionsBoundary")) for _, role in roles} == {str({"Ref": "PermissionsBoundaryArn"} if boundary else None)}


def test_sellers_are_known_by_a_pool_of_ours_or_by_an_issuer_of_yours():
    core = template.read()
    defaults = {name: str(rules["Default"]) for name, rules in core["Parameters"].items()}
    own = template.decided(core, defaults)["Resources"]
    given = template.decided(core, defaults | {"JwtIssuerUrl": "https://issuer.example.com", "JwtAudience": "page"})["Resources"]
    assert {name for name in own if name not in given} == {"SellerPool", "SellerPoolDomain", "PageClient"}
    assert "SellerPool" not in str(given) and "PageClient" not in str(given)
    for resources, issuer, audience in ((own, "${SellerPool}", "PageClient"), (given, "JwtIssuerUrl", "JwtAudience")):
        authorizer = resources["SellerAuthorizer"]["Properties"]["JwtConfiguration"]
        settings = resources["ApiFunction"]["Properties"]["Environment"]["Variables"]
        assert issuer in str(authorizer["Issuer"]) and authorizer["Audience"] == [{"Ref": audience}]
        # the page signs in where the API looks
        assert settings["VITRINE_SIGN_IN_ISSUER"] == authorizer["Issuer"]
        assert settings["VITRINE_SIGN_IN_CLIENT_ID"] == authorizer["Audience"][0]


def test_at_most_four_snapshots_of_functions_are_made_at_once():
    """https://docs.aws.amazon.com/lambda/latest/dg/snapstart-troubleshooting.html: publishing fails beyond an account's limit."""
    resources = template.transformed(template.read())["Resources"]
    before = {name: _needs(resource) & resources.keys() for name, resource in resources.items()}
    reach = {name: _all_before(name, before) for name in resources}
    versions = [name for name, r in resources.items() if r["Type"] == "AWS::Lambda::Version"]

    assert len(versions) == 14
    for five in itertools.combinations(versions, 5):
        assert any(a in reach[b] or b in reach[a] for a, b in itertools.combinations(five, 2)), five


def _needs(value):
    """The names that a resource refers to or depends on."""
    if isinstance(value, list):
        return {name for inner in value for name in _needs(inner)}
    if not isinstance(value, dict):
        return set()
    names = {value["Ref"]} if isinstance(value.get("Ref"), str) else set()
    names |= {_list(value["Fn::GetAtt"])[0].split(".")[0]} if "Fn::GetAtt" in value else set()
    names |= set(re.findall(r"\$\{(\w+)", str(value["Fn::Sub"]))) if "Fn::Sub" in value else set()
    depends = value.get("DependsOn", [])
    names |= {depends} if isinstance(depends, str) else set(depends)
    return names | {name for inner in value.values() for name in _needs(inner)}


def _all_before(name, before):
    seen, open_ = set(), [name]
    while open_:
        for other in before[open_.pop()] - seen:
            seen.add(other)
            open_.append(other)
    return seen


# What acts or shows something by itself, though nothing refers to it.
ENDS = {"BucketPolicy", "QueuePolicy", "EventSourceMapping", "Stage", "Route", "Permission", "UserPoolClient", "UserPoolDomain", "Alarm", "Dashboard"}


@pytest.mark.parametrize("modes", [{}, {"SdxlMode": "real-time"}, {"InterrogatorMode": "asynchronous"}])
def test_nothing_is_made_that_nothing_refers_to(modes):
    core = template.read()
    resources = template.decided(core, template.defaults(core) | modes)["Resources"]
    acting = {name for name, r in resources.items() if r["Type"].rpartition("::")[2] in ENDS or "Events" in r.get("Properties", {})}
    for name in resources.keys() - acting:
        others = json.dumps({other: r for other, r in resources.items() if other != name and not other.startswith("Dashboard")}, default=str)
        assert re.search(rf'"{name}(\.|")|\${{{name}(\.|}})', others), name


@pytest.mark.parametrize(("function", "mode"), [("WritePromptFunction", "InterrogatorMode"), ("RestyleImageFunction", "SdxlMode")])
def test_a_function_knows_how_its_endpoint_is_asked(function, mode):
    core = template.read()
    for value in ("real-time", "asynchronous"):
        made = template.decided(core, template.defaults(core) | {mode: value})["Resources"][function]["Properties"]
        set_ = made["Environment"]["Variables"]
        assert set_[f"VITRINE_ENDPOINT_{mode.removesuffix('Mode').upper()}_MODE"] == {"Ref": mode}


def test_a_native_deployment_differs_in_how_functions_run_and_in_nothing_else():
    core, native = template.read(), template.native(template.read())
    for name, resource in native["Resources"].items():
        before = core["Resources"][name]
        if resource == before:
            continue
        assert resource["Type"] == "AWS::Serverless::Function" and "NeedsJvm" not in resource.get("Metadata", {})
        changed = {key for key, value in resource["Properties"].items() if before["Properties"].get(key) != value}
        assert changed == {"CodeUri", "Runtime", "Handler", "SnapStart", "MemorySize", "Environment"}
    jvm = [name for name, resource in core["Resources"].items() if "NeedsJvm" in resource.get("Metadata", {})]
    assert sorted(jvm) == ["RenderImageFunction", "RestyleImageFunction", "TagImageFunction"]
    assert {**native, "Resources": {}} == {**core, "Resources": {}}


def _roles(cloud_formation):
    resources = cloud_formation["Resources"].items()
    return [(name, r["Properties"]) for name, r in resources if r["Type"] == "AWS::IAM::Role"]


def _statements(role):
    return [s for policy in role.get("Policies", []) for s in _list(policy["PolicyDocument"]["Statement"])]


def _list(value):
    return value if isinstance(value, list) else [value]

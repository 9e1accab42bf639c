"""deploy/measure: how it finds a rate, what it counts as late, and what deploy/up and the doctor make of the result.

The endpoint here answers at once. SageMaker's throttles, refuses bodies over its limit, ends a request after 60 seconds, and gives the
container's own refusals on as ModelError (https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html).
All of these reach deploy/measure as exceptions, which count as late. That boto3 tells them once instead of asking again is tested by
its real client. An endpoint with several machines, for which the result would be too high, is not noticed.
"""

import json
import math
import sys
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler

import pytest
from botocore.exceptions import ClientError

import capacities
import growth
import loopback
import measure
import template
from test_commands import MODELS, NOW, run

DESCRIBE = "DescribeModelDataUrl=s3://models/vitrine/models/clip/0123456789abcdef/model.tar.gz"


def trials(most):
    """A trial for each rate, held up to `most` pictures a second; the rates that were tried."""
    rates = []

    def trial(rate):
        rates.append(rate)
        return measure.Trial(rate, [0.1 if rate <= most else 2.0] * 100, limit=1.0)

    return trial, rates


@pytest.mark.parametrize("first", [0.5, 36.0, 300.0])
def test_the_highest_rate_that_is_held_is_found_to_a_tenth(first):
    trial, rates = trials(37.0)

    assert 37.0 / 1.1 < measure.search(trial, first).rate <= 37.0
    assert len(rates) <= measure.TRIALS


def test_the_search_ends_when_no_rate_is_held_or_every_one():
    never, few = trials(0.0)
    always, many = trials(math.inf)

    assert measure.search(never, 10.0) is None and measure.search(always, 10.0).rate == max(many)
    assert len(few) == len(many) == measure.TRIALS


def test_a_rate_above_what_can_be_answered_is_not_held_and_is_given_up_early():
    lock = threading.Lock()

    def ask(_):
        with lock:
            time.sleep(0.005)  # at most 200 a second

    tried = measure.attempt(ask, rate=2000.0, limit=0.1, count=4000)

    assert not tried.held and not tried.whole and len(tried.times) < 4000


def test_what_waits_for_a_slow_answer_before_it_counts_as_late():
    """Else a pause of the endpoint is one late answer, however many pictures came in the meantime."""
    lock = threading.Lock()

    def ask(i):
        with lock:
            time.sleep(0.5 if i == 0 else 0)

    tried = measure.attempt(ask, rate=100.0, limit=30.0, count=100)

    assert tried.whole and sum(took > 0.2 for took in tried.times) >= 25


def test_what_fails_is_late():
    def ask(i):
        if i == 3:
            raise OSError("refused")

    assert measure.attempt(ask, rate=1000.0, limit=30.0, count=99).p99 == math.inf


@pytest.mark.parametrize(
    ("kind", "rate", "took", "expected"),
    [
        ("clip", 40.0, 0.4, "ClipConcurrency=16"),
        ("interrogator", 3.0, 0.9, "InterrogatorConcurrency=3"),
        ("interrogator", 1.0, 0.5, "InterrogatorConcurrency=2"),
        ("describe", 5.0, 0.9, "ClipConcurrency=3 InterrogatorConcurrency=3"),
    ],
)
def test_the_queues_are_to_ask_as_many_at_once_as_are_answered_in_time(kind, rate, took, expected):
    trial = measure.Trial(rate, [took] * 99 + [math.inf], limit=1.0)

    assert measure.proposal(trial, kind) == expected


@pytest.fixture
def endpoint(served):
    """A CLIP that answers at once, by SageMaker's address or its own; `asked` are (content type, custom attributes)."""
    asked = []

    class Requests(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.headers["Content-Type"], self.headers.get(measure.ATTRIBUTES)))
            body = json.dumps({"predictions": [], "model": {"label_set": "the-set"}}).encode()
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = served(Requests)
    server.asked, server.status = asked, 200
    return server


@pytest.mark.parametrize("known_as", ["", "my-clip"], ids=["by its address", "by its name in SageMaker"])
def test_a_result_is_kept_for_its_machine_and_names_what_was_measured(endpoint, monkeypatch, tmp_path, capsys, known_as):
    for name, value in {"LIMITS": 0, "LEAST": 20, "TRIALS": 3}.items():
        monkeypatch.setattr(measure, name, value)
    table = tmp_path / "capacity.json"
    table.write_text(json.dumps({"machines": {"other": {}}}))
    address = f"http://127.0.0.1:{endpoint.server_port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", address)
    asked = [known_as] if known_as else [address, "--kind", "clip"]
    monkeypatch.setattr(sys, "argv", ["measure", *asked, "--limit", "10", "--machine", "ml.test", "--on", "a toy", "--table", str(table)])

    begun = date.today()
    assert measure.main() == 0, capsys.readouterr()
    assert "at once: deploy/up core ClipConcurrency=" in capsys.readouterr().out

    kept = capacities.of("clip", "ml.test", table)
    assert kept.pictures_a_second > 0 and (kept.limit_s, kept.on) == (10.0, "a toy")
    assert kept.measured in (begun.isoformat(), date.today().isoformat())  # at midnight either
    assert endpoint.asked[0] == ("application/json", None)
    assert set(endpoint.asked[1:]) == {("image/jpeg", "label_set=the-set;top_k=20")}


@pytest.mark.parametrize("status", [429, 503])
def test_what_sagemaker_refuses_is_not_asked_again(endpoint, monkeypatch, status):
    """Else a late answer would be one picture's, and several requests of the load."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", f"http://127.0.0.1:{endpoint.server_port}")
    endpoint.status = status

    with pytest.raises(ClientError):
        measure.sender("my-clip")("image/jpeg", b"a picture", "label_set=x")

    assert endpoint.asked == [("image/jpeg", "label_set=x")]


def test_an_endpoint_that_cannot_be_asked_is_said(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["measure", "http://127.0.0.1:9", "--kind", "clip"])

    assert measure.main() == 1 and "could not be asked" in capsys.readouterr().err


def test_pictures_that_describe_remembers_measure_nothing(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["measure", "my-describe"])

    with pytest.raises(SystemExit):
        measure.main()
    assert "remembers 1,000 pictures" in capsys.readouterr().err
    kept = (template.ROOT / "model-artifacts" / "describe" / "seen.py").read_text("utf-8")
    assert f"\nPICTURES_KEPT = {measure.REMEMBERED} " in kept


@pytest.fixture
def table(tmp_path):
    table = tmp_path / "capacity.json"
    table.write_text('{"machines": {}}')
    for kind, machine, pictures in (("clip", "ml.g5.xlarge", 8.0), ("describe", "ml.g5.xlarge", 1.5), ("clip", "ml.c7i.xlarge", 4.0)):
        capacities.keep(kind, machine, capacities.Capacity(pictures, 1.0, "2026-01-01", "a toy"), table)
    return table


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (MODELS, {"ClipRequestsPerMinute": "240"}),
        ([*MODELS, "ClipServing=cpu"], {"ClipRequestsPerMinute": "120"}),
        ([*MODELS, DESCRIBE], {"ClipRequestsPerMinute": "90"}),
        ([*MODELS, "ClipInstanceType=ml.g6.xlarge"], {}),
    ],
)
def test_an_endpoint_grows_at_half_of_what_its_machine_was_measured_to_answer(table, given, expected):
    stack = template.read(template.ENDPOINTS)
    values = template.defaults(stack) | dict(one.split("=", 1) for one in given)

    assert growth.parameters(stack, values, table) == expected


def test_the_endpoints_grow_by_these_parameters():
    resources = template.read(template.ENDPOINTS)["Resources"]

    for name in ("Clip", "Interrogator"):
        policy = resources[f"{name}ScalingPolicy"]["Properties"]["TargetTrackingScalingPolicyConfiguration"]
        assert policy["TargetValue"] == {"Ref": f"{name}RequestsPerMinute"}


@pytest.fixture
def aws():
    aws = loopback.Loopback()
    yield aws
    aws.stop()


def test_the_deployment_takes_what_was_measured_and_the_doctor_says_so(aws, table):
    cpu = ["--endpoints", "--capacity", table, *MODELS, NOW, "ClipServing=cpu"]

    assert "ClipRequestsPerMinute=120" in run("doctor", aws, *cpu, "--print-found").stdout.splitlines()
    said = run("doctor", aws, *cpu).stdout
    assert "ml.c7i.xlarge answers 4 pictures a second as clip, 99 of 100 in less than 1 s (measured 2026-01-01 on a toy)" in said
    assert "above 120 requests a minute, up to 2: 28,800 pictures an hour" in said
    assert "ml.g5.xlarge was never measured as interrogator" in said and "above 60 requests a minute, up to 2, which is assumed" in said
    assert '--print-found "$@"' in (template.ROOT / "deploy" / "up").read_text("utf-8")


def test_the_doctor_says_which_queues_ask_for_more_or_less_than_was_measured(aws, table):
    measured = capacities.Capacity(8.0, 1.0, "2026-01-01", "a toy", at_once=5)
    capacities.keep("clip", "ml.g5.xlarge", measured, table)
    given = dict(one.split("=", 1) for one in MODELS) | {"MostInstances": "2"}
    body = {"Parameters": {name: {"Type": "String"} for name in given}, "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    parameters = [{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()]
    aws.client("cloudformation").create_stack(StackName="vitrine-endpoints", TemplateBody=json.dumps(body), Parameters=parameters)

    other = run("doctor", aws, "--capacity", table).stdout
    same = run("doctor", aws, "--capacity", table, "ClipConcurrency=10").stdout
    elsewhere = run("doctor", aws, "--capacity", table, "--stack", "another").stdout

    assert "queues: vitrine-sdxl has at most 2 requests before it" in other and "vitrine-sdxl has" not in elsewhere
    assert "ClipConcurrency is 3; what ml.g5.xlarge was measured to answer as clip fits ClipConcurrency=10 while all 2 machines run" in other
    assert "ClipConcurrency is" not in same + elsewhere
    assert "InterrogatorConcurrency is" not in other  # its machine was never measured


def test_the_shipped_table_says_of_each_figure_what_was_measured():
    machines = json.loads(capacities.TABLE.read_text("utf-8"))["machines"]

    for machine, kinds in machines.items():
        for kind in kinds:
            assert kind in capacities.REQUESTS and capacities.of(kind, machine).on, machine

"""What Vitrine costs by the price table, and that README says the same."""

import json

import pytest

import costs
import template


@pytest.fixture
def prices(tmp_path):
    table = {"written": "2026-01-01", "region": "nowhere", "hour": {"machine": 2.0}, "month": {"alarm metric": 0.73}, "million": {"SQS requests": 1.0}}
    (tmp_path / "prices.json").write_text(json.dumps(table))
    return costs.Prices(tmp_path / "prices.json")


def test_readme_has_the_figures_of_the_price_table():
    readme = (template.ROOT / "README.md").read_text("utf-8")

    assert "\n".join(costs.readme()) in readme, "python deploy/costs.py prints the lines"


def test_readme_says_what_costs_while_nobody_uses_it():
    readme = (template.ROOT / "README.md").read_text("utf-8")

    assert costs.idle() in " ".join(readme.split()), costs.idle()


def test_a_woken_machine_is_billed_until_its_policy_has_seen_fifteen_quiet_minutes(prices):
    core = template.read()

    assert costs.waking(prices, core, template.defaults(core), "Sdxl", "machine").machine == pytest.approx(2.0 * 25 / 60)


@pytest.mark.parametrize(("endpoint", "gigabytes"), [("Sdxl", 2), ("Interrogator", 1)])
def test_all_functions_that_may_ask_a_sleeping_endpoint_are_paid_while_it_wakes(endpoint, gigabytes):
    core, table = template.read(), costs.Prices()
    values = template.defaults(core) | {f"{endpoint}Concurrency": "3"}

    functions = costs.waking(table, core, values, endpoint, "ml.g5.2xlarge").functions

    seconds = (3 + 2) * costs.START_S  # beside the backlog's three, the two of people's requests
    assert functions == pytest.approx(table.of("million", "Lambda GB-seconds, arm64", seconds * gigabytes) + table.of("million", "S3 reads", 3 * seconds))


def test_a_restyle_is_its_machine_and_the_function_that_waits_for_it():
    core, table = template.read(), costs.Prices()
    values = template.defaults(core)

    each = costs.restyle(table, core, values, "ml.g5.2xlarge")

    assert each == pytest.approx(1.515 * 10 / 3600 + costs.waiting(table, core, values, "Sdxl", 10)) and costs.waiting(table, core, values, "Sdxl", 10) > 0
    assert costs.restyle(table, core, values, "another machine") is None


def test_the_runbook_says_what_waiting_costs_while_aws_has_no_machine():
    core = template.read()
    values = template.defaults(core)

    hour = costs.waiting(costs.Prices(), core, values, "Sdxl", 3600 * template.most_called(core, values, "RestyleImageFunction"))

    runbook = " ".join((template.ROOT / "docs" / "operations.md").read_text("utf-8").split())
    assert f"the functions that wait for SDXL cost at most {costs.money(hour)} an hour" in runbook


def test_the_table_says_when_and_for_where_it_was_written_and_that_nobody_fetched_it():
    table = json.loads(costs.TABLE.read_text("utf-8"))

    assert table["written"] and table["region"] == "us-east-1" and "never fetched" in table["source"]
    assert "never fetched" in str(costs.Prices())


def test_an_hour_is_its_machines_alarms_by_their_metrics_and_the_polling_of_queues(prices):
    alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "one"}}
    both = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [{"Expression": "a + b"}, {"Id": "a"}, {"Id": "b"}]}}
    polled = {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {}}

    lines = costs.an_hour(prices, [alarm, both, polled], {"machine": 3})

    assert [line.amount for line in lines] == pytest.approx([6.0, 3 * 0.001, 900e-6])
    assert costs.total(lines) == pytest.approx(6.0039)
    assert costs.total(costs.an_hour(prices, [], {"other machine": 1})) is None


def test_a_thousand_pictures_carry_the_hours_between_them():
    assert costs.a_thousand(1.0, 0.5, 100) == pytest.approx(240.5)
    assert costs.a_thousand(1.0, 0.5, 10_000) == pytest.approx(2.9)
    assert costs.a_thousand(None, 0.5, 100) is None


def test_transitions_are_the_states_that_a_picture_enters():
    machine = {
        "StartAt": "Both",
        "States": {
            "Both": {"Type": "Parallel", "Next": "Which", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Task"}}}] * 2},
            "Which": {"Type": "Choice", "Default": "End", "Choices": [{"Next": "Both"}]},
            "End": {"Type": "Succeed"},
        },
    }

    assert costs.transitions(machine) == 5
    assert 10 <= costs.transitions() <= 16


def test_every_step_and_thing_of_the_estimate_is_there_and_has_a_price():
    core, endpoints = template.read(), template.read(template.ENDPOINTS)
    types = {value for name, value in template.defaults(endpoints).items() if name.endswith("InstanceType")}

    assert {f"{step}Function" for step in costs.SECONDS} <= core["Resources"].keys()
    assert costs.total(costs.work(costs.Prices(), core)) and costs.total(costs.work(costs.Prices(), core, "x86_64"))
    assert all(costs.Prices().of("hour", kind) for kind in types)


def test_a_picture_of_several_products_is_as_many_requests_to_clip(monkeypatch):
    core, table = template.read(), costs.Prices()

    def work(share, products):
        monkeypatch.setattr(costs, "SEVERAL_SHARE", share)
        monkeypatch.setattr(costs, "PRODUCTS", products)
        return {cost.text: cost.amount for cost in costs.work(table, core)}

    none, few, many = work(0, 6), work(0.5, 2), work(0.5, 6)

    assert many["Lambda"] - none["Lambda"] == pytest.approx(3 * (few["Lambda"] - none["Lambda"]))
    assert many["SQS requests"] == few["SQS requests"] > none["SQS requests"]
    assert costs.requests_to_clip() == 4
    assert costs.total(costs.work(table, core)) > sum(none.values())

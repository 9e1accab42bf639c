"""Alarms and dashboard: what they name exists, with the dimensions that something emits, and every function has an alarm."""

import json
import re

import pytest

import costs
import template

CORE = template.read()

# Metrics of AWS that are used, and the dimensions with which they are emitted. Sources: "Monitoring" of each service's guide.
EMITTED = {
    "AWS/Lambda": {frozenset({"FunctionName"}): {"Duration", "Errors", "Invocations", "IteratorAge", "Throttles"}, frozenset(): {"Throttles"}},
    "AWS/SQS": {frozenset({"QueueName"}): {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"}},
    "AWS/States": {frozenset({"StateMachineArn"}): {"ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"}},
    "AWS/ApiGateway": {frozenset({"ApiId"}): {"Count", "4xx", "5xx", "Latency"}},
    "AWS/DynamoDB": {
        frozenset({"TableName"}): {"ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits", "ReadThrottleEvents", "WriteThrottleEvents"},
        frozenset({"TableName", "GlobalSecondaryIndexName"}): {"ReadThrottleEvents", "WriteThrottleEvents"},
    },
    "AWS/SageMaker": {
        frozenset({"EndpointName", "VariantName"}): {"Invocations", "Invocation5XXErrors"},
        frozenset({"EndpointName"}): {"ApproximateBacklogSize", "HasBacklogWithoutCapacity"},
    },
    "Vitrine": {frozenset({"Stack"}): set(costs.own_metrics())},
}


def resources(kind):
    return {name: r for name, r in CORE["Resources"].items() if r["Type"] == kind}


def of_alarms():
    """(alarm, namespace, metric, {dimension: value})"""
    for name, alarm in resources("AWS::CloudWatch::Alarm").items():
        metrics = [m["MetricStat"]["Metric"] for m in alarm["Properties"].get("Metrics", []) if "MetricStat" in m]
        for metric in metrics or [alarm["Properties"]]:
            yield name, metric["Namespace"], metric["MetricName"], {d["Name"]: d["Value"] for d in metric.get("Dimensions", [])}


def of_dashboard():
    """(widget, namespace, metric, {dimension: value})"""
    body = json.loads(CORE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"])
    for widget in body["widgets"]:
        for metric in widget["properties"]["metrics"]:
            words = [word for word in metric if isinstance(word, str)]
            yield widget["properties"]["title"], words[0], words[1], dict(zip(words[2::2], words[3::2], strict=True))


@pytest.mark.parametrize("name,namespace,metric,dimensions", [*of_alarms(), *of_dashboard()])
def test_something_emits_what_is_watched(name, namespace, metric, dimensions):
    assert metric in EMITTED[namespace].get(frozenset(dimensions), set()), (name, namespace, metric, dimensions)


@pytest.mark.parametrize("name", resources("AWS::Serverless::Function"))
def test_every_function_has_an_alarm_that_is_there_when_it_is(name):
    alarms = [a for a, _, metric, dimensions in of_alarms() if metric == "Errors" and dimensions.get("FunctionName") == {"Ref": name}]

    assert len(alarms) == 1
    assert CORE["Resources"][alarms[0]].get("Condition") == CORE["Resources"][name].get("Condition")


def test_a_function_that_is_not_called_by_the_clock_has_an_alarm():
    scheduled = [n for n, f in resources("AWS::Serverless::Function").items() if any(e["Type"] == "Schedule" for e in f["Properties"].get("Events", {}).values())]

    assert scheduled == ["SweepFunction"]
    for name in scheduled:
        (alarm,) = [a for a, _, metric, dimensions in of_alarms() if metric == "Invocations" and dimensions["FunctionName"] == {"Ref": name}]
        said = CORE["Resources"][alarm]["Properties"]
        assert (said["Statistic"], said["ComparisonOperator"], said["Threshold"], said["TreatMissingData"]) == ("Sum", "LessThanThreshold", 1, "breaching")
        for minutes in (2, CORE["Parameters"]["SweepMinutes"]["Default"], 240, 7, CORE["Parameters"]["SweepMinutes"]["MaxValue"]):
            values = template.defaults(CORE) | {"SweepMinutes": str(minutes)}
            decided = template.decided(CORE, values)["Resources"][alarm]["Properties"]
            periods = minutes if decided["EvaluationPeriods"] == {"Ref": "SweepMinutes"} else decided["EvaluationPeriods"]
            assert decided["Period"] * periods == (2 * minutes * 60 if minutes in (2, 15, 240) else 2 * 86400), minutes
            assert decided["Period"] * periods <= (86400 if decided["Period"] < 3600 else 7 * 86400)  # CloudWatch looks back no further


def test_every_queue_before_a_model_and_every_dead_letter_has_an_alarm():
    watched = [dimensions["QueueName"] for _, namespace, _, dimensions in of_alarms() if namespace == "AWS/SQS"]

    for name in resources("AWS::SQS::Queue"):
        assert {"Fn::GetAtt": [name, "QueueName"]} in watched, name


def test_a_message_that_is_delivered_in_vain_again_and_again_reaches_an_alarm():
    """SQS leaves a message that was received three times out of the age of its queue: "Available CloudWatch metrics for Amazon SQS"."""
    queues, watched = resources("AWS::SQS::Queue"), {(metric, str(dimensions)) for _, _, metric, dimensions in of_alarms()}
    for alarm, _, metric, dimensions in list(of_alarms()):
        if metric == "ApproximateAgeOfOldestMessage":
            queue = queues[dimensions["QueueName"]["Fn::GetAtt"][0]]["Properties"]
            third = 2 * queue["VisibilityTimeout"]
            end = queue.get("RedrivePolicy", {}).get("deadLetterTargetArn", {}).get("Fn::GetAtt", [None])[0]
            is_given_up = ("ApproximateNumberOfMessagesVisible", str({"QueueName": {"Fn::GetAtt": [end, "QueueName"]}})) in watched
            counts = any(name == alarm and ours == "WaitedSeconds" for name, _, ours, _ in of_alarms())
            assert CORE["Resources"][alarm]["Properties"]["Threshold"] < third or is_given_up or counts, alarm


def test_throttles_of_the_table_and_of_each_of_its_indexes_are_watched():
    """The dimension TableName alone leaves out the indexes: "DynamoDB Metrics and dimensions"."""
    indexes = {index["IndexName"] for index in CORE["Resources"]["CatalogTable"]["Properties"]["GlobalSecondaryIndexes"]}
    for watched in (list(of_alarms()), list(of_dashboard())):
        for kind in ("ReadThrottleEvents", "WriteThrottleEvents"):
            assert {dimensions.get("GlobalSecondaryIndexName") for *_, metric, dimensions in watched if metric == kind} == indexes | {None}


def test_an_alarm_has_no_more_metrics_than_cloudwatch_takes():
    for name, alarm in resources("AWS::CloudWatch::Alarm").items():
        assert len(alarm["Properties"].get("Metrics", [])) <= 10, name


# Metrics of our own without an alarm: why they need none.
HARMLESS = {
    "PicturesIn": "pictures that come",
    "PictureSeconds": "waiting has alarms of its own",
    "PicturesRejected": "files that are no pictures are their seller's matter",
    "PicturesFailed": "FailedExecutionsAlarm: such an execution fails",
    "PicturesUnfinished": "OldestUnfinishedAlarm",
}


def test_every_metric_of_a_bad_end_has_an_alarm():
    watched = {metric for _, namespace, metric, _ in of_alarms() if namespace == "Vitrine"}

    assert watched == EMITTED["Vitrine"][frozenset({"Stack"})] - HARMLESS.keys()


def test_the_share_of_pictures_with_something_missing_is_watched_from_five_on():
    (share,) = [m for m in CORE["Resources"]["PartialPicturesAlarm"]["Properties"]["Metrics"] if "Expression" in m]

    assert share["Expression"] == "IF(FILL(partial, 0) >= 5, FILL(partial, 0) / (FILL(partial, 0) + FILL(done, 0)), 0)"


def test_every_metric_of_our_own_is_on_the_dashboard():
    assert {metric for _, namespace, metric, _ in of_dashboard() if namespace == "Vitrine"} == EMITTED["Vitrine"][frozenset({"Stack"})]


def test_the_dashboard_names_resources_that_are_always_there():
    body = CORE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    for name in set(re.findall(r"\$\{(\w+)[.}]", body)):
        assert name in CORE["Parameters"] or "Condition" not in CORE["Resources"][name], name


def test_alarms_tell_the_person_that_was_named():
    for name, alarm in resources("AWS::CloudWatch::Alarm").items():
        assert alarm["Properties"]["AlarmActions"] == {"Fn::If": ["SendsAlarms", [{"Ref": "AlarmTopic"}], {"Ref": "AWS::NoValue"}]}, name


def test_every_function_and_the_workflow_may_write_traces():
    transformed = template.transformed(CORE)["Resources"]
    for name, resource in transformed.items():
        if resource["Type"] == "AWS::Lambda::Function":
            assert resource["Properties"]["TracingConfig"] == {"Mode": "Active"}, name
            role = transformed[resource["Properties"]["Role"]["Fn::GetAtt"][0]]["Properties"]
            assert "xray" in json.dumps(role).lower(), name
        if resource["Type"] == "AWS::StepFunctions::StateMachine":
            assert resource["Properties"]["TracingConfiguration"] == {"Enabled": True}
            role = transformed[resource["Properties"]["RoleArn"]["Fn::GetAtt"][0]]["Properties"]
            assert "xray" in json.dumps(role).lower()

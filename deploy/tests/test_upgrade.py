"""An upgrade from the last release: what CloudFormation would replace, and what the new functions make of the old release's items.

release-0.1.0/template.json has that release's parameters and the resources that hold data. items.json is what that release's own
code wrote of two pictures: one done and corrected, one just received. moto's CloudFormation changes no table in an update, so the
update itself is judged by the two templates and not run.
"""

import json
from pathlib import Path

import pytest

import doctor
import template
from test_journey import Account

RELEASE = Path(__file__).parent / "release-0.1.0"
OLD = json.loads((RELEASE / "template.json").read_text("utf-8"))
ITEMS = json.loads((RELEASE / "items.json").read_text("utf-8"))

# Properties whose change, by CloudFormation's reference, makes a new resource and leaves the data in the old one.
REPLACING = {
    "AWS::S3::Bucket": ["BucketName", "ObjectLockEnabled"],
    "AWS::DynamoDB::Table": ["TableName", "KeySchema", "LocalSecondaryIndexes"],
    "AWS::Cognito::UserPool": ["UserPoolName", "UsernameAttributes", "AliasAttributes", "UsernameConfiguration", "Schema"],
}


@pytest.fixture(scope="module")
def new():
    return template.transformed(template.read())


@pytest.mark.parametrize("name", OLD["Resources"])
def test_an_update_keeps_what_holds_data(new, name):
    before, after = OLD["Resources"][name], new["Resources"][name]

    assert after["Type"] == before["Type"] and after.get("Condition") == before.get("Condition")
    assert after["UpdateReplacePolicy"] == "Retain" and after["DeletionPolicy"].startswith("Retain")
    for replacing in REPLACING[before["Type"]]:
        assert after["Properties"].get(replacing) == before["Properties"].get(replacing), replacing


def test_an_update_makes_or_drops_one_index_at_most(new):
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html: one of the two, in one update."""
    before, after = ({i["IndexName"]: i for i in t["Resources"]["CatalogTable"]["Properties"]["GlobalSecondaryIndexes"]} for t in (OLD, new))

    assert len(before.keys() ^ after.keys()) <= 1
    assert {name: after[name] for name in before.keys() & after.keys()} == {name: before[name] for name in before.keys() & after.keys()}


@pytest.mark.parametrize("name", OLD["Parameters"])
def test_a_value_that_a_stack_keeps_is_still_good(new, name):
    before, after = OLD["Parameters"][name], new["Parameters"][name]

    assert {str(v) for v in before.get("AllowedValues", [])} <= {str(v) for v in after.get("AllowedValues", before.get("AllowedValues", []))}
    for value in filter(None, (str(before.get(rule, "")) for rule in ("Default", "MinValue", "MaxValue"))):
        assert doctor._problem(value, after) is None, value


@pytest.fixture(scope="module")
def upgraded(aws, tmp_path_factory):
    """The new functions with a table that the old release wrote."""
    account = Account(aws, tmp_path_factory.mktemp("upgraded"))
    table = account.aws.outputs["CatalogTableName"]
    for item in ITEMS:
        account.aws.client("dynamodb").put_item(TableName=table, Item=item)
    yield account
    account.stop()


def answer(account, path):
    status, body, _ = account.api("GET", path)
    assert status == 200, body
    return json.loads(body)


def test_pictures_of_the_last_release_are_listed_and_counted_as_they_were(upgraded):
    listed = {image["key"]: image for image in answer(upgraded, "/images")["images"]}
    cards = {card["key"]: card for card in answer(upgraded, "/cards")["cards"]}
    counted = {(t["name"], t["value"]): t["count"] for t in answer(upgraded, "/tags")}

    assert {key: image["status"] for key, image in listed.items()} == {"anna/cup.jpg": "done", "anna/pot.jpg": "received"}
    cup = listed["anna/cup.jpg"]
    assert cup["attributes"]["brand"]["locked"] and [t["label"] for t in cup["tags"]] == ["cup"] and cup["caption"] and cup["prompt"]["mode"] == "fast"
    assert cards["anna/cup.jpg"]["tags"] and cards.keys() == listed.keys()
    assert counted[("tag", "cup")] == 1 and counted[("brand", "Acme")] == 1
    assert [image["key"] for image in answer(upgraded, "/images?tag=cup")["images"]] == ["anna/cup.jpg"]


def test_a_picture_of_the_last_release_that_changes_is_counted_once(upgraded):
    image_id = next(image["imageId"] for image in answer(upgraded, "/images?tag=cup")["images"])

    status, body, _ = upgraded.api("PUT", f"/images/{image_id}/tags/mug", {})
    assert status < 300, body
    keys = {"pk": {"S": f"anna#image#{image_id}"}, "sk": {"S": "image"}}
    for _ in range(2):
        record = {"eventID": "1", "eventSource": "aws:dynamodb", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}}
        assert upgraded.call("index-images", {"Records": [record]})["batchItemFailures"] == []
    counted = {(t["name"], t["value"]): t["count"] for t in answer(upgraded, "/tags")}

    assert counted[("tag", "mug")] == 1 and counted[("tag", "cup")] == 1 and counted[("brand", "Acme")] == 1


def test_a_picture_that_was_on_its_way_is_started_again(upgraded):
    assert upgraded.call("sweep", {})["revived"] == 1

    assert [given["image"]["key"] for given in upgraded.executions().values()] == ["anna/pot.jpg"]

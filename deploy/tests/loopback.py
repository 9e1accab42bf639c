"""An AWS on 127.0.0.1 (moto) with the core stack deployed into it, as far as moto's CloudFormation goes.

What moto leaves out is not checked by a deployment here: API Gateway, Cognito, aliases (functions themselves stand in
for theirs) and so the pollers between queues and functions. The bucket's versions, its notification, CloudFormation's tags of it and the
vector bucket it leaves out too, so they are put there by other calls, as the template has them.
"""

import json
import logging
import os

import boto3
import moto.backends
from moto.server import ThreadedMotoServer

import template

STACK, ACCOUNT = "vitrine", "123456789012"


class Loopback:
    def __init__(self):
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self._server.start()
        self.url = f"http://127.0.0.1:{self._server.get_host_and_port()[1]}"
        moto.backends.get_backend("moto_api")["global"].reset()  # all servers of a process are one AWS
        self.client("s3").create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    def client(self, service):
        return boto3.client(service, endpoint_url=self.url, region_name=os.environ["AWS_REGION"])

    def deploy(self, function_zip, **parameters):
        s3, formation = self.client("s3"), self.client("cloudformation")
        s3.upload_file(str(function_zip), "code", "function.zip")
        s3.upload_file(str(template.ROOT / "statemachine" / "image-to-text.asl.json"), "code", "image-to-text.asl.json")
        stack = _without_aliases(template.transformed(template.read()))
        del stack["Resources"]["VectorBucket"]
        for resource in stack["Resources"].values():
            if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
                resource["DeletionPolicy"] = "Retain"  # the other word is unknown to moto
        given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
        formation.create_stack(StackName=STACK, TemplateBody=json.dumps(stack), Capabilities=["CAPABILITY_IAM"], Parameters=given)
        outputs = formation.describe_stacks(StackName=STACK)["Stacks"][0]["Outputs"]
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in outputs}
        self.say_who_made(self.outputs["UploadsBucketName"])
        self._keep_versions(stack["Resources"]["UploadsBucket"])
        self._notify(stack["Resources"]["UploadsBucket"])
        if name := parameters.get("VectorBucketName"):
            self.client("s3vectors").create_vector_bucket(vectorBucketName=name)

    def say_who_made(self, bucket, region=None, stack=STACK):
        """Gives a bucket the tag that CloudFormation gives it; nobody else may, so no call does."""
        arn = f"arn:aws:cloudformation:{region or os.environ['AWS_REGION']}:{ACCOUNT}:stack/{stack}/0a1b2c3d-0000-4000-8000-000000000000"
        backend = moto.backends.get_backend("s3")[ACCOUNT]["aws"]
        backend.put_bucket_tagging(bucket, {"aws:cloudformation:stack-name": stack, "aws:cloudformation:stack-id": arn})

    def _keep_versions(self, bucket):
        self.client("s3").put_bucket_versioning(
            Bucket=self.outputs["UploadsBucketName"], VersioningConfiguration=bucket["Properties"]["VersioningConfiguration"]
        )

    def _notify(self, bucket):
        configured = bucket["Properties"]["NotificationConfiguration"]["QueueConfigurations"]
        queue = self.client("sqs").get_queue_attributes(QueueUrl=self.queue_url(), AttributeNames=["QueueArn"])
        notification = {"QueueArn": queue["Attributes"]["QueueArn"], "Events": [one["Event"] for one in configured]}
        self.client("s3").put_bucket_notification_configuration(
            Bucket=self.outputs["UploadsBucketName"], NotificationConfiguration={"QueueConfigurations": [notification]}
        )

    def queue_url(self):
        urls = self.client("sqs").list_queues()["QueueUrls"]
        return next(url for url in urls if "UploadsQueue" in url)

    def environment(self, handler):
        """What CloudFormation gave the function of a handler."""
        variables = [f["Environment"]["Variables"] for f in self.client("lambda").list_functions()["Functions"]]
        return next(v for v in variables if v["QUARKUS_LAMBDA_HANDLER"] == handler)

    def stop(self):
        self._server.stop()


def _without_aliases(stack):
    resources = stack["Resources"]
    for name in [name for name, resource in resources.items() if resource["Type"] == "AWS::Lambda::EventSourceMapping"]:
        del resources[name]
    aliases = {n: r["Properties"]["FunctionName"]["Ref"] for n, r in resources.items() if r["Type"] == "AWS::Lambda::Alias"}

    for resource in resources.values():
        if "DependsOn" in resource:
            names = resource["DependsOn"] if isinstance(resource["DependsOn"], list) else [resource["DependsOn"]]
            resource["DependsOn"] = [name for name in names if name not in aliases]

    def rewired(value):
        if isinstance(value, dict):
            if value.get("Ref") in aliases:
                return {"Fn::GetAtt": [aliases[value["Ref"]], "Arn"]}
            return {key: rewired(inner) for key, inner in value.items()}
        return [rewired(inner) for inner in value] if isinstance(value, list) else value

    return rewired({**stack, "Resources": {n: r for n, r in resources.items() if n not in aliases}})

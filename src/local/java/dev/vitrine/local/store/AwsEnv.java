package dev.vitrine.local.store;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** What AWS clients need in their environment to talk to local mode and never to AWS. */
record AwsEnv(AwsCredentials keys, LocalPorts ports) {

  /** {@return text for a POSIX shell to source} */
  String toShell() {
    return String.join(
        "\n",
        "# For AWS CLI and SDKs: source this file, and they talk to Vitrine on this machine.",
        "# A CLI before 2.13 does not know AWS_ENDPOINT_URL_...; give it --endpoint-url.",
        "unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_SECURITY_TOKEN",
        "unset AWS_ENDPOINT_URL AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        export("AWS_ACCESS_KEY_ID", keys.accessKeyId()),
        export("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey()),
        export("AWS_REGION", VitrineHome.REGION),
        export("AWS_DEFAULT_REGION", VitrineHome.REGION),
        // By address: clients then put the bucket into the path, not before the host.
        export("AWS_ENDPOINT_URL_S3", url(ports.s3())),
        export("AWS_ENDPOINT_URL_DYNAMODB", url(ports.dynamoDb())),
        export("AWS_ENDPOINT_URL_SFN", url(ports.http())),
        export("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", url(ports.http())),
        export("AWS_ENDPOINT_URL_LAMBDA", url(ports.http())),
        "# A proxy, if there is one, cannot reach this machine's own addresses.",
        "export NO_PROXY=\"127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}\"",
        "export no_proxy=\"$NO_PROXY\"",
        "");
  }

  private static String export(String name, String value) {
    if (!value.matches("[A-Za-z0-9._:/-]+")) {
      throw new IllegalArgumentException(name + " needs quoting: " + value);
    }
    return "export " + name + "=" + value;
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }
}

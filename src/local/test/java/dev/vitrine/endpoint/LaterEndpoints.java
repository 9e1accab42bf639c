package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.upload.UploadConfig;
import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** Asynchronous endpoints whose questions and answers lie in a real bucket. */
public final class LaterEndpoints {
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private final Mailbox mailbox;

  public LaterEndpoints(S3Client s3) {
    this.mailbox = new S3Mailbox(s3, Settings.atDefaults(UploadConfig.class), JSON);
  }

  public AsynchronousEndpoints asking(SageMakerRuntimeClient sageMaker) {
    return new SageMakerAsynchronousEndpoints(
        sageMaker, mailbox, Settings.atDefaults(EndpointConfig.class), JSON, Clock.systemUTC());
  }
}

package dev.vitrine.endpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vitrine.Settings;
import dev.vitrine.upload.UploadConfig;
import dev.vitrine.workflow.TaskReports;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeClient;

/** Asynchronous endpoints whose questions and answers lie in a real bucket. */
public final class LaterEndpoints {
  private final Mailbox mailbox;

  public LaterEndpoints(S3Client s3) {
    this.mailbox = new S3Mailbox(s3, Settings.atDefaults(UploadConfig.class), new JsonMapper());
  }

  public AsynchronousEndpoints asking(SageMakerRuntimeClient sageMaker) {
    return new SageMakerAsynchronousEndpoints(sageMaker, mailbox, new JsonMapper());
  }

  public ResumeTaskHandler resume(TaskReports tasks) {
    return new ResumeTaskHandler(new Answers(mailbox, tasks, new JsonMapper()), new JsonMapper());
  }

  public LostNotices notices(TaskReports tasks) {
    return new Answers(mailbox, tasks, new JsonMapper());
  }
}

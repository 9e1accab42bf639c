package dev.vitrine.upload;

import dev.vitrine.Settings;
import software.amazon.awssdk.services.s3.S3Client;

/** The bucket of uploads for tests of other rooms. */
public final class TestUploads {
  private TestUploads() {}

  public static Uploads in(S3Client s3) {
    return new S3Uploads(s3, Settings.atDefaults(UploadConfig.class));
  }
}

package dev.vitrine.render;

import dev.vitrine.Settings;
import dev.vitrine.image.MemoryBudget;
import dev.vitrine.upload.UploadConfig;
import software.amazon.awssdk.services.s3.S3Client;

/** The rendering step on a real bucket, for tests of other rooms. */
public final class RenderStep {
  private RenderStep() {}

  public static PictureStore pictures(S3Client s3) {
    return new S3PictureStore(s3);
  }

  public static RenderImageHandler handler(PictureStore pictures) {
    return new RenderImageHandler(
        pictures,
        Settings.atDefaults(UploadConfig.class),
        Settings.atDefaults(RenderConfig.class),
        MemoryBudget.ofThisProcess());
  }
}

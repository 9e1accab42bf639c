package dev.vitrine.render;

/** An object is not there any more: deleted since the workflow was started. */
public class PictureGoneException extends RuntimeException {
  public PictureGoneException(String bucket, String key) {
    super("s3://" + bucket + "/" + key + " is not there any more");
  }
}

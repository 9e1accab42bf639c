package dev.vitrine.upload;

import java.time.Instant;
import java.util.Map;

/**
 * Permission to upload one picture with an HTML form or a similar request.
 *
 * @param imageId id that the image will have
 * @param key that the picture will have in the bucket
 * @param url address for the {@code multipart/form-data} POST
 * @param fields form fields to send as they are, before the field {@code file}
 * @param expiresAt when the permission ends
 */
public record UploadPost(
    String imageId, String key, String url, Map<String, String> fields, Instant expiresAt) {
  public UploadPost {
    fields = Map.copyOf(fields);
  }
}

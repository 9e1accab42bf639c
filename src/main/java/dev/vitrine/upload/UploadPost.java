package dev.vitrine.upload;

import java.time.Instant;
import java.util.Map;

/**
 * Permission to upload one picture by an HTML form or its like.
 *
 * @param imageId what the image will be called
 * @param key where the picture will lie
 * @param url where to send a {@code multipart/form-data} POST
 * @param fields form fields to send as they are, before the field {@code file}
 * @param expiresAt when the permission ends
 */
public record UploadPost(
    String imageId, String key, String url, Map<String, String> fields, Instant expiresAt) {
  public UploadPost {
    fields = Map.copyOf(fields);
  }
}

package dev.vitrine.upload;

import java.util.List;

/** Gives permission to upload. */
public interface UploadPosts {

  /**
   * @param seller the tenant
   * @param fileName as the seller calls the picture; no path
   * @param contentType one of the media types Vitrine reads
   * @param restyles names of styles to paint once the picture is described
   */
  UploadPost create(String seller, String fileName, String contentType, List<String> restyles);
}

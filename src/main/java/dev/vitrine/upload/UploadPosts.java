package dev.vitrine.upload;

import java.util.List;
import java.util.regex.Pattern;

/** Gives permission to upload. */
public interface UploadPosts {
  /** The folder of one upload: 10 hexadecimal digits by chance. */
  Pattern OWN_FOLDER = Pattern.compile("^[0-9a-f]{10}/(?=[^/]+$)");

  /**
   * {@return what people have named of an original's key: its file with the folders that it lies
   * in, without the seller and the folder of an upload}
   *
   * @param key {@code {seller}/{anything}}, decoded
   */
  static String named(String key) {
    return OWN_FOLDER.matcher(key.substring(key.indexOf('/') + 1)).replaceFirst("");
  }

  /**
   * Chooses a key in a folder of its own; see {@link #OWN_FOLDER}.
   *
   * @param seller the tenant
   * @param fileName as the seller calls the picture; no path
   * @param contentType one of the media types Vitrine reads
   * @param restyles names of styles to paint once the picture is described
   */
  UploadPost create(String seller, String fileName, String contentType, List<String> restyles);
}

package dev.vitrine.render;

import dev.vitrine.upload.StorageUnavailableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where originals, renditions and restyled pictures are kept. */
public interface PictureStore {

  /**
   * @return size and metadata, without the bytes
   * @throws PictureGoneException when there is no such object, or no more
   * @throws StorageUnavailableException when the store cannot answer now
   */
  ObjectDetails details(String bucket, String key, @Nullable String versionId);

  /**
   * @throws PictureGoneException when there is no such object, or no more
   * @throws StorageUnavailableException when the store cannot answer now
   */
  byte[] read(String bucket, String key, @Nullable String versionId);

  /** {@return the newest version's bytes} See {@link #read(String, String, String)}. */
  default byte[] read(String bucket, String key) {
    return read(bucket, key, null);
  }

  /**
   * Writes a JPEG, replacing what is there.
   *
   * @throws StorageUnavailableException when the store cannot take it now
   */
  void writeJpeg(String bucket, String key, byte[] jpeg);

  /** Writes a PNG. See {@link #writeJpeg}. */
  void writePng(String bucket, String key, byte[] png);

  /**
   * An object's size and metadata.
   *
   * @param bytes its size
   * @param metadata the uploader's own, names in lower case
   */
  record ObjectDetails(long bytes, Map<String, String> metadata) {
    public ObjectDetails {
      metadata = Map.copyOf(metadata);
    }
  }
}

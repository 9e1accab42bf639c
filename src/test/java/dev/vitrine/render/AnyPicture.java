package dev.vitrine.render;

import org.jspecify.annotations.Nullable;

/** A store in which every picture is the same byte, for handlers whose model looks at none. */
public final class AnyPicture implements PictureStore {
  @Override
  public ObjectDetails details(String bucket, String key, @Nullable String versionId) {
    throw new UnsupportedOperationException("nobody asks");
  }

  @Override
  public byte[] read(String bucket, String key, @Nullable String versionId) {
    return new byte[] {1};
  }

  @Override
  public void writeJpeg(String bucket, String key, byte[] jpeg) {
    throw new UnsupportedOperationException("nobody writes");
  }

  @Override
  public void writePng(String bucket, String key, byte[] png) {
    throw new UnsupportedOperationException("nobody writes");
  }
}

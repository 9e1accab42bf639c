package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a {@link DyingDisk}. */
final class DyingChannel extends FileChannel {

  private final DyingDisk disk;
  private final FileChannel real;

  DyingChannel(DyingDisk disk, FileChannel real) {
    this.disk = disk;
    this.real = real;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int written = disk.write(real, bytes, real.position());
    real.position(real.position() + written);
    return written;
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    return disk.write(real, bytes, position);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    disk.truncate(real, size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (disk.isDead()) {
      throw new IOException("the disk is dead");
    }
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return real.read(bytes);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return real.read(bytes, position);
  }

  @Override
  public long position() throws IOException {
    return real.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    real.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  @Override
  public long write(ByteBuffer[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] bytes, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}

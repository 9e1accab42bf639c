package dev.vitrine.stepfunctions.runner;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The real disk, until a given number of changes has been made to it: then nothing changes any
 * more, as when the process is killed. A change is a write, a truncation, a file made, moved or
 * deleted. The write that kills may leave a part of itself.
 */
final class DyingDisk extends FileSystemProvider {

  private final FileSystemProvider real = Path.of("/").getFileSystem().provider();
  private final AtomicLong changes = new AtomicLong();
  private volatile long last;
  private final boolean torn;
  private final FileSystem system = new DyingFileSystem(this);

  /**
   * @param last how many changes reach the disk
   * @param torn whether half of the next one does, when it is a write
   */
  DyingDisk(long last, boolean torn) {
    this.last = last;
    this.torn = torn;
  }

  long changes() {
    return changes.get();
  }

  /** From now on no change reaches the disk, until it is revived. */
  void die() {
    last = changes.get();
  }

  void revive() {
    last = Long.MAX_VALUE - 1;
  }

  boolean isDead() {
    return changes.get() > last;
  }

  /** The same file, on this disk. */
  Path path(Path realPath) {
    return (Path)
        proxy(
            (proxy, method, arguments) -> {
              if (method.getName().equals("getFileSystem")) {
                return system;
              }
              Object[] given = arguments == null ? new Object[0] : arguments.clone();
              for (int i = 0; i < given.length; i++) {
                given[i] = given[i] instanceof Path other ? real(other) : given[i];
              }
              Object answer = call(realPath, method, given);
              return method.getName().equals("toString") || !(answer instanceof Path result)
                  ? answer
                  : path(result);
            });
  }

  private static Path real(Path path) {
    return Path.of(path.toString());
  }

  private static Object proxy(InvocationHandler handler) {
    ClassLoader loader = DyingDisk.class.getClassLoader();
    return Proxy.newProxyInstance(loader, new Class<?>[] {Path.class}, handler);
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Counts a change; refuses it when it is one too many. */
  private void change() throws IOException {
    if (changes.incrementAndGet() > last) {
      throw new IOException("the disk is dead");
    }
  }

  int write(FileChannel to, ByteBuffer bytes, long position) throws IOException {
    long number = changes.incrementAndGet();
    if (number <= last) {
      return to.write(bytes, position);
    }
    if (torn && number == last + 1) {
      to.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
    }
    throw new IOException("the disk is dead");
  }

  void truncate(FileChannel file, long size) throws IOException {
    change();
    file.truncate(size);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean makes = options.contains(StandardOpenOption.CREATE) && !Files.exists(real(path));
    if (makes || options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      change();
    }
    return new DyingChannel(this, real.newFileChannel(real(path), options, attributes));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (options.contains(StandardOpenOption.WRITE)) {
      throw new UnsupportedOperationException("only file channels write here");
    }
    return real.newByteChannel(real(path), options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = real.newDirectoryStream(real(directory), filter)) {
      files.forEach(file -> found.add(path(file)));
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return found.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    change();
    real.createDirectory(real(path), attributes);
  }

  @Override
  public void delete(Path path) throws IOException {
    change();
    real.delete(real(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    change();
    real.move(real(from), real(to), options);
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    real.checkAccess(real(path), modes);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return real.readAttributes(real(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return real.readAttributes(real(path), names, options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return real.isSameFile(real(one), real(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return real.isHidden(real(path));
  }

  @Override
  public String getScheme() {
    return "dying";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new UnsupportedOperationException();
  }
}

package dev.vitrine.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * The folder that holds everything local mode remembers, locked for this process until it is
 * closed.
 *
 * <p>A secret key of its own, made at the first start, keeps web pages out: whoever cannot read
 * {@code aws.env} cannot sign an upload form.
 */
public final class VitrineHome implements AutoCloseable {
  /** The region local mode pretends to be in. */
  public static final String REGION = "us-east-1";

  /** The account local mode pretends to be. */
  public static final String ACCOUNT = "000000000000";

  private static final String ACCESS_KEY_ID = "vitrine";

  private static final String LOCK = "lock";

  /** More than a block, so that a full disk refuses it. */
  private static final int PROBE_BYTES = 64 << 10;

  private final Path folder;
  private final FileChannel lockFile;
  private final AwsBasicCredentials keys;

  /** Of services. Whatever else lies beside them is somebody else's. */
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();

  private VitrineHome(Path folder, FileChannel lockFile, AwsBasicCredentials keys) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.keys = keys;
  }

  /**
   * Makes the folder if need be and takes it.
   *
   * @throws CannotStartException when it cannot be written, or another Vitrine has it
   */
  public static VitrineHome open(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    FileChannel lockFile;
    try {
      Files.createDirectories(home);
      lockFile =
          FileChannel.open(
              home.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(home, e);
    }
    try {
      lock(home, lockFile);
      AwsBasicCredentials keys = keys(home);
      PrivateFolder.makePrivateItself(home);
      PrivateFolder.makePrivate(home.resolve(LOCK));
      return new VitrineHome(home, lockFile, keys);
    } catch (IOException e) {
      closeQuietly(lockFile, e);
      throw unwritable(home, e);
    } catch (CannotStartException e) {
      closeQuietly(lockFile, e);
      throw e;
    }
  }

  /** The lock ends with the process, however it ends; the file only says whose it is. */
  private static void lock(Path home, FileChannel lockFile) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      ByteBuffer owner = ByteBuffer.allocate(20);
      lockFile.read(owner, 0);
      throw new CannotStartException(
          home
              + " is used by another Vitrine (process "
              + new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII)
              + "). Stop that one, or set VITRINE_HOME to another folder.",
          null);
    }
    lockFile.truncate(0);
    String self = Long.toString(ProcessHandle.current().pid());
    lockFile.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static AwsBasicCredentials keys(Path home) throws IOException {
    Path file = home.resolve("secret-key");
    if (!Files.exists(file)) {
      byte[] secret = new byte[30];
      new SecureRandom().nextBytes(secret);
      PrivateFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
    String secret = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return AwsBasicCredentials.create(ACCESS_KEY_ID, secret);
  }

  private static CannotStartException unwritable(Path home, IOException e) {
    return new CannotStartException(
        home + " cannot be written (" + e + "). Set VITRINE_HOME to a folder that can.", e);
  }

  private static void closeQuietly(FileChannel channel, Exception because) {
    try {
      channel.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /** {@return the folder of a service, made if need be} */
  public Path folder(String service) throws IOException {
    Path its = Files.createDirectories(folder.resolve(service));
    folders.add(its);
    return its;
  }

  /**
   * {@return the keys that the S3 of local mode checks, and that {@code aws.env} gives to clients}
   */
  public AwsBasicCredentials keys() {
    return keys;
  }

  /**
   * Takes the rights of other users away from each file of a service, as a copy of the folder or an
   * earlier release may have left them. Nobody else can enter the folder anyway. With 100,000
   * pictures this takes seconds.
   */
  public void makePrivate() throws IOException {
    for (Path each : folders) {
      PrivateFolder.makePrivate(each);
    }
  }

  /**
   * Takes the rights of other users away from what services have written.
   *
   * @param unread folder with very many files, which are private from their writing on
   */
  public void makeWrittenPrivate(Path unread) throws IOException {
    for (Path each : folders) {
      PrivateFolder.makePrivate(each, unread);
    }
  }

  /** {@return whether a file can be written now; false when the disk is full} */
  public boolean isWritable() {
    Path probe = folder.resolve("probe");
    try {
      Files.write(probe, new byte[PROBE_BYTES]);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      probe.toFile().delete();
    }
  }

  /**
   * Writes {@code aws.env}, a file for shells to source.
   *
   * @return the file
   */
  public Path writeAwsEnv(LocalPorts ports) throws IOException {
    Path file = folder.resolve("aws.env");
    PrivateFile.write(file, new AwsEnv(keys, ports).toShell());
    return file;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}

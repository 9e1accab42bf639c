package dev.vitrine.local.hub;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the body of an answer behind what a file has already, as it arrives. */
final class PartWriter implements BodySubscriber<Boolean> {
  /** The disk failed, not the network. */
  static final class DiskException extends IOException {
    private static final long serialVersionUID = 1L;

    DiskException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final CompletableFuture<Boolean> written = new CompletableFuture<>();
  private final FileChannel part;
  private final long most;
  private final LongConsumer arrived;
  private Flow.@Nullable Subscription subscription;
  private boolean isClosed;

  /**
   * @param part open at the place where the body begins; closed at its end
   * @param most the file's size: a body that has more is an error
   * @param arrived gets the file's length after every write
   */
  PartWriter(FileChannel part, long most, LongConsumer arrived) {
    this.part = part;
    this.most = most;
    this.arrived = arrived;
  }

  @Override
  public CompletionStage<Boolean> getBody() {
    return written;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    if (isClosed || subscription == null) {
      return;
    }
    try {
      for (ByteBuffer buffer : buffers) {
        if (part.position() + buffer.remaining() > most) {
          throw new IOException("more came than the " + most + " bytes of the file");
        }
        write(buffer);
      }
      arrived.accept(part.position());
      subscription.request(1);
    } catch (IOException e) {
      subscription.cancel();
      onError(e);
    }
  }

  private void write(ByteBuffer buffer) throws DiskException {
    try {
      while (buffer.hasRemaining()) {
        part.write(buffer);
      }
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    finish();
    written.completeExceptionally(failure);
  }

  @Override
  public synchronized void onComplete() {
    finish();
    written.complete(true);
  }

  /** Writes nothing from now on, whatever still arrives. */
  synchronized void abandon() {
    finish();
  }

  private void finish() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try (part) {
      part.force(true);
    } catch (IOException e) {
      written.completeExceptionally(new DiskException(e));
    }
  }
}

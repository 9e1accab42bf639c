package dev.vitrine.local.s3;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for each key that somebody writes or removes. Keeps nothing of a key that nobody writes,
 * so it holds at most one lock for each request in progress.
 */
final class KeyLocks {
  private final Map<ObjectName, Users> users = new ConcurrentHashMap<>();

  private record ObjectName(String bucket, String key) {}

  /** A lock with the number of threads that have it or wait for it. */
  private static final class Users {
    private final ReentrantLock lock = new ReentrantLock();
    private int count;
  }

  /** {@return the lock of a key, which is not taken yet} */
  KeyLock of(String bucket, String key) {
    return new KeyLock(new ObjectName(bucket, key));
  }

  /** {@return how many keys are locked} */
  int size() {
    return users.size();
  }

  /** A key's lock as one thread uses it; closing it gives it back. */
  final class KeyLock implements AutoCloseable {
    private final ObjectName name;
    private boolean taken;

    private KeyLock(ObjectName name) {
      this.name = name;
    }

    /** Waits until no other thread has the lock. */
    void take() {
      Users all =
          users.compute(
              name,
              (key, known) -> {
                Users now = known == null ? new Users() : known;
                now.count++;
                return now;
              });
      all.lock.lock();
      taken = true;
    }

    /** Gives the lock back, if this thread took it. */
    @Override
    public void close() {
      if (!taken) {
        return;
      }
      taken = false;
      users.computeIfPresent(
          name,
          (key, known) -> {
            known.lock.unlock();
            known.count--;
            return known.count == 0 ? null : known;
          });
    }
  }
}

package dev.vitrine.local;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be exchanged while it is used: the new one takes over at once, and the old one
 * is closed when its last use has ended.
 */
final class Exchangeable<M> {
  private final Consumer<M> closing;
  private @Nullable Loan<M> current;

  /** A model, and how many use it now; guarded by the lock of the Exchangeable. */
  private static final class Loan<M> {
    private final M model;
    private int users;
    private boolean ended;

    Loan(M model) {
      this.model = model;
    }
  }

  /**
   * @param closing gives back what a model holds
   */
  Exchangeable(Consumer<M> closing) {
    this.closing = closing;
  }

  /** Puts this model into use, in place of the one before. */
  void use(M model) {
    replace(new Loan<>(model));
  }

  /** Takes the model out of use; none takes its place. */
  void end() {
    replace(null);
  }

  private synchronized void replace(@Nullable Loan<M> next) {
    Loan<M> before = current;
    current = next;
    if (before != null) {
      before.ended = true;
      closeIfUnused(before);
    }
  }

  private void closeIfUnused(Loan<M> loan) {
    if (loan.ended && loan.users == 0) {
      closing.accept(loan.model);
    }
  }

  /** {@return what the work gives; the model stays open for as long as the work takes} */
  <R> R with(Function<Optional<M>, R> work) {
    Loan<M> loan = borrow();
    if (loan == null) {
      return work.apply(Optional.empty());
    }
    try {
      return work.apply(Optional.of(loan.model));
    } finally {
      giveBack(loan);
    }
  }

  private synchronized @Nullable Loan<M> borrow() {
    if (current != null) {
      current.users++;
    }
    return current;
  }

  private synchronized void giveBack(Loan<M> loan) {
    loan.users--;
    closeIfUnused(loan);
  }
}

package dev.vitrine.local.function;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn a call takes in the {@link FunctionLine}.
 *
 * @param seller for whom the work is; empty for work that is for none
 * @param urgent whether a person waits for it
 */
public record Turn(String seller, boolean urgent) {
  private static final Turn NOBODYS = new Turn("", false);

  /**
   * {@return the turn of work with this input: of the seller of its {@code image}, urgent if {@code
   * urgent} says so}
   *
   * @param input plain JSON, of the form of {@link dev.vitrine.workflow.WorkflowInput} or any other
   */
  public static Turn of(@Nullable Object input) {
    if (input instanceof Map<?, ?> fields
        && fields.get("image") instanceof Map<?, ?> image
        && image.get("seller") instanceof String seller) {
      return new Turn(seller, Boolean.TRUE.equals(fields.get("urgent")));
    }
    return NOBODYS;
  }
}

package dev.vitrine.stepfunctions.runner;

import dev.vitrine.stepfunctions.language.Values;
import org.jspecify.annotations.Nullable;

/**
 * One call of a Lambda function.
 *
 * @param name the function's name, without ARN and qualifier
 * @param qualifier a version or an alias; "$LATEST" if the caller named none
 * @param payload plain JSON; the state machine holds it anyway, so a call that waits costs no copy
 * @param asEvent whether Lambda only accepts the call and does not wait for the function
 * @param executionInput what the calling execution was started with, plain JSON, by which a line
 *     can tell whose turn it is; null if no execution calls
 */
public record FunctionCall(
    String name,
    String qualifier,
    @Nullable Object payload,
    boolean asEvent,
    @Nullable Object executionInput) {

  public static final String LATEST = "$LATEST";

  /** {@return the payload as JSON text, written anew with each call of this method} */
  public String payloadJson() {
    return Values.write(payload);
  }
}

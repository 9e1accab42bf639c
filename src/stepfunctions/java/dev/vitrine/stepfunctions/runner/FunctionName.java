package dev.vitrine.stepfunctions.runner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as its caller names it.
 *
 * @param name without ARN and qualifier
 * @param qualifier a version or an alias; null if the caller named none
 */
public record FunctionName(String name, @Nullable String qualifier) {

  /** Precedes the name in an ARN. The end of a name, {@code my-function:v1}, does not count. */
  private static final Pattern MARK = Pattern.compile("(?:^|:)function:");

  /**
   * Reads what Lambda takes as a FunctionName.
   *
   * @param text an ARN, a partial ARN or a name, each with or without a qualifier
   */
  public static FunctionName parse(String text) {
    Matcher mark = MARK.matcher(text);
    String name = mark.find() ? text.substring(mark.end()) : text;
    int colon = name.indexOf(':');
    return colon < 0
        ? new FunctionName(name, null)
        : new FunctionName(name.substring(0, colon), name.substring(colon + 1));
  }
}

package dev.vitrine.stepfunctions.runner;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of what there is here, as AWS forms them. */
final class Arns {

  static final String REGION = "us-east-1";

  private static final String PREFIX = "arn:aws:states:" + REGION + ":000000000000:";

  private static final Pattern MACHINE =
      Pattern.compile("arn:aws:states:[^:]+:[^:]*:stateMachine:([^:]+(?::[^:]+)?)");

  private static final Pattern ROLE = Pattern.compile("arn:aws[\\w-]*:iam::\\d*:role/.+");

  private static final Pattern EXECUTION =
      Pattern.compile("arn:aws:states:[^:]+:[^:]*:execution:([^:]+):([^:]+)");

  private Arns() {}

  static String machine(String name) {
    return PREFIX + "stateMachine:" + name;
  }

  static String execution(String machineName, String name) {
    return PREFIX + "execution:" + machineName + ":" + name;
  }

  static boolean isRole(String arn) {
    return ROLE.matcher(arn).matches();
  }

  /**
   * Empty when it is not the ARN of a state machine. With a version or an alias the name has that,
   * after a colon; no state machine here has such a name.
   */
  static Optional<String> machineName(String arn) {
    Matcher m = MACHINE.matcher(arn);
    return m.matches() ? Optional.of(m.group(1)) : Optional.empty();
  }

  static boolean isExecution(String arn) {
    return EXECUTION.matcher(arn).matches();
  }
}

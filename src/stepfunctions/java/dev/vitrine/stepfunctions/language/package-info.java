/**
 * An interpreter for the Amazon States Language with JSONata. It knows states, no service: it
 * depends on the JDK, Jackson and a JSONata library only, and whoever uses it says which tasks
 * there are and carries them out.
 *
 * <pre>{@code
 * TaskType.Registry catalog = name -> Optional.of(new TaskType(name, null, "", false));
 * StateMachine machine = StateMachine.parse("""
 *     {"QueryLanguage": "JSONata", "StartAt": "Greet", "States": {
 *       "Greet": {"Type": "Task", "Resource": "greet", "Arguments": "{% $states.input.name %}",
 *                 "Output": {"greeting": "{% $states.result %}"}, "End": true}}}
 *     """, catalog);
 * try (MemoryRunner runner = new MemoryRunner(
 *     call -> CompletableFuture.completedFuture("Hello, " + call.arguments()))) {
 *   ExecutionResult result = runner.run(machine, Map.of("name", "Ada")).toCompletableFuture().get();
 *   System.out.println(result.output()); // {greeting=Hello, Ada}
 * }
 * }</pre>
 *
 * <p>{@code src/stepfunctions/README.md} says which file implements which section of the
 * specification.
 */
@NullMarked
package dev.vitrine.stepfunctions.language;

import org.jspecify.annotations.NullMarked;

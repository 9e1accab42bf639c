/**
 * Step Functions on one machine: its JSON API, its table of task integrations, and executions that
 * survive the process. What a state means is defined in {@link dev.vitrine.stepfunctions.language};
 * what a task does is passed in as an {@link dev.vitrine.stepfunctions.runner.Integration}. Written
 * by hand because no library for the JVM runs JSONata state machines and survives a kill.
 */
@NullMarked
package dev.vitrine.stepfunctions.runner;

import org.jspecify.annotations.NullMarked;

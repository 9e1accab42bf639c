/**
 * Step Functions on this machine: the service's JSON API, its table of task integrations, and
 * executions that survive the process. What a state means is the business of {@code asl}; what a
 * task does comes in as an {@link dev.vitrine.local.stepfunctions.Integration}.
 */
@NullMarked
package dev.vitrine.local.stepfunctions;

import org.jspecify.annotations.NullMarked;

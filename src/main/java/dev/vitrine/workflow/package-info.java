/**
 * Starting an execution of the state machine and reading the path one took. What the steps do lives
 * in their own rooms.
 */
@NullMarked
package dev.vitrine.workflow;

import org.jspecify.annotations.NullMarked;

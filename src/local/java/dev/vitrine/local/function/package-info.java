/**
 * Lambda on one machine: Vitrine's handlers by name, called as the Lambda runtime calls them, and
 * the Invoke API in front of them.
 *
 * <p>Written by hand, as AWS's own emulator runs one handler in one process.
 */
@NullMarked
package dev.vitrine.local.function;

import org.jspecify.annotations.NullMarked;

/** The contract of the model endpoints, for tests of every room. */
@NullMarked
package dev.vitrine.contract;

import org.jspecify.annotations.NullMarked;

/** Makes the resources of {@code dev.vitrine.local.model}; no part of the running application. */
@NullMarked
package dev.vitrine.tools.standin;

import org.jspecify.annotations.NullMarked;

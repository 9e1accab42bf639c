/** Makes a start of the application quicker; no part of the running application. */
@NullMarked
package dev.vitrine.tools.start;

import org.jspecify.annotations.NullMarked;

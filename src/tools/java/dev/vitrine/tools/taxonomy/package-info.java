/**
 * Makes vocabularies of public taxonomies. A command of its own: nothing in the running application
 * calls it.
 */
@NullMarked
package dev.vitrine.tools.taxonomy;

import org.jspecify.annotations.NullMarked;

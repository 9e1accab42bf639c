/**
 * The rooms' common ground: the AWS clients. A picture walks through the rooms in this order:
 * upload, workflow, render, vocabulary, endpoint, tag, prompt, restyle, catalog, query.
 */
@NullMarked
package dev.vitrine;

import org.jspecify.annotations.NullMarked;

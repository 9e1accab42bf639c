/**
 * Beans that all rooms share: the AWS clients, the clock, the memory budget. A picture passes
 * through these rooms: upload, workflow, decode, measure, render, endpoint, tag, prompt, restyle,
 * catalog, query. ArchitectureTest has the order of all rooms.
 */
@NullMarked
package dev.vitrine;

import org.jspecify.annotations.NullMarked;

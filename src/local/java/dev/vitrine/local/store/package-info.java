/**
 * The services of local mode that keep data: S3, DynamoDB, a queue, and the folder they lie in.
 * Plain classes, started and stopped by whoever makes them; nothing here knows what is stored.
 */
@NullMarked
package dev.vitrine.local.store;

import org.jspecify.annotations.NullMarked;

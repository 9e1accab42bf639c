/**
 * The services of local mode that keep data: S3, DynamoDB, a queue, and the folder they lie in.
 * Plain classes, started and stopped by whoever makes them; nothing here knows what is stored.
 *
 * <p>Written by hand: DynamoDB is AWS's own DynamoDB Local, but S3 in front of files and a queue in
 * a folder have no library: the S3 servers for the JVM are mocks that lose what they hold, or
 * clusters.
 */
@NullMarked
package dev.vitrine.local.store;

import org.jspecify.annotations.NullMarked;

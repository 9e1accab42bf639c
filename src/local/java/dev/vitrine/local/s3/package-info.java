/**
 * S3 on 127.0.0.1: objects are plain files in a folder, and each change of one is an event. Nothing
 * here knows what is stored.
 *
 * <p>S3Proxy speaks the protocol. What is between it and the files is written by hand: the S3
 * servers for the JVM are mocks that lose what they hold, or clusters.
 */
@NullMarked
package dev.vitrine.local.s3;

import org.jspecify.annotations.NullMarked;

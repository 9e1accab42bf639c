/**
 * From a file on a seller's disk to a started workflow: presigned posts into the bucket, and the S3
 * event that comes out of it.
 */
@NullMarked
package dev.vitrine.upload;

import org.jspecify.annotations.NullMarked;

/**
 * From a file on a seller's disk to a started workflow: presigned posts into the bucket, and the S3
 * event that comes out of it. {@link StartWorkflowHandler} records each upload through {@link
 * UploadLog} (implemented by {@code action.CatalogUploadLog}, which changes the record by {@code
 * catalog.ImageJourney}), then starts the execution.
 */
@NullMarked
package dev.vitrine.upload;

import org.jspecify.annotations.NullMarked;

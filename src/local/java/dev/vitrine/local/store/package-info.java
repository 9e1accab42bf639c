/**
 * What keeps data in local mode: the folder {@code VITRINE_HOME} with its ports, files that survive
 * a crash, and the table, which is AWS's own DynamoDB Local. Plain classes, started and stopped by
 * whoever makes them; nothing here knows what is stored. S3 is in {@code s3}, and what waits in
 * {@code queue}.
 */
@NullMarked
package dev.vitrine.local.store;

import org.jspecify.annotations.NullMarked;

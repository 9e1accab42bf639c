/**
 * DynamoDB in one place: the key layout, reading, conditional writing, paging and cursors; what its
 * errors mean; and the one loop that tries again until the caller's deadline. Rooms that keep
 * something in the table decide what is in their items.
 *
 * <p>The loop is written by hand because the SDK retries single calls by number, while a lost race
 * needs the item read again and the change made again, for as long as the caller can wait.
 */
@NullMarked
package dev.vitrine.table;

import org.jspecify.annotations.NullMarked;

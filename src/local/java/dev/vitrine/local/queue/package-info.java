/**
 * Queues in folders, a file for each message, which survive a crash: in the order of arrival or
 * with groups in turn. Nothing here knows what the messages are about, but for the events of S3.
 *
 * <p>Written by hand: a queue in a folder that takes groups in turn has no library.
 */
@NullMarked
package dev.vitrine.local.queue;

import org.jspecify.annotations.NullMarked;

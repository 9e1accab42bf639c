/**
 * What a person asks of images: corrections and their undoing, retries, tagging again, deleting and
 * restoring; of one image or of many. And what the bucket tells of them: uploads and removals.
 * Nothing here shows a picture to a model.
 */
@NullMarked
package dev.vitrine.action;

import org.jspecify.annotations.NullMarked;

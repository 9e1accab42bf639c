/**
 * A file becomes pixels: upright, sRGB, on white; or it is refused with a reason. Every file that a
 * seller uploads is decoded here and nowhere else, within limits. What pixels mean is said in
 * {@code measure}; nothing here knows a bucket or the workflow.
 *
 * <p>Headers are read by hand. The libraries decode the pixels, but read all that a file holds
 * before anybody can refuse it: texts that unfold to gigabytes, tables of 340 MB.
 */
@NullMarked
package dev.vitrine.decode;

import org.jspecify.annotations.NullMarked;

/**
 * Step RestyleImage: rendition, style and prompt in, a restyled picture in S3 out. The product may
 * be kept: then only its background is painted.
 */
@NullMarked
package dev.vitrine.restyle;

import org.jspecify.annotations.NullMarked;

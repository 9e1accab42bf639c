/** Step RestyleImage: rendition, style and prompt in, a restyled picture in S3 out. */
@NullMarked
package dev.vitrine.restyle;

import org.jspecify.annotations.NullMarked;

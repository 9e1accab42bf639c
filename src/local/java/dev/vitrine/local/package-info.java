/**
 * Local mode: everything on one machine. Starts the embedded services, points the AWS clients at
 * them, and schedules what AWS would. Only this package and those below it are called local; none
 * of it is in the zip for AWS.
 */
@NullMarked
package dev.vitrine.local;

import org.jspecify.annotations.NullMarked;

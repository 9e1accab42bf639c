/**
 * The SageMaker Runtime API on one machine, in front of the local stand-ins. A container's answer
 * is wrapped as SageMaker wraps it, so that the ordinary client throws what it would throw in AWS.
 *
 * <p>Written by hand, as no library has this API for the JVM.
 */
@NullMarked
package dev.vitrine.local.sagemaker;

import org.jspecify.annotations.NullMarked;

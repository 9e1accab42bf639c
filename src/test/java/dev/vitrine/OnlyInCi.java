package dev.vitrine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test that tries every case of something, or a crash after the other, and takes more than ten
 * seconds. {@code mvn verify} is to end in ten minutes and skips it; {@code CI=true mvn verify} and
 * with it {@code .ci/run} do not.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@EnabledIfEnvironmentVariable(
    named = "CI",
    matches = "true",
    disabledReason = "It takes long: CI=true runs it.")
public @interface OnlyInCi {}

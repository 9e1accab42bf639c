/**
 * How fast local mode is: {@code bench/run} starts {@link dev.vitrine.local.bench.JourneyBench}.
 */
package dev.vitrine.local.bench;

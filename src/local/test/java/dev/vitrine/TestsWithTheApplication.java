package dev.vitrine;

import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests that need the application, in one process, which starts it once for all of them. The
 * build gives each process one class after the other, and Quarkus ends the application after what
 * it was given.
 *
 * @see TestsWithApplicationsOfTheirOwn
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("dev.vitrine")
@IncludeClassNamePatterns(".*AppTest")
@ExcludeTags(TestsWithApplicationsOfTheirOwn.TAG)
class TestsWithTheApplication {}

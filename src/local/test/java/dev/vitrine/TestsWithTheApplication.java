package dev.vitrine;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests that need the application, but for those of {@link AllPageAppTests}, in one process,
 * which starts it once for all of them. The build gives each process one class after the other, and
 * Quarkus ends the application after what it was given.
 *
 * @see AllPageAppTests
 * @see TestsWithApplicationsOfTheirOwn
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("dev.vitrine")
@IncludeClassNamePatterns(".*AppTest")
@ExcludeClassNamePatterns(".*PageAppTest")
@ExcludeTags(TestsWithApplicationsOfTheirOwn.TAG)
class TestsWithTheApplication {}

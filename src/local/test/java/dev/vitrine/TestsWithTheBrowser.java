package dev.vitrine;

import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests that open the page in a browser, whose names end in {@code PageAppTest}, in a process
 * beside that of {@link TestsWithTheApplication}: each of the two waits often.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("dev.vitrine")
@IncludeClassNamePatterns(".*PageAppTest")
@ExcludeTags(TestsWithApplicationsOfTheirOwn.TAG)
class TestsWithTheBrowser {}

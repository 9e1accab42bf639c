package dev.vitrine;

import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Those whose names end in {@code PageAppTest}, which open the page in a browser, in a process
 * beside that of {@link TestsWithTheApplication}: each of the two waits often.
 *
 * <p>The build starts classes in the order of their names. These take longest of all, so that
 * nothing may come before them.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("dev.vitrine")
@IncludeClassNamePatterns(".*PageAppTest")
@ExcludeTags(TestsWithApplicationsOfTheirOwn.TAG)
class AllPageAppTests {}

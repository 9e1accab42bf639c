package dev.vitrine;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests that need an application with other settings, one start for each, in a process beside
 * that of {@link TestsWithTheApplication}. Such a class has a {@code @TestProfile} and this tag.
 */
@Suite
@IncludeEngines("junit-jupiter")
@SelectPackages("dev.vitrine")
@IncludeClassNamePatterns(".*AppTest")
@IncludeTags(TestsWithApplicationsOfTheirOwn.TAG)
public class TestsWithApplicationsOfTheirOwn {
  public static final String TAG = "own-application";
}

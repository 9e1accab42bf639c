package dev.vitrine;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.vitrine.trace.Observed;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of the house, checked. docs/decisions/0001-rooms.md says why. */
@AnalyzeClasses(packages = "dev.vitrine", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

  /**
   * ArchUnit's own option does not know local mode's build directory, nor the tools beside the
   * tests.
   */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  private static final String LOCAL = "dev.vitrine.local..";
  private static final String RUNNER = "dev.vitrine.stepfunctions..";

  /** A picture walks through the rooms in this order; a room may look back, never forward. */
  private static final List<String> ROOMS =
      List.of(
          "image",
          "trace",
          "table",
          "workflow",
          "upload",
          "decode",
          "measure",
          "render",
          "vocabulary",
          "lesson",
          "endpoint",
          "tag",
          "prompt",
          "restyle",
          "listing",
          "failure",
          "catalog",
          "meaning",
          "index",
          "look",
          "product",
          "event",
          "bin",
          "action",
          "sweep",
          "api",
          "query",
          "export");

  /** Nested names that mean the same in every handler and call around them. */
  private static final Set<String> CONVENTIONS = Set.of("Request", "Result", "Input", "Output");

  @ArchTest
  static void eachClassInAFileOfItsOwnHasANameOfItsOwn(JavaClasses classes) {
    assertThat(topLevel(classes)).hasSizeGreaterThan(700).allSatisfy(ArchitectureTest::isOne);
  }

  /** Two nested classes may share a name: they are named with the classes around them. */
  @ArchTest
  static void noNestedClassHasTheNameOfOneInAFileOfItsOwn(JavaClasses classes) {
    Set<String> taken = topLevel(classes).keySet();
    List<JavaClass> nested =
        classes.stream()
            .filter(one -> one.isNestedClass() && !CONVENTIONS.contains(one.getSimpleName()))
            .toList();

    assertThat(nested)
        .hasSizeGreaterThan(300)
        .noneMatch(one -> taken.contains(one.getSimpleName()));
  }

  private static Map<String, List<String>> topLevel(JavaClasses classes) {
    return classes.stream()
        .filter(one -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
        .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
  }

  private static void isOne(String name, List<String> classes) {
    assertThat(classes).as(name).hasSize(1);
  }

  @ArchTest
  static void aRoomLooksBackNeverForward(JavaClasses classes) {
    for (int i = 0; i < ROOMS.size() - 1; i++) {
      String[] later =
          ROOMS.subList(i + 1, ROOMS.size()).stream()
              .map(room -> "dev.vitrine." + room + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("dev.vitrine." + ROOMS.get(i) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule everyPackageIsARoomTheRunnerOrLocal =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of("dev.vitrine", RUNNER, LOCAL),
                      ROOMS.stream().map(room -> "dev.vitrine." + room + ".."))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule noCycles = slices().matching("dev.vitrine.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCyclesInLocalMode =
      slices().matching("dev.vitrine.local.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyAdaptersKnowTheSdk =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL)
          .and()
          .haveNameNotMatching(
              "dev\\.vitrine\\.(table\\..+|\\w+\\.(S3|Sqs|DynamoDb|StepFunctions|SageMaker|EventBridge)\\w+(\\$.*)?|AwsClients|RetriableHttp(\\$.*)?)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule adaptersStayInTheirRoom =
      classes()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL)
          .and()
          .haveNameMatching(
              "dev\\.vitrine\\.\\w+\\.(S3|Sqs|DynamoDb|StepFunctions|SageMaker|EventBridge)\\w+(\\$.*)?")
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule onlyHandlersKnowLambda =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL)
          .and()
          .haveSimpleNameNotEndingWith("Handler")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.amazonaws.services.lambda..");

  @ArchTest
  static final ArchRule nobodyCallsAHandler =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL) // which plays Lambda
          .should()
          .dependOnClassesThat(
              simpleNameEndingWith("Handler").and(resideInAPackage("dev.vitrine..")));

  @ArchTest
  static final ArchRule handlersAreNamedAfterTheirFunction =
      classes()
          .that()
          .implement(RequestHandler.class)
          .should()
          .haveSimpleNameEndingWith("Handler")
          .andShould()
          .beAnnotatedWith(Named.class)
          .andShould()
          .beAnnotatedWith(Observed.class);

  @ArchTest
  static final ArchRule everythingComesThroughTheConstructor =
      noFields().that(alwaysTrue()).should().beAnnotatedWith(Inject.class);

  @ArchTest
  static final ArchRule noClientInAStaticField =
      fields()
          .that()
          .areStatic()
          .should()
          .notHaveRawType(resideInAPackage("software.amazon.awssdk.services.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theEnvironmentIsReadByConfiguration =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL)
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getenv");

  @ArchTest
  static final ArchRule onlyLocalCodeNamesLocal =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LOCAL);

  @ArchTest
  static final ArchRule theRunnerKnowsNothingOfVitrine =
      noClasses()
          .that()
          .resideInAPackage(RUNNER)
          .should()
          .dependOnClassesThat(resideInAPackage("dev.vitrine..").and(not(resideInAPackage(RUNNER))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theLanguageKnowsNoRunner =
      noClasses()
          .that()
          .resideInAPackage("dev.vitrine.stepfunctions.language..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.vitrine.stepfunctions.runner..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theProductKnowsNoRunner =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNNER, LOCAL)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(RUNNER);

  /** Tools are compiled beside the tests, so the application cannot be compiled against them. */
  @ArchTest
  static final ArchRule theApplicationHoldsNoTools =
      noClasses().should().resideInAPackage("dev.vitrine.tools..");

  @ArchTest
  static final ArchRule noPackageOfOddsAndEnds =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..common..",
              "..util..",
              "..helper..",
              "..service..",
              "..dto..",
              "..impl..",
              "..manager..");
}

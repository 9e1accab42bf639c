package dev.vitrine.stepfunctions.language;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class IndependenceTest {

  @Test
  void theInterpreterDependsOnTheJdkJacksonAndJsonataOnly() {
    JavaClasses interpreter =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages("dev.vitrine.stepfunctions.language");
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.vitrine.stepfunctions.language",
            "com.fasterxml.jackson..",
            "com.dashjoin.jsonata..",
            "org.jspecify.annotations")
        .check(interpreter);
  }
}

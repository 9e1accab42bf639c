package dev.vitrine.local.asl;

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
            .importPackages("dev.vitrine.local.asl");
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.vitrine.local.asl",
            "com.fasterxml.jackson..",
            "com.dashjoin.jsonata..",
            "org.jspecify.annotations")
        .check(interpreter);
  }
}

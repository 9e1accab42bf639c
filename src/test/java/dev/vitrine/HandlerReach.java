package dev.vitrine;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Named;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What each handler's code can call, read off the class files: from its method through every port
 * to whatever implements it. What Quarkus calls itself, the whole rooms {@code api}, {@code query}
 * and {@code export}, counts as called by the handler {@code api}.
 */
final class HandlerReach {
  private static final JavaClasses CLASSES =
      ArchConfiguration.withThreadLocalScope(HandlerReach::read);

  private static final Set<String> OF_THE_API =
      Set.of("dev.vitrine.api", "dev.vitrine.query", "dev.vitrine.export");

  private final Map<String, Set<String>> calls = new TreeMap<>();

  HandlerReach() {
    for (JavaClass handler : CLASSES) {
      if (handler.isAssignableTo(RequestHandler.class) && handler.isAnnotatedWith(Named.class)) {
        calls.put(handler.getAnnotationOfType(Named.class).value(), from(handler));
      }
    }
  }

  /** Of libraries only names are asked for; to read their classes takes more time than ours. */
  private static JavaClasses read(ArchConfiguration config) {
    config.setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ArchitectureTest.NoTests())
        .withImportOption(location -> !location.contains("/dev/vitrine/local/"))
        .importPackages("dev.vitrine");
  }

  /** {@return the interfaces that read settings} */
  static List<Class<?>> configurations() {
    return CLASSES.stream()
        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
        .<Class<?>>map(JavaClass::reflect)
        .toList();
  }

  /** {@return by handler: {@code Class.method}, simple names, of everything it can call} */
  Map<String, Set<String>> calls() {
    return calls;
  }

  private Set<String> from(JavaClass handler) {
    Deque<JavaCodeUnit> open = new ArrayDeque<>(handler.getCodeUnits());
    if (OF_THE_API.contains(handler.getPackageName())) {
      CLASSES.stream()
          .filter(other -> OF_THE_API.contains(other.getPackageName()))
          .forEach(other -> open.addAll(other.getCodeUnits()));
    }
    Set<JavaCodeUnit> seen = new LinkedHashSet<>(open);
    Set<String> names = new TreeSet<>();
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.pop();
      for (JavaAccess<?> access : accesses(unit)) {
        JavaClass owner = access.getTargetOwner();
        names.add(owner.getSimpleName() + "." + access.getTarget().getName());
        if (owner.getPackageName().startsWith("dev.vitrine")) {
          targets(owner, access.getTarget().getName()).filter(seen::add).forEach(open::push);
        }
      }
    }
    return names;
  }

  private static Stream<JavaAccess<?>> accessStream(JavaCodeUnit unit) {
    return Stream.concat(
        unit.getCallsFromSelf().stream().map(call -> (JavaAccess<?>) call),
        Stream.concat(
            unit.getMethodReferencesFromSelf().stream().map(call -> (JavaAccess<?>) call),
            unit.getConstructorReferencesFromSelf().stream().map(call -> (JavaAccess<?>) call)));
  }

  private static Set<JavaAccess<?>> accesses(JavaCodeUnit unit) {
    Set<JavaAccess<?>> accesses = new LinkedHashSet<>();
    accessStream(unit).forEach(accesses::add);
    return accesses;
  }

  /**
   * A class that is called has been constructed; an interface is called in all who implement it.
   */
  private static Stream<JavaCodeUnit> targets(JavaClass owner, String name) {
    return Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
        .flatMap(
            type ->
                Stream.concat(
                    type.getConstructors().stream().map(unit -> (JavaCodeUnit) unit),
                    type.getMethods().stream()
                        .filter((JavaMethod method) -> method.getName().equals(name))));
  }
}

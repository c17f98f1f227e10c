package io.github.issuetagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Looks at the bytecode of the program without its tests: what only tests call counts as unused.
 */
@DisplayName("The program")
class UnusedCodeTest {
  private static final String ROOT = "io.github.issuetagger";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What only tests and benchmarks call, on purpose. */
  private static final Set<String> ALLOWED =
      Set.of(
          // ReadmeTest compares the README's table with it.
          ROOT + ".config.ConfigOption.markdown",
          // Tests count the inferences of a model and read back what a store holds.
          ROOT + ".model.MatcherModel.inferences",
          ROOT + ".store.AnnotationStore.loadAll",
          // The constants of this type are inlined.
          ROOT + ".cli.ExitCode");

  @Test
  @DisplayName("has no method that nothing calls")
  void methods() {
    List<String> unused =
        ours()
            .flatMap(type -> type.getMethods().stream())
            .filter(UnusedCodeTest::mustBeCalled)
            .filter(
                method ->
                    method.getAccessesToSelf().stream()
                        .allMatch(access -> access.getOrigin().equals(method)))
            .map(method -> method.getOwner().getName() + "." + method.getName())
            .filter(name -> !ALLOWED.contains(name))
            .sorted()
            .toList();
    assertThat(unused).isEmpty();
  }

  @Test
  @DisplayName("has no type that nothing uses")
  void types() {
    Set<JavaClass> used =
        CLASSES.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(use -> !outermost(use.getOriginClass()).equals(outermost(use.getTargetClass())))
            .map(use -> outermost(use.getTargetClass()))
            .collect(Collectors.toSet());
    List<String> unused =
        ours()
            .filter(type -> type.getEnclosingClass().isEmpty())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getName().equals(ROOT + ".Main"))
            .filter(type -> !used.contains(type))
            .map(JavaClass::getName)
            .filter(name -> !ALLOWED.contains(name))
            .sorted()
            .toList();
    assertThat(unused).isEmpty();
  }

  /** Leaves out the sandbox, which tests drive in ways that the demo does not need. */
  private static Stream<JavaClass> ours() {
    return CLASSES.stream()
        .filter(type -> !type.getPackageName().startsWith(ROOT + ".sandbox"))
        .filter(type -> !type.getPackageName().startsWith(ROOT + ".templates"))
        .filter(type -> !type.isAnonymousClass());
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(UnusedCodeTest::outermost).orElse(type);
  }

  /** Returns false for what the JVM, a library or a supertype calls. */
  private static boolean mustBeCalled(JavaMethod method) {
    JavaClass owner = method.getOwner();
    boolean generated =
        method.getModifiers().contains(JavaModifier.SYNTHETIC)
            || method.getModifiers().contains(JavaModifier.BRIDGE)
            || method.getName().startsWith("lambda$")
            || (owner.isEnum() && Set.of("values", "valueOf").contains(method.getName()));
    boolean accessor =
        owner.isRecord()
            && method.getRawParameterTypes().isEmpty()
            && owner.getFields().stream()
                .anyMatch(field -> field.getName().equals(method.getName()));
    boolean calledByLibrary =
        !method.getAnnotations().isEmpty() || method.getFullName().startsWith(ROOT + ".Main.main(");
    return !generated && !accessor && !calledByLibrary && !overrides(method);
  }

  private static boolean overrides(JavaMethod method) {
    List<String> parameters = parameterCountKey(method);
    Set<JavaClass> supertypes =
        Stream.concat(
                method.getOwner().getAllRawSuperclasses().stream(),
                method.getOwner().getAllRawInterfaces().stream())
            .collect(Collectors.toSet());
    return supertypes.stream()
        .flatMap(type -> type.getMethods().stream())
        .anyMatch(other -> parameterCountKey(other).equals(parameters));
  }

  /** Name and number of parameters: generic supertypes have other parameter types. */
  private static List<String> parameterCountKey(JavaMethod method) {
    return Arrays.asList(method.getName(), Integer.toString(method.getRawParameterTypes().size()));
  }
}

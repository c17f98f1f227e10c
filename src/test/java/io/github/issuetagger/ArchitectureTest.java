package io.github.issuetagger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The architecture")
class ArchitectureTest {
  private static final String ROOT = "io.github.issuetagger";

  /** The most top-level types in one package. */
  private static final int MAX_TYPES = 34;

  /** The most lines in one source file. */
  private static final int MAX_LINES = 250;

  private static final Path SOURCES = Path.of("src/main/java");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /**
   * A package and the packages that it may use. {@code cli} and the root package may use all.
   *
   * @param name the package's name below the root
   * @param uses the names of the packages that it may use
   */
  record Room(String name, List<String> uses) {
    static Room of(String name, String... uses) {
      return new Room(name, List.of(uses));
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        Room.of("math"),
        Room.of("domain", "math"),
        Room.of("text", "domain"),
        Room.of("config", "text"),
        Room.of("settings", "domain", "text"),
        Room.of("policy", "domain", "settings", "math"),
        Room.of("model.bundle", "text", "math"),
        Room.of("model", "model.bundle", "math", "config"),
        Room.of("scoring", "model", "model.bundle", "text", "math", "domain", "config"),
        Room.of("store.database", "config"),
        Room.of("store", "store.database", "domain"),
        Room.of("delivery", "store", "store.database", "domain", "config"),
        Room.of("events", "domain"),
        Room.of("learning.neighbors", "math"),
        Room.of("learning.training", "learning.neighbors", "scoring", "text", "math", "domain"),
        Room.of(
            "learning",
            "learning.training",
            "learning.neighbors",
            "scoring",
            "store",
            "text",
            "math",
            "domain"),
        Room.of("evaluation", "learning.training", "scoring", "text", "math", "domain"),
        Room.of("evaluation.report", "evaluation", "learning.training", "math", "domain"),
        Room.of("batch", "domain"),
        Room.of("github.http", "domain", "config"),
        Room.of("github", "github.http", "domain", "config"),
        Room.of("webhook", "delivery", "domain", "config"),
        Room.of(
            "triage",
            "events",
            "scoring",
            "policy",
            "settings",
            "github",
            "github.http",
            "store",
            "text",
            "domain"),
        Room.of(
            "feedback",
            "triage",
            "events",
            "scoring",
            "policy",
            "settings",
            "github",
            "github.http",
            "store",
            "text",
            "math",
            "domain"),
        Room.of(
            "commands",
            "feedback",
            "triage",
            "events",
            "policy",
            "settings",
            "github",
            "github.http",
            "store",
            "text",
            "domain"),
        Room.of("web", "store", "text", "config"),
        Room.of("sandbox.state", "domain"),
        Room.of("sandbox.hooks", "sandbox.state", "domain"),
        Room.of("sandbox.api", "sandbox.hooks", "sandbox.state", "domain"),
        Room.of("sandbox.pages", "sandbox.api", "sandbox.state", "text", "domain"),
        Room.of(
            "sandbox", "sandbox.pages", "sandbox.api", "sandbox.hooks", "sandbox.state", "domain"),
        Room.of("demo", "sandbox", "sandbox.state", "domain"));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  @DisplayName("lets each package use only the packages that it names")
  void arrows(Room room) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(
            Stream.concat(
                    Stream.concat(Stream.of(room.name()), room.uses().stream())
                        .map(name -> ROOT + "." + name),
                    Stream.of(ROOT + ".templates.."))
                .toArray(String[]::new));
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room.name())
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(DescribedPredicate.not(allowed)))
        .check(CLASSES);
  }

  @Test
  @DisplayName("has no package that this test does not name")
  void everyPackageIsListed() {
    String[] known =
        Stream.concat(
                Stream.of(ROOT, ROOT + ".cli", ROOT + ".templates.."),
                rooms().map(room -> ROOT + "." + room.name()))
            .toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(CLASSES);
  }

  @Test
  @DisplayName("has no cycles between packages")
  void noCycles() {
    slices()
        .matching("(" + ROOT + ".*..)")
        .namingSlices("$1")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage(ROOT), DescribedPredicate.alwaysTrue())
        .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(ROOT))
        .check(CLASSES);
  }

  @Test
  @DisplayName("keeps each package small enough to look through")
  void packagesStaySmall() {
    Map<String, Long> sizes =
        sourceFiles().stream()
            .collect(
                Collectors.groupingBy(
                    file -> SOURCES.relativize(file).getParent().toString(),
                    TreeMap::new,
                    Collectors.counting()));
    sizes.values().removeIf(types -> types <= MAX_TYPES);
    assertThat(sizes).isEmpty();
  }

  @Test
  @DisplayName("keeps each source file short")
  void filesStayShort() {
    assertThat(sourceFiles().stream().filter(file -> lines(file) > MAX_LINES)).isEmpty();
  }

  @Test
  @DisplayName("gives no two types the same simple name")
  void namesAreUnique() {
    List<String> names = new ArrayList<>();
    sourceFiles().forEach(file -> names.add(file.getFileName().toString()));
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("knows ONNX Runtime and DJL only in model")
  void inferenceLibraries() {
    onlyIn("model", "ai.onnxruntime..", "ai.djl..");
  }

  @Test
  @DisplayName("knows github-api only in github")
  void githubLibrary() {
    onlyIn("github", "org.kohsuke..");
  }

  @Test
  @DisplayName("knows SQL only in store and delivery")
  void databaseLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".store..", ROOT + ".delivery..", ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("keeps policy pure")
  void policyIsPure() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".policy..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio.file..", "java.time..", "java.sql..")
        .check(CLASSES);
  }

  private static void onlyIn(String room, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .check(CLASSES);
  }

  private static long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sourceFiles() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

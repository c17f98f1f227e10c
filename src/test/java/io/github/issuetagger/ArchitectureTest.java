package io.github.issuetagger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The house")
class ArchitectureTest {
  private static final String ROOT = "io.github.issuetagger";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** A room and the rooms that it may use; {@code cli} and the root package may use all. */
  record Room(String name, List<String> uses) {
    static Room of(String name, String... uses) {
      return new Room(name, List.of(uses));
    }
  }

  static Stream<Room> rooms() {
    return Stream.of(
        Room.of("config"),
        Room.of("issue"),
        Room.of("model", "config"),
        Room.of("predict", "model", "issue", "config"),
        Room.of("policy", "issue"),
        Room.of("github", "issue", "config"),
        Room.of("store", "issue", "config"),
        Room.of("delivery", "store", "issue", "config"),
        Room.of("webhook", "delivery", "issue", "config"),
        Room.of("triage", "predict", "policy", "github", "store", "issue"),
        Room.of("feedback", "triage", "predict", "policy", "github", "store", "issue"),
        Room.of("web", "webhook", "delivery", "store", "issue", "config"),
        Room.of("learn", "predict", "issue", "store"),
        Room.of("batch", "learn", "predict", "issue"),
        Room.of("report", "learn", "issue"),
        Room.of("sandbox", "issue"));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  @DisplayName("each room uses only the rooms before it")
  void arrows(Room room) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(
            Stream.concat(Stream.of(room.name()), room.uses().stream())
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new));
    DescribedPredicate<JavaClass> foreign =
        resideInAPackage(ROOT + "..")
            .and(DescribedPredicate.not(allowed))
            .and(DescribedPredicate.not(resideInAPackage(ROOT + ".templates..")));
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + room.name() + "..")
        .should()
        .dependOnClassesThat(foreign)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  @DisplayName("has no room that this test does not know")
  void everyRoomIsListed() {
    String[] known =
        Stream.concat(
                Stream.of(ROOT, ROOT + ".cli..", ROOT + ".templates.."),
                rooms().map(room -> ROOT + "." + room.name() + ".."))
            .toArray(String[]::new);
    classes().should().resideInAnyPackage(known).check(CLASSES);
  }

  @Test
  @DisplayName("has no cycles")
  void noCycles() {
    slices().matching(ROOT + ".(*)..").namingSlices("$1").should().beFreeOfCycles().check(CLASSES);
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
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static void onlyIn(String room, String... libraries) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}

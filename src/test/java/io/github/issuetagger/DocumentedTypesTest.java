package io.github.issuetagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that names a type which is gone sends its reader into the void. */
@DisplayName("The documents for contributors")
class DocumentedTypesTest {
  /**
   * A name of two words or more in camel case and in code marks, such as {@code `LabelCatalog`}.
   */
  private static final Pattern TYPE = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})(?:\\.java)?`");

  @ParameterizedTest
  @ValueSource(strings = {"docs/glossary.md", "docs/architecture.md", "CONTRIBUTING.md"})
  @DisplayName("name only types that exist")
  void types(String document) throws IOException {
    Set<String> named =
        TYPE.matcher(Files.readString(Path.of(document)))
            .results()
            .map(MatchResult::group)
            .map(name -> name.replaceAll("`|\\.java", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isNotEmpty();
    named.removeAll(sources());
    assertThat(named).isEmpty();
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}

package io.github.issuetagger.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.commands.LabelNameResolver.Found;
import io.github.issuetagger.commands.LabelNameResolver.Unknown;
import io.github.issuetagger.domain.Label;
import io.github.issuetagger.domain.LabelCatalog;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Names in a command")
class LabelNameResolverTest {
  private static final LabelNameResolver NAMES =
      new LabelNameResolver(
          catalog(
              "Bug",
              "docs",
              "kind/bug",
              "kind/feature",
              "good first issue",
              "good",
              "needs info",
              "type: Bug",
              "café",
              "area/Straße"));

  private static LabelCatalog catalog(String... names) {
    return new LabelCatalog(Arrays.stream(names).map(name -> Label.of(name, "")).toList());
  }

  private static Found find(String line) {
    return NAMES.find(new CommandParser("/", "app").parse(line).get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "/label bug; Bug",
        "/label BUG docs; Bug,docs",
        "/label bug bug; Bug",
        "/label kind/BUG; kind/bug",
        "/kind bug; kind/bug",
        "/kind feature, bug; kind/feature,kind/bug",
        "/KIND Bug; kind/bug",
        "/label good first issue; good first issue",
        "/label bug good first issue docs; Bug,good first issue,docs",
        "/label good docs; good,docs",
        "/label type: bug; type: Bug",
        "/label bug, needs info; Bug,needs info",
        "/label \"needs info\"; needs info",
        "/label \"Good First Issue\"; good first issue",
        "/label cafe\u0301; café",
        "/label CAFÉ; café",
        "/label area/straße; area/Straße",
      })
  @DisplayName("are found in the repository's spelling")
  void found(String line, String labels) {
    assertThat(find(line)).isEqualTo(new Found(List.of(labels.split(",")), List.of()));
  }

  @Test
  @DisplayName("that match no label get the nearest label")
  void unknown() {
    assertThat(find("/label buk"))
        .isEqualTo(new Found(List.of(), List.of(new Unknown("buk", Optional.of("Bug")))));
    assertThat(find("/label docs needs infos"))
        .isEqualTo(
            new Found(
                List.of("docs"), List.of(new Unknown("needs infos", Optional.of("needs info")))));
    assertThat(find("/label needs, infos").unknown())
        .extracting(Unknown::written)
        .containsExactly("needs", "infos");
    assertThat(find("/label \"good\" \"first issue\"").unknown())
        .extracting(Unknown::written)
        .containsExactly("first issue");
  }

  @Test
  @DisplayName("have no nearest label in a repository without labels")
  void emptyCatalog() {
    Command command = new CommandParser("/", "app").parse("/label bug").get(0);

    assertThat(new LabelNameResolver(catalog()).find(command).unknown())
        .containsExactly(new Unknown("bug", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"/kind buk", "/area ui", "/close it", "/assign @alice"})
  @DisplayName("of a family that the repository lacks are for another bot")
  void foreign(String line) {
    assertThat(find(line)).isEqualTo(new Found(List.of(), List.of()));
  }

  @Test
  @DisplayName("of a family are reported if one of them is known")
  void partlyKnown() {
    assertThat(find("/kind bug featur"))
        .isEqualTo(
            new Found(
                List.of("kind/bug"),
                List.of(new Unknown("kind/featur", Optional.of("kind/feature")))));
  }
}

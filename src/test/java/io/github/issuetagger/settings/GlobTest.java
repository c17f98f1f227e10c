package io.github.issuetagger.settings;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "wontfix,     wontfix,        true",
    "wontfix,     WontFix,        true",
    "wontfix,     wontfix!,       false",
    "status/*,    status/open,    true",
    "status/*,    status/,        true",
    "status/*,    status,         false",
    "*,           anything,       true",
    "*/bug,       kind/bug,       true",
    "*/bug,       kind/bug/ui,    false",
    "a*b*c,       aXXbYYc,        true",
    "a*b*c,       aXXbYYcZ,       false",
    "a*bc,        abcbc,          true",
    "P?,          P1,             true",
    "P?,          P10,            false",
    "?,           a,              true",
    "*?*,         a,              true",
    "a.c,         abc,            false",
    "[ab],        a,              false",
  })
  void fits(String pattern, String name, boolean expected) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(expected);
  }

  @Test
  @DisplayName("an empty name matches only stars")
  void anEmptyNameMatchesOnlyStars() {
    assertThat(new Glob("**").matches("")).isTrue();
    assertThat(new Glob("?").matches("")).isFalse();
  }

  @Test
  @DisplayName("a hostile pattern is matched quickly")
  void aHostilePatternIsMatchedQuickly() {
    Glob stars = new Glob("*a".repeat(5_000) + "b");
    String name = "a".repeat(10_000);

    assertTimeoutPreemptively(ofSeconds(10), () -> assertThat(stars.matches(name)).isFalse());
  }
}

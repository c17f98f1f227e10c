package io.github.issuetagger.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A database URL")
class DatabaseConfigTest {
  @ParameterizedTest
  @CsvSource({
    "postgres://u:p@db:5432/tagger, jdbc:postgresql://db:5432/tagger",
    "postgresql://u:p@db/tagger, jdbc:postgresql://db/tagger",
    "jdbc:postgresql://u:p@db/tagger, jdbc:postgresql://db/tagger",
    "jdbc:postgresql://db/tagger?user=u&password=p, jdbc:postgresql://db/tagger",
    "postgres://u:p@db/tagger?sslmode=require, jdbc:postgresql://db/tagger?sslmode=require",
    "postgres://u:p@db/tagger?connect_timeout=5&sslmode=require,"
        + " jdbc:postgresql://db/tagger?connectTimeout=5&sslmode=require",
    "'postgres://u:p@one:5432,two:5432/tagger', 'jdbc:postgresql://one:5432,two:5432/tagger'",
    "postgres://u:p@[::1]:5432/tagger, jdbc:postgresql://[::1]:5432/tagger",
  })
  void becomesAJdbcUrlWithoutItsCredentials(String url, String jdbcUrl) {
    DatabaseConfig config = DatabaseConfig.parse(url).orElseThrow();

    assertThat(config.jdbcUrl()).isEqualTo(jdbcUrl);
    assertThat(config.user()).hasValue("u");
    assertThat(config.password()).hasValue(new Secret("p"));
    assertThat(config.sqlite()).isFalse();
  }

  @Test
  void mayHoldAPasswordWithPercentEscapesPlusAndColon() {
    DatabaseConfig config =
        DatabaseConfig.parse("postgres://u:a%40b+c%2F:d@db/tagger").orElseThrow();

    assertThat(config.password()).hasValue(new Secret("a@b+c/:d"));
    assertThat(config.toString()).doesNotContain("a@b", "a%40b");
  }

  @Test
  void mayDoWithoutCredentials() {
    DatabaseConfig config = DatabaseConfig.parse("postgres://db/tagger").orElseThrow();

    assertThat(config.user()).isEmpty();
    assertThat(config.password()).isEmpty();
  }

  @Test
  void mayNameAnSqliteFile() {
    assertThat(DatabaseConfig.parse("jdbc:sqlite:other.db").orElseThrow().sqlite()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://u:p@db/tagger",
        "postgres://",
        "postgres://db",
        "postgres://db/",
        "tagger.db",
        "postgres://u:p%zz@db/tagger",
        "postgres://u:p@ss@db/a/b",
        "jdbc:sqlite:",
      })
  void isRefusedInAnyOtherForm(String url) {
    assertThat(DatabaseConfig.parse(url)).isEmpty();
  }
}

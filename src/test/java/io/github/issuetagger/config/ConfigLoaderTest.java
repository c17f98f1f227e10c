package io.github.issuetagger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.issuetagger.testing.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The configuration")
class ConfigLoaderTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void theLeastThatItTakes() {
    environment.put("APP_ID", "123456");
    environment.put("PRIVATE_KEY", TestKeys.pkcs1());
    environment.put("WEBHOOK_SECRET", "hook-secret");
  }

  private AppConfig load() {
    return new ConfigLoader(environment, folder).loadAll();
  }

  private List<ConfigProblem> problems() {
    return problems(ConfigLoader::loadAll);
  }

  private List<ConfigProblem> problems(Function<ConfigLoader, ?> load) {
    ConfigLoader loader = new ConfigLoader(environment, folder);
    return catchThrowableOfType(ConfigException.class, () -> load.apply(loader)).problems();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void file(String name, String text) throws IOException {
    write(name, text);
    environment.put("ISSUE_TAGGER_CONFIG", name);
  }

  @Nested
  @DisplayName("by default")
  class Defaults {
    @Test
    void needsAnAppItsKeyAndASecretAndNothingElse() {
      AppConfig config = load();

      assertThat(config.github().appId()).isEqualTo("123456");
      assertThat(config.github().apiUrl()).isEqualTo(URI.create("https://api.github.com"));
      assertThat(config.server())
          .isEqualTo(
              new ServerConfig(
                  "0.0.0.0",
                  3000,
                  "/api/github/webhooks",
                  25 * 1024 * 1024,
                  List.of(new Secret("hook-secret")),
                  Optional.empty()));
      assertThat(config.dataDir()).isEqualTo(folder.resolve("data"));
      assertThat(config.database().jdbcUrl())
          .isEqualTo("jdbc:sqlite:" + folder.resolve("data").resolve("issue-tagger.db"));
      assertThat(config.delivery())
          .isEqualTo(
              new DeliveryConfig(
                  4, 6, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(20)));
      assertThat(config.model().bundle()).isEmpty();
      assertThat(config.model().cacheDir()).isEqualTo(folder.resolve("data").resolve("cache"));
      assertThat(config.model().threads()).isBetween(1, 4);
      assertThat(config.model().maxBatchTokens()).isEqualTo(2048);
      assertThat(config.log())
          .isEqualTo(new LogConfig(LogConfig.Level.INFO, LogConfig.Format.TEXT));
    }

    @ParameterizedTest
    @CsvSource({
      "APP_ID, github.app-id, ",
      "PRIVATE_KEY, github.private-key, ",
      "PRIVATE_KEY_PATH, github.private-key-path, ",
      "GITHUB_API_URL, github.api-url, https://api.github.com",
      "WEBHOOK_SECRET, server.webhook-secret, ",
      "WEBHOOK_SECRET_PREVIOUS, server.webhook-secret-previous, ",
      "WEBHOOK_PATH, server.webhook-path, /api/github/webhooks",
      "HOST, server.host, 0.0.0.0",
      "PORT, server.port, 3000",
      "MAX_PAYLOAD, server.max-payload, 25MB",
      "PAGES_PASSWORD, server.pages-password, ",
      "DATA_DIR, data-dir, ./data",
      "DATABASE_URL, database.url, ",
      "WORKERS, delivery.workers, 4",
      "MAX_ATTEMPTS, delivery.max-attempts, 6",
      "FIRST_RETRY, delivery.first-retry, 30s",
      "RETENTION_DAYS, delivery.retention-days, 30",
      "SHUTDOWN_GRACE, delivery.shutdown-grace, 20s",
      "MODEL, model.bundle, ",
      "MODELS_DIR, model.repositories, ",
      "MODEL_THREADS, model.threads, auto",
      "MODEL_BATCH_TOKENS, model.batch-tokens, 2048",
      "MODEL_DEVICE, model.device, auto",
      "MODEL_ZERO_SHOT, model.zero-shot, matcher",
      "LOG_LEVEL, log.level, info",
      "LOG_FORMAT, log.format, text",
    })
    void hasThisOption(String environmentName, String key, String standard) {
      ConfigOption option = ConfigOption.valueOf(environmentName);

      assertThat(option.environmentName()).isEqualTo(environmentName);
      assertThat(option.key()).isEqualTo(key);
      assertThat(option.standard()).isEqualTo(Optional.ofNullable(standard));
    }

    @Test
    void hasNoOptionThatTheTableAboveDoesNotName() {
      assertThat(ConfigOption.values()).hasSize(26);
      assertThat(ConfigOption.markdown().lines()).hasSize(26 + 2);
      assertThat(ConfigOption.markdown().lines().skip(2))
          .allSatisfy(row -> assertThat(row).endsWith(". |"));
      assertThat(ConfigOption.help().lines()).hasSize(26);
    }
  }

  @Nested
  @DisplayName("comes from")
  class Sources {
    @Test
    void theEnvironmentBeforeTheFileBeforeDotenvBeforeTheDefaults() throws IOException {
      write(".env", "PORT=1\nHOST=dotenv\nWORKERS=7\n");
      file("tagger.yml", "server: {port: 2, host: file}\n");
      environment.put("PORT", "3");

      AppConfig config = load();

      assertThat(config.server().port()).isEqualTo(3);
      assertThat(config.server().host()).isEqualTo("file");
      assertThat(config.delivery().workers()).isEqualTo(7);
      assertThat(config.delivery().maxAttempts()).isEqualTo(6);
    }

    @Test
    void aPropertiesFileToo() throws IOException {
      file("tagger.properties", "server.port=2\ndelivery.first-retry=2m\n");

      assertThat(load().server().port()).isEqualTo(2);
      assertThat(load().delivery().firstRetry()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void elsewhereWhereTheEnvironmentIsBlank() throws IOException {
      file("tagger.yml", "server: {port: 2}\n");
      environment.put("PORT", " ");

      assertThat(load().server().port()).isEqualTo(2);
    }

    @Test
    void theKeysFile() throws IOException {
      write("key.pem", TestKeys.pkcs8());
      environment.remove("PRIVATE_KEY");
      environment.put("PRIVATE_KEY_PATH", "key.pem");

      assertThat(PrivateKeyReader.parse(load().github().privateKey()))
          .isEqualTo(TestKeys.RSA.getPrivate());
    }

    @Test
    void theShippedExampleWhichNamesEveryOption() throws IOException {
      String example = Files.readString(Path.of("deploy", "issue-tagger.example.yml"));
      write("private-key.pem", TestKeys.pkcs1());
      environment.keySet().retainAll(List.of("WEBHOOK_SECRET"));
      AppConfig defaults =
          new ConfigLoader(
                  Map.of(
                      "APP_ID", "123456",
                      "PRIVATE_KEY_PATH", "private-key.pem",
                      "WEBHOOK_SECRET", "hook-secret"),
                  folder)
              .loadAll();

      file("tagger.yml", example);

      assertThat(load()).isEqualTo(defaults);
      assertThat(
              Arrays.stream(ConfigOption.values())
                  .map(option -> option.key().replaceFirst(".*\\.", "")))
          .allSatisfy(name -> assertThat(example).containsPattern("\\b" + name + ":"));
    }
  }

  @Nested
  @DisplayName("tells")
  class Problems {
    @Test
    void allProblemsAtOnceWithKeyNameAndMend() throws IOException {
      environment.clear();
      environment.put("PORT", "70000");
      environment.put("LOG_LEVEL", "loud");
      file("tagger.yml", "server: {prot: 2}\n");

      List<ConfigProblem> problems = problems();

      assertThat(problems)
          .extracting(ConfigProblem::key)
          .containsExactlyInAnyOrder(
              "github.app-id",
              "github.private-key",
              "server.webhook-secret",
              "server.port",
              "log.level",
              "server.prot");
      assertThat(problems).allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
      assertThat(new ConfigException(problems))
          .hasMessageContaining("6 problems")
          .hasMessageContaining("WEBHOOK_SECRET (server.webhook-secret): is missing")
          .hasMessageContaining("\"server.port\"");
    }

    @ParameterizedTest
    @CsvSource({
      "APP_ID, Iv23liABC",
      "GITHUB_API_URL, http://github.example.com/api/v3",
      "GITHUB_API_URL, https://user:word@github.example.com",
      "GITHUB_API_URL, not a url",
      "WEBHOOK_PATH, hooks",
      "WEBHOOK_PATH, /healthz",
      "WEBHOOK_PATH, /{any}",
      "PORT, -1",
      "PORT, 3000.5",
      "MAX_PAYLOAD, 25 furlongs",
      "MAX_PAYLOAD, 3000MB",
      "DATABASE_URL, mysql://root:word@db/tagger",
      "PAGES_PASSWORD, open: word",
      "WEBHOOK_PATH, /learning",
      "WORKERS, 0",
      "MAX_ATTEMPTS, 21",
      "FIRST_RETRY, 1d",
      "FIRST_RETRY, 5h",
      "RETENTION_DAYS, 0",
      "SHUTDOWN_GRACE, soon",
      "MODEL, no/such/folder",
      "MODELS_DIR, no/such/folder",
      "MODEL_THREADS, many",
      "MODEL_BATCH_TOKENS, 1",
      "MODEL_DEVICE, abacus",
      "MODEL_ZERO_SHOT, guess",
      "LOG_FORMAT, xml",
      "PRIVATE_KEY, word",
      "DATA_DIR, '\0'",
    })
    void aValueThatDoesNotFitWithoutQuotingIt(String name, String value) {
      environment.put(name, value);

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.environmentName()).isEqualTo(name))
          .satisfies(problem -> assertThat(problem.toString()).doesNotContain("word@", ": word"));
    }

    @Test
    void aKeyGivenTwice() {
      environment.put("PRIVATE_KEY_PATH", "key.pem");

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.problem()).contains("PRIVATE_KEY_PATH"));
    }

    @Test
    void aKeyFileThatIsNotThere() {
      environment.remove("PRIVATE_KEY");
      environment.put("PRIVATE_KEY_PATH", "missing.pem");

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.fix()).contains("missing.pem"));
    }

    @ParameterizedTest
    @CsvSource({
      "server.prot, server.port",
      "github.appid, github.app-id",
      "delivery.max_attempts, delivery.max-attempts",
      "databse.url, database.url",
    })
    void anUnknownKeyWithTheNearestOne(String typed, String meant) throws IOException {
      file("tagger.properties", typed + "=1\n");

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.key()).isEqualTo(typed))
          .satisfies(problem -> assertThat(problem.fix()).contains(meant));
    }

    @Test
    void anUnknownKeyThatIsNearNothing() throws IOException {
      file("tagger.properties", "colour=green\n");

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.fix()).doesNotContain("Did you mean"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "server:\n  webhook-secret: [hidden\n",
          "hidden",
          "server:\n  port: [1, 2]\n",
          "server: {webhook-secret: hidden, webhook-secret: hidden}\n",
          "\"hidden",
        })
    void aBrokenYamlFileWithoutQuotingIt(String text) throws IOException {
      file("tagger.yml", text);

      assertThat(problems())
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("hidden"));
    }

    @Test
    void theLineOfABrokenYamlFile() throws IOException {
      file("tagger.yml", "log:\n  level: info\n  format: [\n");

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.problem()).containsPattern("line [34]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.yml", "tagger.json", "broken.properties", "latin.yml"})
    void aFileThatCannotBeRead(String name) throws IOException {
      write("tagger.json", "{}");
      write("broken.properties", "log.level=\\u00zz\n");
      Files.write(folder.resolve("latin.yml"), new byte[] {'#', (byte) 0xE4, '\n'});
      environment.put("ISSUE_TAGGER_CONFIG", name);

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.key()).isEqualTo("ISSUE_TAGGER_CONFIG"));
    }

    @Test
    void aBrokenDotenvFileWithoutQuotingIt() throws IOException {
      write(".env", "WEBHOOK_SECRET hidden\n");

      assertThat(problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.key()).isEqualTo(".env"))
          .satisfies(problem -> assertThat(problem.toString()).doesNotContain("hidden"));
    }
  }

  @Nested
  @DisplayName("of one section")
  class Sections {
    @Test
    void needsNoAppToFindTheDatabase() {
      environment.clear();
      environment.put("DATABASE_URL", "postgres://u:p@db/tagger");

      assertThat(new ConfigLoader(environment, folder).loadDatabase().jdbcUrl())
          .isEqualTo("jdbc:postgresql://db/tagger");
    }

    @Test
    void needsNoAppToFindTheModel() throws IOException {
      environment.clear();
      Files.createDirectory(folder.resolve("bundle"));
      environment.put("MODEL", "bundle");

      assertThat(new ConfigLoader(environment, folder).loadModel().bundle())
          .hasValue(folder.resolve("bundle"));
      assertThat(new ConfigLoader(environment, folder).loadModel().repositories()).isEmpty();
    }

    @Test
    void findsTheModelsOfSingleRepositories() throws IOException {
      environment.clear();
      Files.createDirectory(folder.resolve("models"));
      environment.put("MODELS_DIR", "models");

      assertThat(new ConfigLoader(environment, folder).loadModel().repositories())
          .hasValue(folder.resolve("models"));

      environment.put("MODELS_DIR", "nowhere");
      assertThat(problems(ConfigLoader::loadModel))
          .extracting(ConfigProblem::toString)
          .containsExactly(
              "MODELS_DIR (model.repositories): is not a folder."
                  + " Name a folder that contains OWNER/REPO/bundle.json");
    }

    @Test
    void tellsOnlyItsOwnProblems() {
      environment.put("MODEL_THREADS", "many");
      environment.put("PORT", "none");

      assertThat(problems(ConfigLoader::loadModel))
          .extracting(ConfigProblem::key)
          .containsExactly("model.threads");
      assertThat(problems(ConfigLoader::loadServer))
          .extracting(ConfigProblem::key)
          .containsExactly("server.port");
      assertThat(new ConfigLoader(environment, folder).loadGitHub().appId()).isEqualTo("123456");
    }
  }

  @Test
  @DisplayName("never shows a secret")
  void secrets() {
    environment.put("DATABASE_URL", "postgres://u:db-secret@db/tagger");
    environment.put("WEBHOOK_SECRET_PREVIOUS", "old-secret");
    environment.put("PAGES_PASSWORD", "pages-secret");

    AppConfig config = load();

    assertThat(config.server().webhookSecrets()).hasSize(2);
    assertThat(config.server().pagesPassword()).contains(new Secret("pages-secret"));
    assertThat(config.toString())
        .doesNotContain("hook-secret", "old-secret", "pages-secret", "db-secret", "PRIVATE KEY");
  }

  @Test
  @DisplayName("lets a loopback API go without encryption, for tests and the demo")
  void loopback() {
    environment.put("GITHUB_API_URL", "http://127.0.0.1:8080/");

    assertThat(load().github().apiUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
  }
}

package io.github.issuetagger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.config.DatabaseConfig;
import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.model.Bundles;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.database.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

@DisplayName("The command line")
class CommandLineTest {
  @TempDir private Path folder;

  /** What a command said and how it ended. */
  private record Result(int code, String out, String err) {}

  private Result run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        CommandLineFactory.create(environment, folder)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    return new Result(commands.execute(arguments), out.toString(), err.toString());
  }

  @Test
  @DisplayName("asks for a command and exits with 2")
  void asksForACommandAndExitsWith2() {
    Result result = run(Map.of());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("no command given", "serve", "demo", "predict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "demo", "predict", "doctor", "deliveries", "replay", "version"})
  @DisplayName("explains every command")
  void explainsEveryCommand(String command) {
    Result result = run(Map.of(), command, "--help");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Usage: issue-tagger " + command).hasSizeGreaterThan(120);
  }

  @Test
  @DisplayName("prints its version")
  void version() {
    Result result = run(Map.of(), "version");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("issue-tagger ", "Java ");
  }

  @Test
  @DisplayName("does not serve without a secret and lists everything that is missing")
  void doesNotServeWithoutASecretAndListsEverythingThatIsMissing() {
    Result result = run(Map.of("APP_ID", "1"), "serve");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("WEBHOOK_SECRET", "PRIVATE_KEY").doesNotContain("APP_ID ");
  }

  @Test
  @DisplayName("lets --model override MODEL")
  void letsModelOverrideModel() {
    String there = folder.toString();
    assertThat(run(Map.of("MODEL", there), "serve", "--model", "nowhere").err())
        .contains("MODEL (model.bundle): is not a folder");
    assertThat(run(Map.of("MODEL", "nowhere"), "serve", "--model", there).err())
        .contains("APP_ID")
        .doesNotContain("model.bundle");
  }

  @Nested
  @DisplayName("for deliveries")
  class Deliveries {
    private Map<String, String> environment;

    @BeforeEach
    void aDeadLetterAndAWaitingOne() {
      environment = Map.of("DATA_DIR", folder.toString());
      try (Database database = open()) {
        Inbox inbox = new Inbox(database, Clock.systemUTC(), () -> {});
        inbox.accept(delivery("waiting-1"));
        inbox.accept(delivery("dead-1"));
        new DeliveryStore(database)
            .dead(
                "dead-1",
                6,
                Instant.now(),
                new DeliveryStore.Failure("GitHub was ill", "java.lang.Stack\n\tat here"));
      }
    }

    @Test
    @DisplayName("lists them, or only the dead letters")
    void listsThemOrOnlyTheDeadLetters() {
      assertThat(run(environment, "deliveries").out())
          .contains("waiting-1", "dead-1", "2 listed; 1 dead letters");
      assertThat(run(environment, "deliveries", "--dead").out())
          .contains("dead-1", "GitHub was ill")
          .doesNotContain("waiting-1");
    }

    @Test
    @DisplayName("shows one with its last stack trace")
    void showsOneWithItsLastStackTrace() {
      Result result = run(environment, "deliveries", "dead-1");
      assertThat(result.code()).isZero();
      assertThat(result.out()).contains("java.lang.Stack", "at here");
      assertThat(run(environment, "deliveries", "nobody").code()).isEqualTo(1);
    }

    @Test
    @DisplayName("replays one or all dead letters and reports what it cannot replay")
    void replaysOneOrAllDeadLettersAndReportsWhatItCannotReplay() {
      assertThat(run(environment, "replay", "dead-1", "waiting-1").code()).isEqualTo(3);
      try (Database database = open()) {
        assertThat(new DeliveryStore(database).find("dead-1"))
            .hasValueSatisfying(
                stored -> assertThat(stored.status()).isEqualTo(DeliveryStatus.PENDING));
      }
      Result again = run(environment, "replay", "--dead");
      assertThat(again.code()).isZero();
      assertThat(again.out()).contains("0 put back");
    }

    private Database open() {
      return Database.open(new DatabaseConfig(databaseUrl(), Optional.empty(), Optional.empty()));
    }

    private String databaseUrl() {
      return new ConfigLoader(environment, folder).loadDatabase().jdbcUrl();
    }

    private static Delivery delivery(String guid) {
      return new Delivery(guid, "ping", "{}".getBytes(StandardCharsets.UTF_8), Instant.now());
    }
  }

  @Nested
  @DisplayName("with doctor")
  class WithDoctor {
    private Sandbox sandbox;
    private Map<String, String> environment;

    @BeforeEach
    void aSoundSetUp() {
      sandbox = Sandbox.start(SandboxOptions.defaults());
      sandbox.deliverTo(URI.create("https://tagger.example/api/github/webhooks"));
      environment =
          new HashMap<>(
              Map.of(
                  "APP_ID", sandbox.appId(),
                  "PRIVATE_KEY", sandbox.privateKeyPem(),
                  "WEBHOOK_SECRET", sandbox.webhookSecret(),
                  "GITHUB_API_URL", sandbox.apiUrl().toString(),
                  "DATA_DIR", folder.toString()));
    }

    @AfterEach
    void tearDown() {
      sandbox.close();
    }

    @Test
    @DisplayName("approves a correct setup")
    void approvesACorrectSetup() {
      Result result = run(environment, "doctor");
      assertThat(result.out())
          .contains(
              "Everything is all right.", "✓ sign-in", "✓ permissions", "✓ database", "✓ model")
          .contains("✓ webhook", "✓ events", "✓ clock", "✓ private key")
          .doesNotContain("✗");
      assertThat(result.code()).isZero();
    }

    @Test
    @DisplayName("reports every missing variable and still checks the rest")
    void reportsEveryMissingVariableAndStillChecksTheRest() {
      Result result = run(Map.of("DATA_DIR", folder.toString()), "doctor");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out())
          .contains("✗ configuration, APP_ID", "✗ configuration, WEBHOOK_SECRET", "✓ database");
    }

    @Test
    @DisplayName("reports that the key belongs to another App without showing it")
    void reportsThatTheKeyBelongsToAnotherAppWithoutShowingIt() {
      environment.put("APP_ID", "999");
      Result result = run(environment, "doctor");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains("✗ sign-in", "APP_ID").doesNotContain("BEGIN");
    }

    @Test
    @DisplayName("reports missing permissions and events")
    void reportsMissingPermissionsAndEvents() {
      sandbox.close();
      sandbox =
          Sandbox.start(
              SandboxOptions.defaults()
                  .withPermissions(Map.of("issues", "read", "metadata", "read"))
                  .withEvents(List.of("issues")));
      environment.put("GITHUB_API_URL", sandbox.apiUrl().toString());
      environment.put("PRIVATE_KEY", sandbox.privateKeyPem());
      assertThat(run(environment, "doctor").out())
          .contains("✗ permissions", "issues: write", "contents: read", "✗ events", "label");
    }

    @Test
    @DisplayName("reports which bundle of MODELS_DIR cannot be used")
    void reportsWhichBundleOfModelsDirCannotBeUsed() throws IOException {
      Path bundle = Bundles.multiLabel(folder.resolve("models/octo/shop"), "");
      Files.writeString(bundle.resolve("tokenizer.json"), "{}");
      environment.put("MODELS_DIR", folder.resolve("models").toString());

      Result result = run(environment, "doctor");

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains("✗ model", "octo/shop", bundle.toString(), "MODELS_DIR");
    }

    @Test
    @DisplayName("reports that GitHub does not respond")
    void reportsThatGithubDoesNotRespond() {
      sandbox.close();
      Result result = run(environment, "doctor");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.out()).contains("✗ GitHub's API");
    }
  }
}

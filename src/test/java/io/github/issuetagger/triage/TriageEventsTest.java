package io.github.issuetagger.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.store.RunAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriageEventsTest {
  @TempDir Path folder;
  private TriageWorld world;
  private FakeGitHub github;

  @BeforeEach
  void open() {
    world = new TriageWorld(folder);
    github = world.github;
    world.predictor.scores.put("bug", 0.9);
    github.settings("mode: apply");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private boolean bugIsOurs() {
    return world.store.runs().applied(42, FakeGitHub.ISSUE).stream()
        .map(RunAction::label)
        .anyMatch("bug"::equals);
  }

  @Nested
  class Issues {
    @ParameterizedTest
    @CsvSource({
      "opened, true",
      "reopened, true",
      "closed, false",
      "labeled, false",
      "unlabeled, false",
      "assigned, false",
      "transferred, false",
      "deleted, false",
      "something_new, false"
    })
    @DisplayName("are triaged when")
    void areTriagedWhen(String action, boolean expected) {
      world.issues(action);

      assertThat(github.labels.contains("bug")).isEqualTo(expected);
    }

    @Test
    @DisplayName("from another repository are recorded as transferred")
    void thatCameFromElsewhereAreNotedAsSuch() {
      String guid = world.issues("opened", Map.of("old_issue", Map.of("number", 1)));

      assertThat(world.run(guid).cause()).isEqualTo("transferred");
      assertThat(github.labels).containsExactly("bug");
    }

    @Test
    @DisplayName("without an installation are ignored")
    void withoutAnInstallationArePassedOver() {
      world.deliver(
          "issues",
          Map.of(
              "action", "opened",
              "issue", Map.of("number", 5),
              "repository", TriageWorld.repository("octo", "hello")));

      assertThat(github.writes).isZero();
    }
  }

  @Nested
  @DisplayName("An installation")
  class AnInstallation {
    @BeforeEach
    void label() {
      world.issues("opened");
      assertThat(bugIsOurs()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "suspend", "unsuspend", "new_permissions_accepted"})
    @DisplayName("that changes is removed from the caches")
    void thatChangesIsLookedUpAnew(String action) {
      world.deliver("installation", Map.of("action", action, "installation", Map.of("id", 7)));

      assertThat(github.forgotten).containsExactly("installation 7");
      assertThat(bugIsOurs()).isTrue();
    }

    @Test
    @DisplayName("that is deleted loses its stored data")
    void thatIsDeletedTakesItsDataAlong() {
      world.deliver("installation", Map.of("action", "deleted", "installation", Map.of("id", 7)));

      assertThat(github.forgotten).containsExactly("installation 7");
      assertThat(bugIsOurs()).isFalse();
    }

    @Test
    @DisplayName("that loses a repository erases its data")
    void thatLosesARepositoryForgetsThatOne() {
      world.deliver(
          "installation_repositories",
          Map.of(
              "action", "removed",
              "installation", Map.of("id", 7),
              "repositories_removed",
                  List.of(Map.of("id", 42, "name", "hello", "full_name", "octo/hello"))));

      assertThat(github.forgotten).containsExactly("installation 7");
      assertThat(bugIsOurs()).isFalse();
    }
  }

  @Nested
  @DisplayName("A label")
  class ALabel {
    @ParameterizedTest
    @ValueSource(strings = {"created", "edited", "deleted"})
    @DisplayName("that changes clears the cached labels")
    void thatChangesMakesTheCatalogBeReadAnew(String action) {
      world.deliver(
          "label",
          Map.of(
              "action", action,
              "label", Map.of("name", "bug"),
              "repository", TriageWorld.repository("octo", "hello"),
              "installation", Map.of("id", 7)));

      assertThat(github.forgotten).containsExactly("labels of octo/hello");
    }

    @Test
    @DisplayName("that is renamed still counts as the App's")
    void thatIsRenamedStaysOurs() {
      world.issues("opened");

      world.deliver(
          "label",
          Map.of(
              "action", "edited",
              "label", Map.of("name", "kind/bug"),
              "changes", Map.of("name", Map.of("from", "bug")),
              "repository", TriageWorld.repository("octo", "hello"),
              "installation", Map.of("id", 7)));

      assertThat(world.store.runs().applied(42, FakeGitHub.ISSUE))
          .extracting(RunAction::label)
          .containsExactly("kind/bug");
    }
  }

  @Nested
  @DisplayName("A repository")
  class ARepository {
    @BeforeEach
    void label() {
      world.issues("opened");
    }

    private void deliver(String action, String owner, String name, Map<String, Object> changes) {
      world.deliver(
          "repository",
          Map.of(
              "action",
              action,
              "changes",
              changes,
              "repository",
              TriageWorld.repository(owner, name),
              "installation",
              Map.of("id", 7)));
    }

    @Test
    @DisplayName("that is renamed is removed from the caches under both names")
    void thatIsRenamedIsForgottenUnderBothNames() {
      deliver(
          "renamed",
          "octo",
          "goodbye",
          Map.of("repository", Map.of("name", Map.of("from", "hello"))));

      assertThat(github.forgotten)
          .containsExactly("repository octo/goodbye", "repository octo/hello");
      assertThat(bugIsOurs()).isTrue();
    }

    @Test
    @DisplayName("that is transferred keeps its data")
    void thatIsTransferredMovesWithItsData() {
      deliver(
          "transferred",
          "acme",
          "hello",
          Map.of("owner", Map.of("from", Map.of("organization", Map.of("login", "octo")))));

      assertThat(github.forgotten)
          .containsExactly("repository acme/hello", "repository octo/hello");
      assertThat(world.store.repositories().moved(new RepositoryRef(7, 42, "acme", "hello")))
          .isTrue();
    }

    @Test
    @DisplayName("that is deleted loses its stored data")
    void thatIsDeletedTakesItsDataAlong() {
      deliver("deleted", "octo", "hello", Map.of());

      assertThat(bugIsOurs()).isFalse();
    }

    @Test
    @DisplayName("that gets another default branch has its settings read again")
    void thatGetsAnotherDefaultBranchHasItsSettingsReadAnew() {
      deliver("edited", "octo", "hello", Map.of("default_branch", Map.of("from", "master")));

      assertThat(github.forgotten).containsExactly("repository octo/hello");
    }
  }

  @Nested
  @DisplayName("Anything else")
  class AnythingElse {
    @ParameterizedTest
    @ValueSource(strings = {"ping", "push", "issue_comment", "star", ""})
    @DisplayName("is ignored")
    void isPassedOver(String event) {
      assertThatCode(() -> world.deliver(event, Map.of("zen", "Keep it simple.")))
          .doesNotThrowAnyException();
      assertThat(github.writes).isZero();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "[]",
          "null",
          "3",
          "\"text\"",
          "not json",
          "",
          "{\"action\": \"opened\", \"installation\": {\"id\": 7}}",
          "{\"action\": [\"opened\"]}",
          "{\"action\": \"opened\", \"installation\": {\"id\": 7}, \"issue\": {\"number\": 5},"
              + " \"repository\": {\"id\": 1, \"name\": \"../x\", \"owner\": {\"login\": \"o\"}}}",
          "{\"action\": \"opened\", \"installation\": {\"id\": 7}, \"issue\": {\"number\": 5},"
              + " \"repository\": {\"id\": 1, \"name\": \"x\"}}",
          "{\"action\": \"opened\", \"installation\": {\"id\": 7}, \"issue\": {},"
              + " \"repository\": {\"id\": 1, \"name\": \"x\", \"owner\": {\"login\": \"o\"}}}",
        })
    @DisplayName("malformed is ignored")
    void malformedIsPassedOverForGood(String payload) {
      for (String event :
          List.of("issues", "label", "repository", "installation", "installation_repositories")) {
        assertThatCode(() -> world.deliver(event, payload)).doesNotThrowAnyException();
      }
      assertThat(github.writes).isZero();
    }
  }

  @Test
  @DisplayName("a body with invalid UTF-8 does no harm")
  void aBodyThatIsNotValidUtf8DoesNotMatter() {
    byte[] start =
        """
        {"action": "opened", "installation": {"id": 7}, "issue": {"number": 5, "body": "\
        """
            .getBytes(StandardCharsets.UTF_8);
    byte[] end =
        """
        "}, "repository": {"id": 42, "name": "hello", "owner": {"login": "octo"}}}\
        """
            .getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[start.length + 2 + end.length];
    System.arraycopy(start, 0, payload, 0, start.length);
    payload[start.length] = (byte) 0xC3;
    payload[start.length + 1] = (byte) 0x28;
    System.arraycopy(end, 0, payload, start.length + 2, end.length);

    world.deliver("guid", "issues", payload);

    assertThat(github.labels).containsExactly("bug");
  }

  @Test
  @DisplayName("a body of 25 megabytes does no harm")
  void aBodyOf25MegabytesDoesNotMatter() {
    String payload =
        "{\"issue\": {\"body\": \""
            + "`".repeat(25_000_000)
            + "\", \"number\": 5}, \"action\": \"opened\", \"installation\": {\"id\": 7},"
            + " \"repository\": {\"id\": 42, \"name\": \"hello\", \"owner\": {\"login\": \"octo\"}}}";

    world.deliver("issues", payload);

    assertThat(github.labels).containsExactly("bug");
  }
}

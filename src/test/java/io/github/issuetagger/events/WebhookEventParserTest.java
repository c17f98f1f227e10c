package io.github.issuetagger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.events.IssueEvent.Action;
import io.github.issuetagger.events.IssueEvent.Changes;
import io.github.issuetagger.events.IssueEvent.Issue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The parser of webhook events")
class WebhookEventParserTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-23T12:00:00Z");
  private static final RepositoryRef REPOSITORY = new RepositoryRef(7, 42, "octo", "hello");

  /** What nearly every payload of the App ends with. */
  private static final String COMMON =
      """
      , "repository": {
          "id": 42, "node_id": "R_42", "name": "hello", "full_name": "octo/hello",
          "private": false, "description": "A repository",
          "owner": {"login": "octo", "id": 1, "type": "Organization"}
        },
        "organization": {"login": "octo", "id": 1},
        "sender": {"login": "mia", "id": 2, "type": "User"},
        "installation": {"id": 7, "node_id": "I_7"}
      """;

  private static final String ISSUE =
      """
      {
        "id": 99, "number": 5, "title": "It crashes", "body": "When I click.", "state": "open",
        "user": {"login": "ann", "id": 3, "type": "User"},
        "labels": [{"id": 8, "name": "bug", "color": "ff0000"}, {"id": 9, "name": "docs"}],
        "created_at": "2026-11-23T11:00:00Z", "updated_at": "2026-11-23T11:30:00Z",
        "state_reason": null
      }
      """;

  private static Optional<WebhookEvent> parse(String event, String payload) {
    return new WebhookEventParser()
        .parse(new Delivery("guid", event, payload.getBytes(StandardCharsets.UTF_8), RECEIVED));
  }

  private static String issues(String action, String more) {
    return "{\"action\": \"" + action + "\", \"issue\": " + ISSUE + more + COMMON + "}";
  }

  @Nested
  @DisplayName("parses issues")
  class Issues {
    private IssueEvent issue(String payload) {
      return (IssueEvent) parse("issues", payload).orElseThrow();
    }

    @Test
    @DisplayName("that were labeled")
    void labeled() {
      assertThat(issue(issues("labeled", ", \"label\": {\"id\": 8, \"name\": \"bug\"}")))
          .isEqualTo(
              new IssueEvent(
                  "guid",
                  Action.LABELED,
                  REPOSITORY,
                  new Issue(
                      5,
                      Optional.of(new Account("ann", false)),
                      List.of("bug", "docs"),
                      Instant.parse("2026-11-23T11:00:00Z"),
                      Instant.parse("2026-11-23T11:30:00Z"),
                      false),
                  Optional.of("bug"),
                  Optional.of(new Account("mia", false)),
                  new Changes(false, false)));
    }

    @Test
    @DisplayName("without a label whose name is gone")
    void namelessLabel() {
      assertThat(issue(issues("unlabeled", "")).label()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"title, true", "body, true", "something, false"})
    @DisplayName("that were edited, and whether the text changed")
    void edited(String field, boolean text) {
      String changes = ", \"changes\": {\"" + field + "\": {\"from\": \"Before\"}}";

      assertThat(issue(issues("edited", changes)).changes()).isEqualTo(new Changes(text, false));
    }

    @Test
    @DisplayName("that came from another repository")
    void transferred() {
      String changes =
          ", \"changes\": {\"old_issue\": {\"number\": 1}, \"old_repository\": {\"id\": 2}}";

      assertThat(issue(issues("opened", changes)).changes()).isEqualTo(new Changes(false, true));
    }

    @Test
    @DisplayName("that were closed as not planned")
    void notPlanned() {
      String payload =
          issues("closed", "")
              .replace("\"state_reason\": null", "\"state_reason\": \"not_planned\"");

      assertThat(issue(payload).issue().notPlanned()).isTrue();
    }

    @Test
    @DisplayName("at the time of arrival if the payload has no usable time")
    void times() {
      String payload =
          issues("opened", "")
              .replace("\"2026-11-23T11:00:00Z\"", "\"yesterday\"")
              .replace("\"2026-11-23T11:30:00Z\"", "null");

      assertThat(issue(payload).issue().createdAt()).isEqualTo(RECEIVED);
      assertThat(issue(payload).issue().updatedAt()).isEqualTo(RECEIVED);
    }

    @ParameterizedTest
    @CsvSource({"Bot, helper, true", "User, helper[bot], true", "User, helper, false"})
    @DisplayName("by bots, which it tells by their type or name")
    void bots(String type, String login, boolean bot) {
      String payload =
          issues("opened", "")
              .replace(
                  "\"login\": \"ann\", \"id\": 3, \"type\": \"User\"",
                  "\"login\": \"" + login + "\", \"type\": \"" + type + "\"");

      assertThat(issue(payload).issue().author()).contains(new Account(login, bot));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "opened",
          "edited",
          "reopened",
          "closed",
          "deleted",
          "transferred",
          "labeled",
          "unlabeled"
        })
    @DisplayName("for the actions that a handler needs")
    void actions(String action) {
      assertThat(issue(issues(action, "")).action().name()).isEqualToIgnoringCase(action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigned", "locked", "milestoned", "pinned", "OPENED", ""})
    @DisplayName("for no other action")
    void otherActions(String action) {
      assertThat(parse("issues", issues(action, ""))).isEmpty();
    }
  }

  @Nested
  @DisplayName("parses comments")
  class Comments {
    private String comment(String action, String more) {
      return "{\"action\": \""
          + action
          + "\", \"issue\": "
          + ISSUE
          + ", \"comment\": {\"id\": 77, \"body\": \"/label bug\","
          + " \"user\": {\"login\": \"mia\", \"type\": \"User\"}}"
          + more
          + COMMON
          + "}";
    }

    private IssueCommentEvent event(Optional<String> formerBody) {
      return new IssueCommentEvent(
          "guid",
          RECEIVED,
          REPOSITORY,
          5,
          Instant.parse("2026-11-23T11:00:00Z"),
          77,
          "mia",
          "/label bug",
          formerBody);
    }

    @Test
    @DisplayName("that were created")
    void created() {
      assertThat(parse("issue_comment", comment("created", ""))).contains(event(Optional.empty()));
    }

    @Test
    @DisplayName("that were edited, with their former text")
    void edited() {
      assertThat(
              parse(
                  "issue_comment",
                  comment("edited", ", \"changes\": {\"body\": {\"from\": \"/label bog\"}}")))
          .contains(event(Optional.of("/label bog")));
    }

    @Test
    @DisplayName("but none whose text did not change, none that were deleted, none by bots")
    void others() {
      assertThat(parse("issue_comment", comment("edited", ", \"changes\": {}"))).isEmpty();
      assertThat(parse("issue_comment", comment("deleted", ""))).isEmpty();
      assertThat(
              parse(
                  "issue_comment",
                  comment("created", "").replace("\"login\": \"mia\"", "\"login\": \"x[bot]\"")))
          .isEmpty();
    }

    @Test
    @DisplayName("but none on pull requests")
    void pullRequests() {
      String payload = comment("created", "");

      assertThat(
              parse(
                  "issue_comment",
                  payload.replace("\"state\"", "\"pull_request\": {\"url\": \"u\"}, \"state\"")))
          .isEmpty();
      assertThat(
              parse(
                  "issue_comment",
                  payload.replace("\"state\"", "\"pull_request\": null, \"state\"")))
          .isPresent();
    }
  }

  @Nested
  @DisplayName("parses repositories")
  class Repositories {
    private String repository(String action, String changes) {
      return "{\"action\": \"" + action + "\", \"changes\": " + changes + COMMON + "}";
    }

    private RepositoryEvent event(String action, String owner, String name) {
      return new RepositoryEvent(
          action, REPOSITORY, Optional.of(new RepositoryRef(7, 42, owner, name)));
    }

    @Test
    @DisplayName("that were renamed")
    void renamed() {
      assertThat(
              parse(
                  "repository",
                  repository("renamed", "{\"repository\": {\"name\": {\"from\": \"old\"}}}")))
          .contains(event("renamed", "octo", "old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "organization"})
    @DisplayName("that were transferred from a user or an organization")
    void transferred(String kind) {
      assertThat(
              parse(
                  "repository",
                  repository(
                      "transferred",
                      "{\"owner\": {\"from\": {\"" + kind + "\": {\"login\": \"acme\"}}}}")))
          .contains(event("transferred", "acme", "hello"));
    }

    @Test
    @DisplayName("that have neither another name nor another owner")
    void edited() {
      assertThat(
              parse(
                  "repository",
                  repository("edited", "{\"default_branch\": {\"from\": \"master\"}}")))
          .contains(new RepositoryEvent("edited", REPOSITORY, Optional.empty()));
    }

    @Test
    @DisplayName("and their labels")
    void labels() {
      assertThat(
              parse(
                  "label",
                  "{\"action\": \"edited\", \"label\": {\"id\": 8, \"name\": \"kind/bug\"},"
                      + " \"changes\": {\"name\": {\"from\": \"bug\"}}"
                      + COMMON
                      + "}"))
          .contains(new LabelEvent("edited", REPOSITORY, "kind/bug", Optional.of("bug")));
      assertThat(
              parse(
                  "label",
                  "{\"action\": \"deleted\", \"label\": {\"id\": 8, \"name\": \"bug\"}"
                      + COMMON
                      + "}"))
          .contains(new LabelEvent("deleted", REPOSITORY, "bug", Optional.empty()));
    }
  }

  @Nested
  @DisplayName("parses installations")
  class Installations {
    @Test
    @DisplayName("with their repositories, except those without a usable name or id")
    void created() {
      assertThat(
              parse(
                  "installation",
                  """
                  {
                    "action": "created",
                    "installation": {"id": 7, "account": {"login": "octo"}},
                    "repositories": [
                      {"id": 42, "name": "hello", "full_name": "octo/hello", "private": false},
                      {"id": 43, "full_name": "nonsense"},
                      {"id": 0, "full_name": "octo/none"},
                      {"id": 44}
                    ]
                  }
                  """))
          .contains(new InstallationEvent("created", 7, List.of(REPOSITORY)));
    }

    @Test
    @DisplayName("that changed otherwise")
    void suspended() {
      assertThat(parse("installation", "{\"action\": \"suspend\", \"installation\": {\"id\": 7}}"))
          .contains(new InstallationEvent("suspend", 7, List.of()));
    }

    @Test
    @DisplayName("that gained and lost repositories")
    void repositories() {
      assertThat(
              parse(
                  "installation_repositories",
                  """
                  {
                    "action": "added",
                    "installation": {"id": 7},
                    "repositories_added": [{"id": 42, "full_name": "octo/hello"}],
                    "repositories_removed": [{"id": 41, "full_name": "octo/old"}]
                  }
                  """))
          .contains(new InstallationRepositoriesEvent(7, List.of(REPOSITORY), List.of(41L)));
    }

    @Test
    @DisplayName("and the ping that follows them")
    void ping() {
      assertThat(parse("ping", "{\"zen\": \"Keep it simple.\"}")).contains(new PingEvent());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "star", "pull_request", ""})
  @DisplayName("does not even read events that no handler needs")
  void otherEvents(String event) {
    assertThat(parse(event, "not json")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "3", "\"text\"", "not json", "{\"action\": [\"x\"]}"})
  @DisplayName("rejects what GitHub would not send")
  void malformed(String payload) {
    for (String event :
        List.of(
            "issues",
            "issue_comment",
            "label",
            "repository",
            "installation",
            "installation_repositories")) {
      assertThatThrownBy(() -> parse(event, payload))
          .as(event)
          .isInstanceOf(MalformedPayloadException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"number\": 5', '\"number\": 0', it has no issue number",
    "'\"id\": 42', '\"id\": 0', it has no repository id",
    "'\"name\": \"hello\"', '\"name\": \"../x\"', its repository has an impossible name",
    "'\"name\": \"hello\"', '\"other\": 1', it has no repository.name",
    "'\"installation\": {\"id\": 7', '\"installation\": {\"id\": 0', it has no installation id",
    "'\"installation\"', '\"other\"', it has no installation"
  })
  @DisplayName("says which field is wrong, without quoting the payload")
  void wrongField(String part, String replacement, String message) {
    assertThatThrownBy(() -> parse("issues", issues("opened", "").replace(part, replacement)))
        .hasMessage(message);
  }

  @Test
  @DisplayName("skips titles and bodies that no handler needs")
  void skipsTexts() {
    // Jackson refuses to build strings of this length, so the event proves that it built none.
    String text = "`".repeat(21_000_000);
    String changes = ", \"changes\": {\"body\": {\"from\": \"" + text + "\"}}";

    assertThat(parse("issues", issues("edited", changes).replace("When I click.", text)))
        .hasValueSatisfying(event -> assertThat(((IssueEvent) event).changes().text()).isTrue());
  }

  @Test
  @DisplayName("replaces invalid UTF-8 instead of rejecting it")
  void invalidUtf8() {
    byte[] payload = issues("opened", "").getBytes(StandardCharsets.ISO_8859_1);
    String marker = "When I click.";
    int at = new String(payload, StandardCharsets.ISO_8859_1).indexOf(marker);
    payload[at] = (byte) 0xC3;

    assertThat(new WebhookEventParser().parse(new Delivery("guid", "issues", payload, RECEIVED)))
        .isPresent();
  }
}

package io.github.issuetagger.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.config.GitHubConfig;
import io.github.issuetagger.config.Secret;
import io.github.issuetagger.domain.IssueText;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.testing.ManualClock;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The gateway and the sandbox")
class SandboxGatewayTest {
  private static final String MARKER = "<!-- mark -->";

  private final ManualClock clock = new ManualClock();
  private Sandbox sandbox;
  private GitHubApp app;
  private SandboxRepository repository;
  private SandboxIssue issue;

  @BeforeEach
  void start(@TempDir Path folder) {
    sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    repository = sandbox.createRepository("octo/shop", "A shop");
    repository.label("bug", "ff0000", "It is broken").label("docs", "0000ff", "");
    issue = repository.openIssue("ann", "Cart is empty", "It is.");
    Secret key = new Secret(sandbox.privateKeyPem());
    app =
        GitHubApp.open(
            new GitHubConfig(sandbox.appId(), key, sandbox.apiUrl()),
            folder.resolve("http"),
            clock);
  }

  @AfterEach
  void stop() {
    app.close();
    sandbox.close();
  }

  @Test
  @DisplayName("agree on labeling an issue and commenting once")
  void oneIssue() {
    assertThat(app.reader().issue(repository.ref(), issue.number()).orElseThrow().text())
        .isEqualTo(new IssueText("Cart is empty", "It is."));
    assertThat(app.reader().labels(repository.ref()).find("bug").orElseThrow().description())
        .isEqualTo("It is broken");

    List<String> added =
        app.writer().addLabels(repository.ref(), issue.number(), List.of("bug", "invented"));
    OptionalLong first = put(OptionalLong.empty(), "one");
    OptionalLong byMarker = put(OptionalLong.empty(), "two");
    OptionalLong byId = put(first, "three");

    assertThat(added).containsExactly("bug");
    assertThat(byMarker).isEqualTo(first);
    assertThat(byId).isEqualTo(first);
    SandboxIssue after = repository.issue(issue.number()).orElseThrow();
    assertThat(after.labelNames()).containsExactly("bug");
    assertThat(after.comments()).hasSize(1);
    assertThat(after.comments().get(0).body()).isEqualTo(MARKER + "three");
    assertThat(repository.labels()).hasSize(2);
    assertThat(sandbox.unknownCalls()).isEmpty();
  }

  @Test
  @DisplayName("agree on label events, transferred issues and roles")
  void reading() {
    repository.file(".github/issue-tagger.yml", "mode: apply\n").role("ben", "triage");
    repository.addLabel("ann", issue.number(), "bug");
    repository.removeLabel("ann", issue.number(), "bug");

    assertThat(app.reader().labelsRemovedByPeople(repository.ref(), issue.number()))
        .containsExactly("bug");
    assertThat(app.reader().settings(repository.ref()).orElseThrow().yaml())
        .isEqualTo("mode: apply\n");
    assertThat(app.reader().role(repository.ref(), "ben")).isEqualTo(Role.TRIAGE);

    repository.transferIssue(
        "ann", issue.number(), sandbox.createRepository("octo/other", "Another"));
    assertThat(app.reader().issue(repository.ref(), issue.number())).isEmpty();
    assertThat(sandbox.unknownCalls()).isEmpty();
  }

  @Test
  @DisplayName("agree on opening an issue once, even if somebody copies its marker")
  void opening() {
    repository.openIssue("mallory", "A copy", MARKER);

    OptionalInt first =
        app.writer().openIssue(repository.ref(), MARKER, "Measured", MARKER + " one");
    repository.closeIssue("octo", first.getAsInt());
    OptionalInt second =
        app.writer().openIssue(repository.ref(), MARKER, "Measured", MARKER + " two");

    assertThat(first).hasValue(3);
    assertThat(second).isEqualTo(first);
    SandboxIssue opened = repository.issue(3).orElseThrow();
    assertThat(opened.title()).isEqualTo("Measured");
    assertThat(opened.body()).isEqualTo(MARKER + " one");
    assertThat(opened.author().isBot()).isTrue();
    assertThat(app.reader().issue(repository.ref(), 3).orElseThrow().authorIsBot()).isTrue();
    assertThat(sandbox.unknownCalls()).isEmpty();
  }

  @Test
  @DisplayName("agree that unchanged answers are not sent again")
  void notModified() {
    app.reader().issue(repository.ref(), issue.number());
    app.reader().issue(repository.ref(), issue.number());

    assertThat(sandbox.calls())
        .filteredOn(call -> call.path().endsWith("/issues/" + issue.number()))
        .extracting(RecordedCall::status)
        .containsExactly(200, 304);
  }

  @Test
  @DisplayName("recover from an expired token")
  void expiredToken() {
    sandbox.failNext(1, "GET", "/issues/" + issue.number(), new Fault.ExpiredToken());

    assertThat(app.reader().issue(repository.ref(), issue.number())).isPresent();
  }

  @Test
  @DisplayName("agree on how the App is registered")
  void registration() {
    AppStatus status = app.check().status();

    assertThat(status.missingPermissions()).isEmpty();
    assertThat(status.missingEvents()).isEmpty();
  }

  private OptionalLong put(OptionalLong known, String text) {
    return app.writer().putComment(repository.ref(), issue.number(), known, MARKER, MARKER + text);
  }
}

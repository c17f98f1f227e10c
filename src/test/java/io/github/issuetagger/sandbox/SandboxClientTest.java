package io.github.issuetagger.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.kohsuke.github.GHApp;
import org.kohsuke.github.GHAppInstallation;
import org.kohsuke.github.GHContent;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueComment;
import org.kohsuke.github.GHIssueEvent;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPermissionType;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.HttpException;
import org.kohsuke.github.PagedIterable;
import org.kohsuke.github.ReactionContent;

@DisplayName("github-api, talking to the sandbox,")
class SandboxClientTest {
  private Sandbox sandbox;
  private SandboxRepository repository;
  private GitHub github;
  private GHRepository remote;

  @BeforeEach
  void start() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = sandbox.createRepository("octo/hello", "Says hello");
    repository.label("area/ui", "0052cc", "What people see").label("bug", "d73a4a", "");
    repository.openIssue("mona", "It does not start", "Nothing happens.", "bug");
    ApiClient api = new ApiClient(sandbox);
    github =
        new GitHubBuilder()
            .withEndpoint(sandbox.apiUrl().toString())
            .withAppInstallationToken(api.token(repository.ref().installationId(), Instant.now()))
            .build();
    remote = github.getRepository("octo/hello");
  }

  @AfterEach
  void stop() {
    assertThat(sandbox.unknownCalls()).isEmpty();
    sandbox.close();
  }

  @Test
  @DisplayName("serves the App and its installations")
  void app() throws Exception {
    Instant now = Instant.now();
    String jwt = new ApiClient(sandbox).jwt(sandbox.appId(), now, now.plusSeconds(540));
    GitHub asApp =
        new GitHubBuilder().withEndpoint(sandbox.apiUrl().toString()).withJwtToken(jwt).build();
    GHApp app = asApp.getApp();
    assertThat(app.getSlug()).isEqualTo("issue-tagger");
    assertThat(app.getPermissions()).containsEntry("issues", "write");
    assertThat(app.getEvents()).isNotEmpty();
    GHAppInstallation installation = app.listInstallations().toList().get(0);
    assertThat(installation.getId()).isEqualTo(repository.ref().installationId());
    assertThat(installation.createToken().create().getExpiresAt())
        .isAfter(now.plus(Duration.ofMinutes(59)));
  }

  @Test
  @DisplayName("serves a repository, its issues and its labels")
  void reads() throws Exception {
    assertThat(remote.getId()).isEqualTo(repository.ref().id());
    assertThat(github.getRepositoryById(remote.getId()).getFullName()).isEqualTo("octo/hello");
    assertThat(remote.listLabels().toList())
        .extracting(GHLabel::getName)
        .containsExactly("area/ui", "bug");
    assertThat(remote.getLabel("area/ui").getDescription()).isEqualTo("What people see");
    GHIssue issue = remote.getIssue(1);
    assertThat(issue.getTitle()).isEqualTo("It does not start");
    assertThat(issue.getBody()).isEqualTo("Nothing happens.");
    assertThat(issue.getUser().getLogin()).isEqualTo("mona");
    assertThat(issue.getLabels()).extracting(GHLabel::getName).containsExactly("bug");
    assertThat(remote.queryIssues().list().toList()).hasSize(1);
    assertThat(github.getInstallation().listRepositories().toList())
        .extracting(GHRepository::getName)
        .containsExactly("hello");
    assertThat(github.getRateLimit().getCore().getLimit()).isEqualTo(5_000);
  }

  @Test
  @DisplayName("adds labels and sees who did it")
  void labels() throws Exception {
    GHIssue issue = remote.getIssue(1);
    issue.addLabels("area/ui");
    issue.removeLabel("bug");
    List<GHIssueEvent> events = issue.listEvents().toList();
    assertThat(events)
        .extracting(GHIssueEvent::getEvent, event -> event.getLabel().getName())
        .containsExactly(
            tuple("labeled", "bug"), tuple("labeled", "area/ui"), tuple("unlabeled", "bug"));
    assertThat(events.get(1).getActor().getLogin()).isEqualTo("issue-tagger[bot]");
    assertThat(repository.issue(1).orElseThrow().labelNames()).containsExactly("area/ui");
  }

  @Test
  @DisplayName("writes, edits, finds and deletes comments")
  void comments() throws Exception {
    GHIssue issue = remote.getIssue(1);
    GHIssueComment comment = issue.comment("first");
    comment.update("second");
    comment.createReaction(ReactionContent.ROCKET);
    PagedIterable<GHIssueComment> all = remote.getIssue(1).listComments();
    assertThat(all.toList()).extracting(GHIssueComment::getBody).containsExactly("second");
    assertThat(all.toList().get(0).getUser().getType()).isEqualTo("Bot");
    comment.delete();
    assertThat(repository.issue(1).orElseThrow().comments()).isEmpty();
  }

  @Test
  @DisplayName("opens issues, and finds them by who opened them")
  void opensIssues() throws Exception {
    GHIssue opened = remote.createIssue("A report").body("All is well.").create();
    assertThat(opened.getNumber()).isEqualTo(2);
    assertThat(remote.queryIssues().creator("issue-tagger[bot]").list().toList())
        .extracting(GHIssue::getTitle)
        .containsExactly("A report");
    assertThatThrownBy(() -> remote.createIssue(" ").create())
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("title");
  }

  @Test
  @DisplayName("serves files and permissions")
  void filesAndPermissions() throws Exception {
    repository.file(".github/issue-tagger.yml", "mode: apply # ✓\n");
    GHContent content = remote.getFileContent(".github/issue-tagger.yml");
    assertThat(new String(content.read().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("mode: apply # ✓\n");
    assertThat(content.getSha()).isEqualTo("8899e8a6308d403698042be3ec05a41f40259491");
    assertThatThrownBy(() -> remote.getFileContent("no/such/file"))
        .isInstanceOf(GHFileNotFoundException.class);

    repository.role("ada", "triage");
    assertThat(remote.getPermission("ada")).isEqualTo(GHPermissionType.READ);
    assertThat(remote.getPermission("octo")).isEqualTo(GHPermissionType.ADMIN);
  }
}

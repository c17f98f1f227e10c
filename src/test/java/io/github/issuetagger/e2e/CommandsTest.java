package io.github.issuetagger.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.issuetagger.App;
import io.github.issuetagger.config.ConfigLoader;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.SandboxComment;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Through signed webhooks, commands")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
  private static final String MAINTAINER = "mia";
  private static final String AUTHOR = "ann";

  private Sandbox sandbox;
  private SandboxRepository repository;
  private App app;
  private StoredDeliveries stored;
  private int unsent;

  @BeforeAll
  void start(@TempDir Path folder) {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository =
        sandbox
            .createRepository("acme/widget", "Widgets")
            .label("bug", "d73a4a", "Something does not work as it should")
            .label("documentation", "0075ca", "About manuals, guides and comments")
            .role(MAINTAINER, "triage")
            // Whatever the model thinks of them, both labels are suggested.
            .file(".github/issue-tagger.yml", "threshold: 1\nsuggest_threshold: 0\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("APP_ID", sandbox.appId());
    environment.put("PRIVATE_KEY", sandbox.privateKeyPem());
    environment.put("WEBHOOK_SECRET", sandbox.webhookSecret());
    environment.put("GITHUB_API_URL", sandbox.apiUrl().toString());
    environment.put("DATA_DIR", folder.resolve("data").toString());
    environment.put("HOST", "127.0.0.1");
    environment.put("PORT", "0");
    environment.put("FIRST_RETRY", "1s");
    app = App.start(new ConfigLoader(environment, folder).loadAll(), Clock.systemUTC());
    stored = new StoredDeliveries(environment, folder);
    unsent = sandbox.deliveries().size();
    sandbox.deliverTo(URI.create("http://127.0.0.1:" + app.port() + "/api/github/webhooks"));
  }

  @AfterAll
  void stop() {
    stored.close();
    app.close();
    sandbox.close();
  }

  /** Opens an issue and waits for what the App has to say. */
  private int open() {
    int number = repository.openIssue(AUTHOR, "It crashes", "When I save a file.").number();
    settle();
    assertThat(suggestions(number)).contains("| suggested |");
    return number;
  }

  private long say(String login, int issue, String body) {
    long id = repository.comment(login, issue, body).id();
    settle();
    return id;
  }

  /** Waits until the App has worked off every webhook, those of its own doings included. */
  private void settle() {
    int known = -1;
    while (known < sandbox.deliveries().size()) {
      List<SignedDelivery> all = sandbox.deliveries();
      known = all.size();
      stored.awaitDone(all.stream().skip(unsent).map(SignedDelivery::guid).toList());
    }
  }

  private SandboxIssue issue(int number) {
    return repository.issue(number).orElseThrow();
  }

  private List<String> reactions(int number, long comment) {
    return issue(number).comments().stream()
        .filter(each -> each.id() == comment)
        .flatMap(each -> each.reactions().stream())
        .toList();
  }

  private String suggestions(int number) {
    return issue(number).comments().stream()
        .filter(SandboxComment::viaApp)
        .map(SandboxComment::body)
        .filter(body -> body.startsWith("<!-- issue-tagger"))
        .findFirst()
        .orElse("");
  }

  private String answer(int number) {
    return issue(number).comments().stream()
        .filter(SandboxComment::viaApp)
        .map(SandboxComment::body)
        .filter(body -> body.startsWith("<!-- answer-of"))
        .findFirst()
        .orElse("");
  }

  @Test
  @DisplayName("label, unlabel, accept, reject, pause, resume, retry and undo")
  void doings() {
    int issue = open();

    long label = say(MAINTAINER, issue, "/label documentation");
    assertThat(issue(issue).labelNames()).containsExactly("documentation");
    assertThat(reactions(issue, label)).containsExactly("eyes", "rocket");

    say(MAINTAINER, issue, "/unlabel documentation\n/labels accept bug");
    assertThat(issue(issue).labelNames()).containsExactly("bug");
    assertThat(suggestions(issue)).contains("| accepted |").doesNotContain("documentation");

    say(MAINTAINER, issue, "/labels reject bug");
    assertThat(issue(issue).labelNames()).isEmpty();
    assertThat(suggestions(issue)).contains("no label to suggest now");

    say(MAINTAINER, issue, "/labels pause");
    long retry = say(MAINTAINER, issue, "/labels retry");
    assertThat(reactions(issue, retry)).containsExactly("eyes", "confused");
    long resumed = say(MAINTAINER, issue, "/labels resume");
    assertThat(reactions(issue, resumed)).containsExactly("eyes", "rocket");
    long undo = say(MAINTAINER, issue, "/labels undo");
    assertThat(reactions(issue, undo)).containsExactly("eyes", "confused");
    assertThat(answer(issue)).contains("There is nothing to undo.");
  }

  @Test
  @DisplayName("tell why and help, from the embedded models")
  void answers() {
    int issue = open();

    long why = say(AUTHOR, issue, "/labels why bug");
    assertThat(reactions(issue, why)).containsExactly("eyes", "rocket");
    assertThat(answer(issue)).contains("<code>bug</code>: score 0.", "<details>");

    say(AUTHOR, issue, "@issue-tagger help");
    assertThat(answer(issue)).contains("Commands of Issue Tagger");
  }

  @Test
  @DisplayName("that reject a label lower it on the very next issue that is nearly the same")
  void nearDuplicate() {
    String body = "Pressing the button writes an empty file and an exception to the log.";
    int first = repository.openIssue(AUTHOR, "Export to PDF fails", body).number();
    settle();
    int before = confidence(first, "bug");

    say(MAINTAINER, first, "/labels reject bug");
    assertThat(answer(first))
        .containsPattern("Issues that are nearly the same will .*<code>bug</code> lower");
    int next = repository.openIssue(AUTHOR, "Export to PDF fails again", body).number();
    settle();

    assertThat(before).isGreaterThan(20);
    assertThat(confidence(next, "bug")).isLessThan(before / 2);

    say(MAINTAINER, next, "/labels why bug");
    assertThat(answer(next))
        .containsPattern(
            "corrections changed the score from 0\\.\\d+ to 0\\.\\d+: rejected on #" + first);
  }

  private int confidence(int number, String label) {
    Matcher row =
        Pattern.compile("(?m)^\\| .*" + label + ".* \\| (\\d+).*% \\|")
            .matcher(suggestions(number));
    assertThat(row.find()).describedAs(suggestions(number)).isTrue();
    return Integer.parseInt(row.group(1));
  }

  @Test
  @DisplayName("are refused, passed over when a bot gives them, and taken from an edit")
  void whoAndWhen() {
    int issue = open();

    long refused = say(AUTHOR, issue, "/label bug");
    assertThat(reactions(issue, refused)).containsExactly("-1");

    long bot = repository.commentAsBot("robot[bot]", issue, "/label bug").id();
    settle();
    assertThat(reactions(issue, bot)).isEmpty();

    long edited = say(MAINTAINER, issue, "Hm.");
    repository.editComment(MAINTAINER, edited, "Hm.\n\n/label bug");
    settle();
    assertThat(reactions(issue, edited)).containsExactly("eyes", "rocket");
    assertThat(issue(issue).labelNames()).containsExactly("bug");
  }

  @Test
  @DisplayName("are carried out once, through failures and redeliveries")
  void once() {
    int issue = open();
    sandbox.failNext(1, "POST", "/issues/" + issue + "/labels", new Fault.BadGateway());

    long comment = say(MAINTAINER, issue, "/label bug");
    assertThat(reactions(issue, comment)).containsExactly("eyes", "rocket");
    assertThat(issue(issue).labelNames()).containsExactly("bug");

    repository.removeLabel(MAINTAINER, issue, "bug");
    String guid =
        sandbox.deliveries().stream()
            .filter(delivery -> delivery.event().equals("issue_comment"))
            .filter(delivery -> delivery.issueNumber().orElse(0) == issue)
            .filter(
                delivery ->
                    new String(delivery.body(), StandardCharsets.UTF_8).contains("/label bug"))
            .findFirst()
            .orElseThrow()
            .guid();
    sandbox.redeliver(guid).join();
    settle();
    assertThat(issue(issue).labelNames()).isEmpty();
  }
}

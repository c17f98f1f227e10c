package io.github.issuetagger.commands;

import static io.github.issuetagger.commands.CommandWorld.AUTHOR;
import static io.github.issuetagger.commands.CommandWorld.MAINTAINER;
import static io.github.issuetagger.commands.CommandWorld.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.LabelAnnotation;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.sandbox.state.Fault;
import io.github.issuetagger.sandbox.state.RecordedCall;
import io.github.issuetagger.sandbox.state.SignedDelivery;
import io.github.issuetagger.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Commands in comments")
class CommentCommandHandlerTest {
  private static final String SETTINGS = ".github/issue-tagger.yml";

  @TempDir private Path folder;
  private CommandWorld world;

  @BeforeEach
  void start() {
    world = new CommandWorld(folder);
  }

  @AfterEach
  void stop() {
    assertThat(world.sandbox.unknownCalls()).isEmpty();
    world.close();
  }

  private static LabelAnnotation example(
      int issue, String label, boolean belongs, AnnotationSource source) {
    // The repository's number differs from run to run: compared without it.
    return new LabelAnnotation(0, issue, label, belongs, source, "command", ManualClock.START);
  }

  private List<LabelAnnotation> examples() {
    return world.annotations().stream()
        .map(
            entered ->
                new LabelAnnotation(
                    0,
                    entered.issue(),
                    entered.label(),
                    entered.belongs(),
                    entered.source(),
                    entered.how(),
                    entered.at()))
        .toList();
  }

  private List<RecordedCall> writes() {
    return world.sandbox.calls().stream()
        .filter(call -> !call.method().equals("GET") && !call.path().contains("access_tokens"))
        .toList();
  }

  @Nested
  @DisplayName("that change labels")
  class Labels {
    @Test
    @DisplayName("add them, and are recorded as annotations")
    void label() {
      int issue = world.open();

      long comment = world.say(MAINTAINER, issue, "Clearly.\n/label BUG \"needs info\"");

      assertThat(world.labels(issue)).containsExactly("bug", "needs info");
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.answer(issue)).isEmpty();
      assertThat(examples())
          .containsExactly(
              example(issue, "bug", true, AnnotationSource.MAINTAINER),
              example(issue, "needs info", true, AnnotationSource.MAINTAINER));
    }

    @Test
    @DisplayName("remove them, and the App does not add them again")
    void unlabel() {
      world.repository.file(SETTINGS, "mode: apply\n");
      world.scores.put("bug", 0.9);
      int issue = world.open();
      assertThat(world.labels(issue)).containsExactly("bug");

      long comment = world.say(MAINTAINER, issue, "/unlabel bug");
      assertThat(world.labels(issue)).isEmpty();
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(examples())
          .containsExactly(example(issue, "bug", false, AnnotationSource.MAINTAINER));

      world.repository.editIssue(AUTHOR, issue, "It crashes", "Each time I click.");
      world.work();
      assertThat(world.labels(issue)).isEmpty();
    }

    @Test
    @DisplayName("know labels of a family, and ignore other bots' commands")
    void family() {
      int issue = world.open();

      long ours = world.say(MAINTAINER, issue, "/kind bug");
      long theirs = world.say(MAINTAINER, issue, "/assign @sam\n/kind cleanup");
      world.say(MAINTAINER, issue, "/remove-kind bug\n/label docs");

      assertThat(world.labels(issue)).containsExactly("docs");
      assertThat(world.reactions(issue, ours)).containsExactly("eyes", "rocket");
      assertThat(world.reactions(issue, theirs)).isEmpty();
    }

    @Test
    @DisplayName("carry out what they can, and name the nearest label for the rest, escaped")
    void unknown() {
      int issue = world.open();

      long comment = world.say(MAINTAINER, issue, "/label docs buk @all</code>");

      assertThat(world.labels(issue)).containsExactly("docs");
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "confused");
      assertThat(world.answer(issue))
          .contains("> <code>&#47;label docs buk &#64;all&#60;&#47;code&#62;</code>")
          .contains("There is no label <code>buk &#64;all")
          .contains("#issuecomment-" + comment)
          .doesNotContain("@all");
    }

    @Test
    @DisplayName("never create a label")
    void neverCreate() {
      int issue = world.open();

      world.say(MAINTAINER, issue, "/label invented");

      assertThat(world.repository.labels()).hasSize(4);
      assertThat(world.answer(issue)).contains("no label <code>invented</code>");
    }

    @Test
    @DisplayName("keep one comment with answers, edited in place")
    void oneAnswer() {
      int issue = world.open();

      world.say(MAINTAINER, issue, "/label buk");
      world.say(MAINTAINER, issue, "/label\n/labels acept");

      assertThat(world.answer(issue))
          .contains("It names no label.", "the nearest one is accept")
          .doesNotContain("buk");
    }
  }

  @Nested
  @DisplayName("on suggested labels")
  class Suggestions {
    private int issue;

    @BeforeEach
    void suggest() {
      world.scores.put("bug", 0.6);
      world.scores.put("docs", 0.5);
      issue = world.open();
      assertThat(world.suggestions(issue)).contains("| suggested |");
    }

    @Test
    @DisplayName("accept all")
    void acceptAll() {
      long comment = world.say(MAINTAINER, issue, "/labels accept");

      assertThat(world.labels(issue)).containsExactly("bug", "docs");
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.suggestions(issue))
          .contains("<code>bug</code> | 60 % | accepted |")
          .doesNotContain("| suggested |");
      assertThat(examples())
          .containsExactly(
              example(issue, "bug", true, AnnotationSource.MAINTAINER),
              example(issue, "docs", true, AnnotationSource.MAINTAINER));
    }

    @Test
    @DisplayName("accept one, by a mention too")
    void acceptOne() {
      world.say(MAINTAINER, issue, "@issue-tagger accept docs");

      assertThat(world.labels(issue)).containsExactly("docs");
      assertThat(world.suggestions(issue))
          .contains("<code>docs</code> | 50 % | accepted |")
          .contains("<code>bug</code> | 60 % | suggested |");
    }

    @Test
    @DisplayName("do not accept a label that was not suggested")
    void acceptOther() {
      long comment = world.say(MAINTAINER, issue, "/labels accept kind/bug");

      assertThat(world.labels(issue)).isEmpty();
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "confused");
      assertThat(world.answer(issue)).contains("is not suggested here", "&#47;label");
    }

    @Test
    @DisplayName("reject one, which the author may do, and it is not suggested again")
    void reject() {
      long comment = world.say(AUTHOR, issue, "/labels reject bug");

      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.suggestions(issue))
          .contains("<code>docs</code>")
          .doesNotContain("<code>bug</code>");
      assertThat(examples()).containsExactly(example(issue, "bug", false, AnnotationSource.AUTHOR));

      world.repository.editIssue(AUTHOR, issue, "It crashes", "Each time I click.");
      world.work();
      assertThat(world.suggestions(issue)).doesNotContain("<code>bug</code>");
    }

    @Test
    @DisplayName("reject all, and update the comment")
    void rejectAll() {
      world.say(MAINTAINER, issue, "/labels reject");

      assertThat(world.suggestions(issue)).contains("no label to suggest now");
      assertThat(examples()).hasSize(2).noneMatch(LabelAnnotation::belongs);

      long again = world.say(MAINTAINER, issue, "/labels reject");
      assertThat(world.reactions(issue, again)).containsExactly("eyes", "confused");
    }

    @Test
    @DisplayName("explain, with escaped phrases")
    void why() {
      long comment = world.say(AUTHOR, issue, "/labels why bug");

      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.answer(issue))
          .contains("<details>", "<code>bug</code>: score 0.60; suggested from 0.40")
          .contains("<code>test&#45;rung</code>", "<code>test&#45;bundle 1&#46;0</code>")
          .contains("no single phrase stands out")
          .doesNotContain("<code>docs</code>");

      world.say(AUTHOR, issue, "/labels why");
      assertThat(world.answer(issue)).contains("<code>bug</code>", "<code>docs</code>");
    }

    @Test
    @DisplayName("triage again, in a separate run")
    void retry() {
      world.scores.put("docs", 0.1);
      world.scores.put("kind/bug", 0.55);

      long comment = world.say(MAINTAINER, issue, "/labels retry");

      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.suggestions(issue))
          .contains("<code>kind&#47;bug</code>", "<code>bug</code>")
          .doesNotContain("<code>docs</code>");
    }

    @Test
    @DisplayName("pause the issue, and resume it")
    void pause() {
      world.say(MAINTAINER, issue, "/labels pause");
      world.scores.put("docs", 0.1);
      world.repository.editIssue(AUTHOR, issue, "It crashes", "Each time I click.");
      world.work();
      assertThat(world.suggestions(issue)).contains("<code>docs</code>");
      long retried = world.say(MAINTAINER, issue, "/labels retry");
      assertThat(world.reactions(issue, retried)).containsExactly("eyes", "confused");
      assertThat(world.answer(issue)).contains("it is paused");

      world.say(MAINTAINER, issue, "/labels resume\n/labels retry");
      assertThat(world.suggestions(issue)).doesNotContain("<code>docs</code>");
    }
  }

  @Nested
  @DisplayName("that correct the App")
  class CorrectionAnswers {
    private static final String NEARLY_THE_SAME = "Issues that are nearly the same will ";

    private int issue;

    @BeforeEach
    void suggest() {
      world.scores.put("bug", 0.6);
      world.scores.put("docs", 0.5);
      issue = world.open();
    }

    @Test
    @DisplayName("by a rejection get told the effect on similar issues")
    void reject() {
      long comment = world.say(MAINTAINER, issue, "/labels reject bug");

      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.answer(issue))
          .contains("> <code>&#47;labels reject bug</code>")
          .contains(
              NEARLY_THE_SAME + "now score <code>bug</code> lower: about 0.16 instead of 0.60.\n");
    }

    @Test
    @DisplayName("by the author get told half of the effect")
    void author() {
      world.say(AUTHOR, issue, "/labels reject bug");

      assertThat(world.answer(issue))
          .contains("now score <code>bug</code> lower: about 0.34 instead of 0.60.");
    }

    @Test
    @DisplayName("by the author get told no effect if a maintainer decided before")
    void outweighed() {
      world.saidByMaintainer(issue, "bug", true);
      world.saidByMaintainer(issue, "docs", false);

      long comment = world.say(AUTHOR, issue, "/labels reject");

      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.answer(issue)).isEmpty();
    }

    @Test
    @DisplayName("by rejecting all get told the effect on each label in one sentence")
    void rejectAll() {
      world.say(MAINTAINER, issue, "/labels reject");

      assertThat(world.answer(issue))
          .contains(
              NEARLY_THE_SAME
                  + "now score these labels lower: "
                  + "<code>bug</code> (about 0.16 instead of 0.60), "
                  + "<code>docs</code> (about 0.11 instead of 0.50).\n");
    }

    @Test
    @DisplayName("get no numbers if no score is stored")
    void unknownScore() {
      world.say(MAINTAINER, issue, "/label kind/bug");

      world.say(MAINTAINER, issue, "/labels reject kind/bug");

      assertThat(world.answer(issue))
          .contains(NEARLY_THE_SAME + "score <code>kind&#47;bug</code> lower from now on.\n");
    }

    @Test
    @DisplayName("get no numbers if other corrections change the score as well")
    void others() {
      int other = world.open();
      world.say(AUTHOR, other, "/labels reject bug");

      world.say(MAINTAINER, issue, "/labels reject bug");

      assertThat(world.answer(issue))
          .contains(NEARLY_THE_SAME + "score <code>bug</code> lower from now on.");
    }

    @Test
    @DisplayName("get told no effect if other corrections have the same effect already")
    void bound() {
      int other = world.open();
      world.say(MAINTAINER, other, "/labels reject bug");

      long comment = world.say(MAINTAINER, issue, "/labels reject bug");

      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.answer(issue)).isEmpty();
    }

    @Test
    @DisplayName("by accepting get told the effect only in an answer that is needed anyway")
    void accept() {
      world.say(MAINTAINER, issue, "/labels accept docs");
      assertThat(world.answer(issue)).isEmpty();

      world.say(MAINTAINER, issue, "/labels accept bug buk");
      assertThat(world.answer(issue))
          .contains("There is no label <code>buk</code> here")
          .contains("now score <code>bug</code> higher: about 0.75 instead of 0.60.");
    }

    @Test
    @DisplayName("get no numbers if the correction reverses an earlier one")
    void takenBack() {
      world.say(MAINTAINER, issue, "/labels accept bug");

      world.say(MAINTAINER, issue, "/labels reject bug");

      assertThat(world.answer(issue)).contains("score <code>bug</code> lower from now on.");
    }
  }

  @Nested
  @DisplayName("on applied labels")
  class Applied {
    private int issue;

    @BeforeEach
    void apply() {
      world.repository.file(SETTINGS, "mode: apply\nthreshold: 0.5\n");
      world.scores.put("bug", 0.9);
      world.scores.put("docs", 0.8);
      issue = world.open();
      assertThat(world.labels(issue)).containsExactly("bug", "docs");
    }

    @Test
    @DisplayName("undo what the App did, and nothing that people did")
    void undo() {
      world.repository.removeLabel(MAINTAINER, issue, "docs");
      world.repository.addLabel(MAINTAINER, issue, "docs");
      world.say(MAINTAINER, issue, "/label \"needs info\"");

      long comment = world.say(MAINTAINER, issue, "/labels undo");

      assertThat(world.labels(issue)).containsExactlyInAnyOrder("docs", "needs info");
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "rocket");
      assertThat(world.suggestions(issue)).doesNotContain("<code>bug</code>");

      long again = world.say(MAINTAINER, issue, "/labels undo");
      assertThat(world.reactions(issue, again)).containsExactly("eyes", "confused");
    }

    @Test
    @DisplayName("reject and remove a label")
    void reject() {
      world.say(AUTHOR, issue, "/labels reject bug");

      assertThat(world.labels(issue)).containsExactly("docs");
      assertThat(examples()).containsExactly(example(issue, "bug", false, AnnotationSource.AUTHOR));
    }

    @Test
    @DisplayName("let no author reject a label that a maintainer asked for")
    void confirmed() {
      world.say(MAINTAINER, issue, "/labels accept bug");

      long comment = world.say(AUTHOR, issue, "/labels reject bug");

      assertThat(world.labels(issue)).containsExactly("bug", "docs");
      assertThat(world.reactions(issue, comment)).containsExactly("eyes", "confused");
      assertThat(world.answer(issue)).contains("is not suggested here");
    }
  }

  @Nested
  @DisplayName("by different people")
  class Standings {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "/label bug",
          "/unlabel bug",
          "/kind bug",
          "/labels accept",
          "/labels retry",
          "/labels undo",
          "/labels pause",
          "/labels resume"
        })
    @DisplayName("are refused to the author if they add labels")
    void author(String command) {
      int issue = world.open();
      int before = writes().size();

      long comment = world.say(AUTHOR, issue, command);

      assertThat(world.reactions(issue, comment)).containsExactly("-1");
      assertThat(writes()).hasSize(before + 1);
      assertThat(examples()).isEmpty();
      assertThat(world.answer(issue)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/label bug",
          "/labels why",
          "/labels reject",
          "/labels help",
          "/labels nonsense"
        })
    @DisplayName("are all refused to others, without an answer")
    void stranger(String command) {
      int issue = world.open();
      int before = writes().size();

      long comment = world.say(STRANGER, issue, command);

      assertThat(world.reactions(issue, comment)).containsExactly("-1");
      assertThat(writes()).hasSize(before + 1);
    }

    @Test
    @DisplayName("are answered one by one")
    void mixed() {
      int issue = world.open();

      long comment = world.say(AUTHOR, issue, "/label bug\n/labels help\n/labels nonsense");

      assertThat(world.reactions(issue, comment))
          .containsExactly("eyes", "-1", "confused", "rocket");
      assertThat(world.labels(issue)).isEmpty();
      assertThat(world.answer(issue)).contains("<details>", "&#47;labels why", "no such command");
    }

    @Test
    @DisplayName("are ignored from bots, including the App")
    void bots() {
      int issue = world.open();

      long comment = world.repository.commentAsBot("robot[bot]", issue, "/label bug").id();
      world.work();

      assertThat(world.labels(issue)).isEmpty();
      assertThat(world.reactions(issue, comment)).isEmpty();
    }
  }

  @Nested
  @DisplayName("in a comment")
  class Comments {
    @Test
    @DisplayName("that is edited count if the edit added them, whoever edited")
    void edited() {
      int issue = world.open();
      long comment = world.say(MAINTAINER, issue, "/label bug");
      world.repository.removeLabel(MAINTAINER, issue, "bug");

      world.repository.editComment(MAINTAINER, comment, "Well:\n/label bug\n/label docs");
      world.work();
      assertThat(world.labels(issue)).containsExactly("docs");

      world.repository.editComment(AUTHOR, comment, "/label \"needs info\"");
      world.work();
      assertThat(world.labels(issue)).containsExactly("docs");
      assertThat(world.reactions(issue, comment)).contains("-1");
    }

    @Test
    @DisplayName("that is deleted do nothing")
    void deleted() {
      int issue = world.open();
      long early = world.repository.comment(MAINTAINER, issue, "/label bug").id();
      world.repository.deleteComment(MAINTAINER, early);
      world.work();

      assertThat(world.labels(issue)).isEmpty();
      assertThat(examples()).isEmpty();
    }

    @Test
    @DisplayName("on a pull request do nothing")
    void pullRequest() {
      int issue = world.open();
      world.say(MAINTAINER, issue, "Hello");
      SignedDelivery comment = world.lastComment();
      int before = writes().size();

      String payload =
          new String(comment.body(), StandardCharsets.UTF_8)
              .replace("\"body\":\"Hello\"", "\"body\":\"/label bug\"")
              .replaceFirst("\"issue\":\\{", "\"issue\":{\"pull_request\":{\"url\":\"x\"},");
      world.deliver("pr", "issue_comment", payload.getBytes(StandardCharsets.UTF_8));

      assertThat(writes()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode: off", "commands: {enabled: false}", "commands: {prefix: '!'}"})
    @DisplayName("do nothing if the settings disable them")
    void settings(String yaml) {
      world.repository.file(SETTINGS, yaml);
      int issue = world.open();

      long comment = world.say(MAINTAINER, issue, "/label bug");

      assertThat(world.labels(issue)).isEmpty();
      assertThat(world.reactions(issue, comment)).isEmpty();
    }

    @Test
    @DisplayName("accept the repository's own prefix")
    void prefix() {
      world.repository.file(SETTINGS, "commands: {prefix: '!'}");
      int issue = world.open();

      world.say(MAINTAINER, issue, "!label bug\n!labels help");

      assertThat(world.labels(issue)).containsExactly("bug");
      assertThat(world.answer(issue)).contains("&#33;labels accept");
    }

    @Test
    @DisplayName("change nothing on GitHub in a dry run")
    void dryRun() {
      world.repository.file(SETTINGS, "dry_run: true");
      int issue = world.open();

      world.say(MAINTAINER, issue, "/label bug\n/labels help\n/unlabel docs");

      assertThat(writes()).isEmpty();
    }

    @Test
    @DisplayName("on a locked issue count all the same")
    void locked() {
      int issue = world.open();
      world.repository.lockIssue(MAINTAINER, issue);

      world.say(MAINTAINER, issue, "/label bug buk");

      assertThat(world.labels(issue)).containsExactly("bug");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{\"action\":\"created\"}", "not json"})
    @DisplayName("that is not what GitHub sends are ignored")
    void malformed(String payload) {
      world.deliver("malformed", "issue_comment", payload.getBytes(StandardCharsets.UTF_8));

      assertThat(writes()).isEmpty();
    }
  }

  @Nested
  @DisplayName("however often they are delivered")
  class Redelivery {
    @Test
    @DisplayName("are executed once")
    void again() {
      int issue = world.open();
      world.say(MAINTAINER, issue, "/label bug");
      world.repository.removeLabel(MAINTAINER, issue, "bug");

      world.deliver(world.lastComment());

      assertThat(world.labels(issue)).isEmpty();
      assertThat(examples()).hasSize(1);
      assertThat(world.recordings).hasValue(1);
    }

    @Test
    @DisplayName("resume where the last attempt failed")
    void failure() {
      int issue = world.open();
      world.sandbox.failNext(1, "DELETE", "/labels/docs", new Fault.BadGateway());
      world.repository.addLabel(MAINTAINER, issue, "docs");
      world.repository.comment(MAINTAINER, issue, "/label bug nope\n/unlabel docs");

      assertThatThrownBy(() -> world.work()).isInstanceOf(GitHubException.class);
      assertThat(world.labels(issue)).containsExactly("docs", "bug");
      world.repository.removeLabel(MAINTAINER, issue, "bug");

      world.deliver(world.lastComment());

      assertThat(world.labels(issue)).as("only the second was left to do").isEmpty();
      assertThat(world.answer(issue)).as("what the first try had to say").contains("nope");
      assertThat(examples()).hasSize(2);
      assertThat(world.recordings).hasValue(2);
    }

    @Test
    @DisplayName("recognize what GitHub did despite an error")
    void lostAnswer() {
      int issue = world.open();
      world.sandbox.failNext(1, "POST", "/labels", new Fault.AfterEffect(new Fault.BadGateway()));
      world.repository.comment(MAINTAINER, issue, "/label bug");
      assertThatThrownBy(() -> world.work()).isInstanceOf(GitHubException.class);

      world.deliver(world.lastComment());

      assertThat(world.labels(issue)).containsExactly("bug");
      assertThat(world.issue(issue).events()).hasSize(1);
    }
  }
}

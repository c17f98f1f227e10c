package io.github.issuetagger.commands;

import io.github.issuetagger.commands.AnswerModel.Answer;
import io.github.issuetagger.commands.CommandResult.Result;
import io.github.issuetagger.github.Reaction;
import io.github.issuetagger.github.http.GitHubException;
import io.github.issuetagger.text.MarkdownEscaper;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a comment with commands by reactions, and by one comment if there is more to say. */
final class CommandAnswerer {
  private static final Logger LOG = LoggerFactory.getLogger(CommandAnswerer.class);

  private final AnswerRenderer renderer;

  CommandAnswerer(AnswerRenderer renderer) {
    this.renderer = renderer;
  }

  /** Reacts to show that the commands are being executed. Returns false if the comment is gone. */
  boolean acknowledge(CommandContext context) {
    return react(context, Reaction.EYES);
  }

  /** Reports the result of each command. */
  void answer(List<Command> commands, List<CommandResult> results, CommandContext context) {
    react(context, results, Result.REFUSED, Reaction.THUMBS_DOWN);
    react(context, results, Result.CONFUSED, Reaction.CONFUSED);
    react(context, results, Result.DONE, Reaction.ROCKET);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      String answer = results.get(i).answer();
      if (!answer.isEmpty()) {
        answers.add(new Answer(MarkdownEscaper.code(commands.get(i).line()), answer));
      }
    }
    if (!answers.isEmpty()) {
      String body = renderer.comment(new AnswerModel(context.event().commentId(), answers));
      ignoreRefusal(
          () ->
              context
                  .writer()
                  .putComment(
                      context.repository(),
                      context.number(),
                      OptionalLong.empty(),
                      AnswerRenderer.MARKER,
                      body)
                  .isPresent());
    }
  }

  private static void react(
      CommandContext context, List<CommandResult> results, Result result, Reaction reaction) {
    if (results.stream().anyMatch(each -> each.result() == result)) {
      react(context, reaction);
    }
  }

  private static boolean react(CommandContext context, Reaction reaction) {
    return ignoreRefusal(
        () ->
            context
                .writer()
                .react(
                    context.repository(), context.number(), context.event().commentId(), reaction));
  }

  /** Ignores a refusal, for example on a locked conversation. The commands count all the same. */
  private static boolean ignoreRefusal(BooleanSupplier write) {
    try {
      return write.getAsBoolean();
    } catch (GitHubException e) {
      if (e.kind() != GitHubException.Kind.REFUSED) {
        throw e;
      }
      LOG.info("GitHub refused an answer: {}", e.getMessage());
      return true;
    }
  }
}

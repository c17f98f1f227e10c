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

/** Answers a comment with commands: by reactions, and by one comment where there is more to say. */
final class CommandAnswerer {
  private static final Logger LOG = LoggerFactory.getLogger(CommandAnswerer.class);

  private final AnswerRenderer renderer;

  CommandAnswerer(AnswerRenderer renderer) {
    this.renderer = renderer;
  }

  /** Says that the commands are seen; false when their comment is gone. */
  boolean seen(CommandContext scene) {
    return react(scene, Reaction.EYES);
  }

  /** Says what came of each command. */
  void tell(List<Command> commands, List<CommandResult> outcomes, CommandContext scene) {
    react(scene, outcomes, Result.REFUSED, Reaction.THUMBS_DOWN);
    react(scene, outcomes, Result.CONFUSED, Reaction.CONFUSED);
    react(scene, outcomes, Result.DONE, Reaction.ROCKET);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      String told = outcomes.get(i).told();
      if (!told.isEmpty()) {
        answers.add(new Answer(MarkdownEscaper.code(commands.get(i).line()), told));
      }
    }
    if (!answers.isEmpty()) {
      String body = renderer.comment(new AnswerModel(scene.event().commentId(), answers));
      allowed(
          () ->
              scene
                  .writer()
                  .putComment(
                      scene.repository(),
                      scene.number(),
                      OptionalLong.empty(),
                      AnswerRenderer.MARKER,
                      body)
                  .isPresent());
    }
  }

  private static void react(
      CommandContext scene, List<CommandResult> outcomes, Result result, Reaction reaction) {
    if (outcomes.stream().anyMatch(outcome -> outcome.result() == result)) {
      react(scene, reaction);
    }
  }

  private static boolean react(CommandContext scene, Reaction reaction) {
    return allowed(
        () ->
            scene
                .writer()
                .react(scene.repository(), scene.number(), scene.event().commentId(), reaction));
  }

  /** A locked conversation takes no answer; the commands count all the same. */
  private static boolean allowed(BooleanSupplier write) {
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

package io.github.issuetagger.commands;

import io.github.issuetagger.commands.CommandResult.Result;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.store.ExecutedCommandStore;
import io.github.issuetagger.store.ExecutedCommandStore.Executed;
import io.github.issuetagger.store.TriageStore;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Carries out one command of a comment, unless an earlier try of its delivery has. */
final class CommandExecutor {
  private final CommandDependencies parts;
  private final IssueReader reader;
  private final ExecutedCommandStore executed;
  private final Clock clock;
  private final Map<CommandType, CommandHandler> behaviours = new EnumMap<>(CommandType.class);

  CommandExecutor(CommandDependencies parts, AnswerRenderer renderer) {
    TriageStore store = parts.triage().store();
    this.parts = parts;
    this.reader = parts.triage().reader();
    this.executed = store.commands();
    this.clock = parts.triage().clock();
    UndecidedLabels open = new UndecidedLabels(reader, store);
    CorrectionRecorder word = new CorrectionRecorder(store.overrides(), parts.examples());
    CorrectionEffectText effects = new CorrectionEffectText(parts.effects());
    behaviours.put(CommandType.LABEL, new LabelCommand(word));
    behaviours.put(CommandType.UNLABEL, new LabelCommand(word));
    behaviours.put(CommandType.ACCEPT, new AcceptCommand(open, word, effects));
    behaviours.put(CommandType.REJECT, new RejectCommand(open, word, effects));
    behaviours.put(
        CommandType.WHY, new WhyCommand(open, parts.explainer(), parts.desk(), renderer));
    behaviours.put(CommandType.RETRY, new RetryCommand(parts.desk()));
    behaviours.put(CommandType.UNDO, new UndoCommand(open, word));
    behaviours.put(CommandType.PAUSE, new PauseCommand(store.overrides()));
    behaviours.put(CommandType.RESUME, new PauseCommand(store.overrides()));
    behaviours.put(CommandType.HELP, new HelpCommand(renderer));
  }

  /**
   * Carries it out.
   *
   * @param position which of the comment's commands it is, from 0
   * @param scene as it was before the comment's first command
   */
  CommandResult command(Command command, int position, CommandContext scene) {
    if (!command.verb().allowedTo(scene.standing())) {
      return CommandResult.REFUSED;
    }
    if (command.flaw().isPresent()) {
      return CommandResult.confused(CommandErrorText.flaw(command.flaw().get()));
    }
    if (command.verb().asksOnly()) {
      return run(command, position, scene);
    }
    String guid = scene.id();
    Optional<Executed> known = executed.find(guid, position);
    if (known.isPresent()) {
      return new CommandResult(Result.valueOf(known.get().outcome()), known.get().answer());
    }
    CommandResult outcome = run(command, position, scene);
    executed.note(
        guid,
        position,
        scene.repository(),
        new Executed(outcome.result().name(), outcome.told()),
        clock.instant());
    return outcome;
  }

  private CommandResult run(Command command, int position, CommandContext scene) {
    parts.desk().renew(scene.repository(), scene.number(), scene.lease());
    CommandHandler behaviour = behaviours.get(command.verb());
    Optional<IssueSnapshot> issue = reader.issue(scene.repository(), scene.number());
    if (behaviour == null || issue.isEmpty()) {
      return CommandResult.confused("The issue is gone.");
    }
    return behaviour.run(command, scene.forCommand(position, issue.get()));
  }
}

package io.github.issuetagger.commands;

import io.github.issuetagger.commands.CommandResult.Result;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.store.ExecutedCommandStore;
import io.github.issuetagger.store.ExecutedCommandStore.Executed;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.TriageService;
import io.github.issuetagger.triage.TriageService.Again;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executes one command of a comment, unless an earlier attempt of its delivery has done so.
 * Commands of a few lines are methods here; the others have their own class.
 */
final class CommandExecutor {
  private final IssueReader reader;
  private final TriageStore store;
  private final TriageService triage;
  private final Clock clock;
  private final AnswerRenderer renderer;
  private final UndecidedLabels undecided;
  private final CorrectionRecorder corrections;
  private final Map<CommandType, Handler> handlers = new EnumMap<>(CommandType.class);

  /** Executes one type of command. Has no second effect when it runs again. */
  @FunctionalInterface
  private interface Handler {
    CommandResult run(Command command, CommandContext context);
  }

  CommandExecutor(CommandDependencies dependencies, AnswerRenderer renderer) {
    this.reader = dependencies.reader();
    this.store = dependencies.store();
    this.triage = dependencies.triage();
    this.clock = dependencies.clock();
    this.renderer = renderer;
    this.undecided = new UndecidedLabels(reader, store);
    this.corrections = new CorrectionRecorder(store.overrides(), dependencies.annotations());
    CorrectionEffectText effects = new CorrectionEffectText(dependencies.effects());
    LabelCommand label = new LabelCommand(corrections);
    handlers.put(CommandType.LABEL, label::run);
    handlers.put(CommandType.UNLABEL, label::run);
    handlers.put(CommandType.ACCEPT, new AcceptCommand(undecided, corrections, effects)::run);
    handlers.put(CommandType.REJECT, new RejectCommand(undecided, corrections, effects)::run);
    handlers.put(
        CommandType.WHY,
        new WhyCommand(undecided, dependencies.explainer(), triage, renderer)::run);
    handlers.put(CommandType.RETRY, (command, context) -> retry(context));
    handlers.put(CommandType.UNDO, (command, context) -> undo(context));
    handlers.put(CommandType.PAUSE, (command, context) -> pause(context));
    handlers.put(CommandType.RESUME, (command, context) -> resume(context));
    handlers.put(CommandType.HELP, (command, context) -> help(context));
  }

  /**
   * Executes a command.
   *
   * @param position the command's position among the comment's commands, from 0
   * @param context the context before the comment's first command
   */
  CommandResult execute(Command command, int position, CommandContext context) {
    if (!command.type().allowedTo(context.sender())) {
      return CommandResult.REFUSED;
    }
    if (command.flaw().isPresent()) {
      return CommandResult.confused(CommandErrorText.flaw(command.flaw().get()));
    }
    if (command.type().readOnly()) {
      return run(command, position, context);
    }
    ExecutedCommandStore executed = store.commands();
    String deliveryId = context.id();
    Optional<Executed> known = executed.find(deliveryId, position);
    if (known.isPresent()) {
      return new CommandResult(Result.valueOf(known.get().outcome()), known.get().answer());
    }
    CommandResult result = run(command, position, context);
    executed.note(
        deliveryId,
        position,
        context.repository(),
        new Executed(result.result().name(), result.answer()),
        clock.instant());
    return result;
  }

  private CommandResult run(Command command, int position, CommandContext context) {
    triage.renew(context.repository(), context.number(), context.lease());
    Handler handler = handlers.get(command.type());
    Optional<IssueSnapshot> issue = reader.issue(context.repository(), context.number());
    if (handler == null || issue.isEmpty()) {
      return CommandResult.confused("The issue is gone.");
    }
    return handler.run(command, context.forCommand(position, issue.get()));
  }

  /** {@code /labels retry}: triages the issue again under the usual rules. */
  private CommandResult retry(CommandContext context) {
    Again again =
        triage.triageAgain(context.id(), context.repository(), context.number(), context.lease());
    return again.labeled()
        ? CommandResult.DONE
        : CommandResult.confused(
            "Looked again, and left the issue as it is: " + again.result() + ".");
  }

  /** {@code /labels undo}: removes the labels that the App applied by itself. */
  private CommandResult undo(CommandContext context) {
    List<String> applied = undecided.applied(context);
    corrections.remove(context, applied);
    return applied.isEmpty()
        ? CommandResult.confused("There is nothing to undo.")
        : CommandResult.DONE;
  }

  /** {@code /labels pause}. */
  private CommandResult pause(CommandContext context) {
    store.overrides().pause(context.repository(), context.number());
    return CommandResult.DONE;
  }

  /** {@code /labels resume}. */
  private CommandResult resume(CommandContext context) {
    store.overrides().resume(context.repository(), context.number());
    return CommandResult.DONE;
  }

  /** {@code /labels help}. */
  private CommandResult help(CommandContext context) {
    return CommandResult.answered(renderer.help(context.settings().commands().prefix()));
  }
}

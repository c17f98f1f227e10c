package io.github.issuetagger.feedback.command;

import io.github.issuetagger.feedback.command.Outcome.Result;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.issue.IssueSnapshot;
import io.github.issuetagger.store.ExecutedCommands;
import io.github.issuetagger.store.ExecutedCommands.Executed;
import io.github.issuetagger.store.TriageStore;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Carries out one command of a comment, unless an earlier try of its delivery has. */
final class CarryOut {
  private final CommandParts parts;
  private final IssueReader reader;
  private final ExecutedCommands executed;
  private final Clock clock;
  private final Map<Verb, Behaviour> behaviours = new EnumMap<>(Verb.class);

  CarryOut(CommandParts parts, AnswerRenderer renderer) {
    TriageStore store = parts.triage().store();
    this.parts = parts;
    this.reader = parts.triage().reader();
    this.executed = store.commands();
    this.clock = parts.triage().clock();
    OpenLabels open = new OpenLabels(reader, store);
    PeoplesWord word = new PeoplesWord(store.wishes(), parts.examples());
    TellEffects effects = new TellEffects(parts.effects());
    behaviours.put(Verb.LABEL, new ChangeLabels(word));
    behaviours.put(Verb.UNLABEL, new ChangeLabels(word));
    behaviours.put(Verb.ACCEPT, new AcceptLabels(open, word, effects));
    behaviours.put(Verb.REJECT, new RejectLabels(open, word, effects));
    behaviours.put(Verb.WHY, new ExplainLabels(open, parts.explainer(), parts.desk(), renderer));
    behaviours.put(Verb.RETRY, new RetryTriage(parts.desk()));
    behaviours.put(Verb.UNDO, new UndoLabels(open, word));
    behaviours.put(Verb.PAUSE, new PauseIssue(store.wishes()));
    behaviours.put(Verb.RESUME, new PauseIssue(store.wishes()));
    behaviours.put(Verb.HELP, new ShowHelp(renderer));
  }

  /**
   * Carries it out.
   *
   * @param position which of the comment's commands it is, from 0
   * @param scene as it was before the comment's first command
   */
  Outcome command(Command command, int position, Scene scene) {
    if (!command.verb().allowedTo(scene.standing())) {
      return Outcome.REFUSED;
    }
    if (command.flaw().isPresent()) {
      return Outcome.confused(Troubles.flaw(command.flaw().get()));
    }
    if (command.verb().asksOnly()) {
      return run(command, position, scene);
    }
    String guid = scene.id();
    Optional<Executed> known = executed.find(guid, position);
    if (known.isPresent()) {
      return new Outcome(Result.valueOf(known.get().outcome()), known.get().answer());
    }
    Outcome outcome = run(command, position, scene);
    executed.note(
        guid,
        position,
        scene.repository(),
        new Executed(outcome.result().name(), outcome.told()),
        clock.instant());
    return outcome;
  }

  private Outcome run(Command command, int position, Scene scene) {
    parts.desk().renew(scene.repository(), scene.number(), scene.lease());
    Behaviour behaviour = behaviours.get(command.verb());
    Optional<IssueSnapshot> issue = reader.issue(scene.repository(), scene.number());
    if (behaviour == null || issue.isEmpty()) {
      return Outcome.confused("The issue is gone.");
    }
    return behaviour.run(command, scene.forCommand(position, issue.get()));
  }
}

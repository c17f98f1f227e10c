package io.github.issuetagger.commands;

import io.github.issuetagger.domain.Delivery;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.domain.RepositoryRef;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.github.Role;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.triage.TriageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands that people write in comments on issues: {@code issue_comment} in, the
 * commands' effects and an answer out. Each command is carried out once, however often its delivery
 * is tried. Safe for use by several threads.
 */
public final class CommentCommandHandler {
  private static final Logger LOG = LoggerFactory.getLogger(CommentCommandHandler.class);
  private static final String EVENT = "issue_comment";

  private final CommandDependencies parts;
  private final IssueReader reader;
  private final TriageService desk;
  private final CommandExecutor carryOut;
  private final CommandAnswerer answer;

  public CommentCommandHandler(CommandDependencies parts) {
    AnswerRenderer renderer = new AnswerRenderer();
    this.parts = parts;
    this.reader = parts.triage().reader();
    this.desk = parts.desk();
    this.carryOut = new CommandExecutor(parts, renderer);
    this.answer = new CommandAnswerer(renderer);
  }

  /**
   * Carries out what the delivery commands, if it is a comment's and commands anything.
   *
   * @throws io.github.issuetagger.triage.IssueBusyException when another worker is at the issue
   * @throws io.github.issuetagger.github.http.GitHubException when GitHub does not do its part
   */
  public void handle(Delivery delivery) {
    if (delivery.event().equals(EVENT)) {
      CommentEvent.of(delivery).ifPresent(event -> handle(delivery, event));
    }
  }

  private void handle(Delivery delivery, CommentEvent event) {
    RepositorySettings settings = desk.settings(event.repository());
    if (settings.off() || !settings.commands().enabled()) {
      return;
    }
    // Only a mention makes it matter who we are.
    String slug = event.body().contains("@") ? reader.appSlug() : "";
    CommandParser grammar =
        new CommandParser(new CommandSyntax(settings.commands().prefix(), slug));
    List<Command> commands =
        event
            .formerBody()
            .map(former -> grammar.parseAdded(event.body(), former))
            .orElseGet(() -> grammar.parse(event.body()));
    if (!commands.isEmpty()) {
      desk.alone(
          event.repository(),
          event.issue(),
          lease -> run(delivery, event, commands, settings, lease));
    }
  }

  private void run(
      Delivery delivery,
      CommentEvent event,
      List<Command> commands,
      RepositorySettings settings,
      Lease lease) {
    Optional<IssueSnapshot> issue = reader.issue(event.repository(), event.issue());
    if (issue.isEmpty() || issue.get().pullRequest()) {
      return;
    }
    LabelCatalog catalog = reader.labels(event.repository());
    List<Command> ours = commands.stream().filter(command -> ours(command, catalog)).toList();
    if (ours.isEmpty()) {
      return;
    }
    CommandContext scene =
        new CommandContext(
            event,
            delivery.guid(),
            delivery.receivedAt(),
            standing(event, issue.get()),
            issue.get(),
            catalog,
            settings,
            settings.dryRun() ? parts.triage().dryRun() : parts.triage().writer(),
            lease);
    boolean may = ours.stream().anyMatch(command -> command.verb().allowedTo(scene.standing()));
    if (may && !answer.seen(scene)) {
      LOG.info("left alone: the comment with commands is gone");
      return;
    }
    List<CommandResult> outcomes = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      // Counted among all commands: which of them are ours may change until the next try.
      if (ours(commands.get(i), catalog)) {
        outcomes.add(carryOut.command(commands.get(i), i, scene));
      }
    }
    refreshComment(ours, scene);
    answer.tell(ours, outcomes, scene);
    parts.triage().store().commands().forgetAnswers(delivery.guid());
    LOG.info("commands of a comment: {}", outcomes.stream().map(CommandResult::result).toList());
  }

  /** Other bots have commands like {@code /assign alice}: only labels make one ours. */
  private static boolean ours(Command command, LabelCatalog catalog) {
    return command.family().isEmpty()
        || !new LabelNameResolver(catalog).find(command).labels().isEmpty();
  }

  private CommandPermission standing(CommentEvent event, IssueSnapshot issue) {
    RepositoryRef repository = event.repository();
    if (reader.role(repository, event.sender()).compareTo(Role.TRIAGE) >= 0) {
      return CommandPermission.MAINTAINER;
    }
    return issue.author().equalsIgnoreCase(event.sender())
        ? CommandPermission.AUTHOR
        : CommandPermission.OTHER;
  }

  private void refreshComment(List<Command> commands, CommandContext scene) {
    if (commands.stream()
        .map(Command::verb)
        .anyMatch(verb -> verb.changesLabels() && verb.allowedTo(scene.standing()))) {
      reader
          .issue(scene.repository(), scene.number())
          .ifPresent(now -> desk.refreshComment(scene.repository(), scene.number(), now.labels()));
    }
  }
}

package io.github.issuetagger.commands;

import io.github.issuetagger.domain.AnnotationSource;
import io.github.issuetagger.domain.IssueSnapshot;
import io.github.issuetagger.domain.LabelCatalog;
import io.github.issuetagger.events.Account;
import io.github.issuetagger.events.IssueCommentEvent;
import io.github.issuetagger.feedback.SenderWeight;
import io.github.issuetagger.github.IssueReader;
import io.github.issuetagger.settings.RepositorySettings;
import io.github.issuetagger.store.IssueLeaseStore.Lease;
import io.github.issuetagger.store.TriageStore;
import io.github.issuetagger.triage.TriageService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes and answers the commands in a comment on an issue. Executes each command once, however
 * often its delivery is retried. Safe for use by several threads.
 */
public final class CommentCommandHandler {
  private static final Logger LOG = LoggerFactory.getLogger(CommentCommandHandler.class);

  private final IssueReader reader;
  private final TriageStore store;
  private final TriageService triage;
  private final SenderWeight senderWeight;
  private final CommandExecutor executor;
  private final CommandAnswerer answerer;

  public CommentCommandHandler(CommandDependencies dependencies) {
    AnswerRenderer renderer = new AnswerRenderer();
    this.reader = dependencies.reader();
    this.store = dependencies.store();
    this.triage = dependencies.triage();
    this.senderWeight = new SenderWeight(reader);
    this.executor = new CommandExecutor(dependencies, renderer);
    this.answerer = new CommandAnswerer(renderer);
  }

  /**
   * Executes the comment's commands, if it has any.
   *
   * @throws io.github.issuetagger.triage.IssueBusyException if another worker holds the issue
   * @throws io.github.issuetagger.github.http.GitHubException if a request to GitHub fails
   */
  public void handle(IssueCommentEvent event) {
    RepositorySettings settings = triage.settings(event.repository());
    if (settings.off() || !settings.commands().enabled()) {
      return;
    }
    // Needs the App's name only if the comment may mention it.
    String slug = event.body().contains("@") ? reader.appSlug() : "";
    CommandParser parser = new CommandParser(settings.commands().prefix(), slug);
    List<Command> commands =
        event
            .formerBody()
            .map(former -> parser.parseAdded(event.body(), former))
            .orElseGet(() -> parser.parse(event.body()));
    if (!commands.isEmpty()) {
      triage.runLocked(
          event.repository(), event.issue(), lease -> run(event, commands, settings, lease));
    }
  }

  private void run(
      IssueCommentEvent event, List<Command> commands, RepositorySettings settings, Lease lease) {
    Optional<IssueSnapshot> issue = reader.issue(event.repository(), event.issue());
    if (issue.isEmpty() || issue.get().pullRequest()) {
      return;
    }
    LabelCatalog catalog = reader.labels(event.repository());
    List<Command> ours = commands.stream().filter(command -> ours(command, catalog)).toList();
    if (ours.isEmpty()) {
      return;
    }
    Optional<AnnotationSource> sender =
        senderWeight.weigh(
            event.repository(), issue.get().author(), new Account(event.sender(), false));
    CommandContext context =
        new CommandContext(
            event,
            event.deliveryId(),
            sender,
            issue.get(),
            catalog,
            settings,
            triage.writer(settings),
            lease);
    boolean allowed = ours.stream().anyMatch(command -> command.type().allowedTo(sender));
    if (allowed && !answerer.acknowledge(context)) {
      LOG.info("ignored the commands, because their comment is gone");
      return;
    }
    List<CommandResult> results = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      // Counts all commands, because the next attempt may find other ones to be ours.
      if (ours(commands.get(i), catalog)) {
        results.add(executor.execute(commands.get(i), i, context));
      }
    }
    refreshComment(ours, context);
    answerer.answer(ours, results, context);
    store.commands().forgetAnswers(event.deliveryId());
    LOG.info("commands of a comment: {}", results.stream().map(CommandResult::result).toList());
  }

  /**
   * Returns whether a command is for the App. Other bots have commands such as {@code /assign
   * alice}, so {@code /KIND VALUE} counts only if it names a label.
   */
  private static boolean ours(Command command, LabelCatalog catalog) {
    return command.family().isEmpty()
        || !new LabelNameResolver(catalog).find(command).labels().isEmpty();
  }

  private void refreshComment(List<Command> commands, CommandContext context) {
    if (commands.stream()
        .map(Command::type)
        .anyMatch(type -> type.changesLabels() && type.allowedTo(context.sender()))) {
      reader
          .issue(context.repository(), context.number())
          .ifPresent(
              now -> triage.refreshComment(context.repository(), context.number(), now.labels()));
    }
  }
}

package io.github.issuetagger.cli;

import io.github.issuetagger.store.DeliveryStatus;
import io.github.issuetagger.store.DeliveryStore;
import io.github.issuetagger.store.StoredDelivery;
import io.github.issuetagger.store.database.Database;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the stored webhook deliveries, newest first, or shows one of them.",
      "Needs only the database (DATABASE_URL or DATA_DIR). May run beside 'serve'."
    })
final class DeliveriesCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "GUID",
      description = "Shows this delivery and the stack trace of its last failure.")
  private @Nullable String guid;

  @Option(names = "--dead", description = "Lists only dead letters.")
  private boolean dead;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "The maximum number of deliveries (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = Database.open(root.configuration().loadDatabase())) {
      DeliveryStore deliveries = new DeliveryStore(database);
      if (guid != null) {
        return show(deliveries.find(guid), out);
      }
      List<StoredDelivery> listed =
          dead ? deliveries.list(DeliveryStatus.DEAD, limit) : deliveries.list(limit);
      listed.forEach(delivery -> out.println(line(delivery)));
      out.println(summary(deliveries, listed.size()));
      return ExitCode.OK;
    }
  }

  private int show(Optional<StoredDelivery> found, PrintWriter out) {
    if (found.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "issue-tagger: there is no delivery " + guid + "; see 'issue-tagger deliveries'");
      return ExitCode.FAILED;
    }
    StoredDelivery delivery = found.get();
    out.println(line(delivery));
    out.println("payload:      " + delivery.payloadBytes() + " bytes");
    delivery.dueAt().ifPresent(due -> out.println("next attempt: " + due));
    delivery.finishedAt().ifPresent(at -> out.println("finished:     " + at));
    delivery.stack().ifPresent(stack -> out.println(stack.stripTrailing()));
    return ExitCode.OK;
  }

  private static String line(StoredDelivery delivery) {
    return String.format(
        Locale.ROOT,
        "%s  %-36s  %-26s %-8s %d attempts%s",
        delivery.receivedAt(),
        delivery.guid(),
        delivery.event(),
        delivery.status().name().toLowerCase(Locale.ROOT),
        delivery.attempts(),
        delivery.reason().map(reason -> "  " + reason).orElse(""));
  }

  private static String summary(DeliveryStore deliveries, int listed) {
    long deadLetters = deliveries.count(DeliveryStatus.DEAD);
    return listed
        + " listed; "
        + deadLetters
        + " dead letters"
        + (deadLetters == 0 ? "" : " ('issue-tagger replay --dead' retries them)");
  }
}

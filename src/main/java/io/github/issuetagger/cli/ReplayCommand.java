package io.github.issuetagger.cli;

import io.github.issuetagger.delivery.Inbox;
import io.github.issuetagger.store.database.Database;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts dead letters back on the queue with a new set of attempts. A running 'serve'",
      "processes them within seconds, otherwise the next one does."
    })
final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Which which;

  /** The deliveries to replay. */
  static final class Which {
    @Parameters(arity = "1..*", paramLabel = "GUID", description = "The deliveries to replay.")
    private List<String> guids = List.of();

    @Option(names = "--dead", required = true, description = "Replays all dead letters.")
    private boolean dead;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Database database = Database.open(root.configuration().loadDatabase())) {
      Inbox inbox = new Inbox(database, Clock.systemUTC(), () -> {});
      if (which.dead) {
        out.println(inbox.replayDead() + " put back on the queue");
        return ExitCode.OK;
      }
      List<String> refused = which.guids.stream().filter(guid -> !inbox.replay(guid)).toList();
      out.println(which.guids.size() - refused.size() + " put back on the queue");
      for (String guid : refused) {
        spec.commandLine()
            .getErr()
            .println(
                "issue-tagger: "
                    + guid
                    + " is not a dead letter; see 'issue-tagger deliveries --dead'");
      }
      return refused.isEmpty()
          ? ExitCode.OK
          : refused.size() == which.guids.size() ? ExitCode.FAILED : ExitCode.PARTIAL;
    }
  }
}

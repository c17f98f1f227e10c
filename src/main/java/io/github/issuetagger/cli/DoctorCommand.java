package io.github.issuetagger.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the whole set-up and prints a line for each thing, with the mend for what is wrong.",
      "Changes nothing, but brings the database to this version's schema.",
      "Exits with 0 when all is well, else with 1."
    })
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private RootCommand root;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Doctor doctor = new Doctor(root.configuration(), Clock.systemUTC());
    int bad = 0;
    for (Doctor.Check check : doctor.checks()) {
      List<DoctorFinding> findings = check.look();
      for (DoctorFinding finding : findings) {
        out.println(finding.line(spec.commandLine().getColorScheme().ansi()));
        bad += finding.good() ? 0 : 1;
      }
      out.flush();
    }
    out.println(bad == 0 ? "All is well." : bad + (bad == 1 ? " thing" : " things") + " to mend.");
    return bad == 0 ? ExitCode.OK : ExitCode.FAILED;
  }
}

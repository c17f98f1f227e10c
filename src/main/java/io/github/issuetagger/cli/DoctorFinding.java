package io.github.issuetagger.cli;

import java.util.Objects;
import picocli.CommandLine.Help.Ansi;

/**
 * The result of a check of the setup.
 *
 * @param good whether the check passed
 * @param subject what was checked
 * @param detail what was found
 * @param fix what to do; empty if the check passed
 */
record DoctorFinding(boolean good, String subject, String detail, String fix) {
  static DoctorFinding good(String subject, String detail) {
    return new DoctorFinding(true, subject, detail, "");
  }

  static DoctorFinding bad(String subject, String detail, String fix) {
    return new DoctorFinding(false, subject, detail, fix);
  }

  static DoctorFinding bad(String subject, Exception failure, String fix) {
    return bad(
        subject,
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName()),
        fix);
  }

  /** Returns one line for people, in green or red if the terminal supports it. */
  String line(Ansi ansi) {
    String mark = ansi.string(good ? "@|green ✓|@ " : "@|red ✗|@ ");
    // Do not use color markup, because the detail may contain its characters.
    return mark + subject + ": " + detail + (fix.isEmpty() ? "" : ". " + fix);
  }
}

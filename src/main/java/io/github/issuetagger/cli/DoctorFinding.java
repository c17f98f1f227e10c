package io.github.issuetagger.cli;

import java.util.Objects;
import picocli.CommandLine.Help.Ansi;

/**
 * What a check of the set-up found.
 *
 * @param good whether all is well
 * @param subject what was checked
 * @param detail what was seen
 * @param mend what to do, empty when all is well
 */
record DoctorFinding(boolean good, String subject, String detail, String mend) {
  static DoctorFinding good(String subject, String detail) {
    return new DoctorFinding(true, subject, detail, "");
  }

  static DoctorFinding bad(String subject, String detail, String mend) {
    return new DoctorFinding(false, subject, detail, mend);
  }

  static DoctorFinding bad(String subject, Exception failure, String mend) {
    return bad(
        subject,
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName()),
        mend);
  }

  /** One line for people, green or red where the terminal can. */
  String line(Ansi ansi) {
    String mark = ansi.string(good ? "@|green ✓|@ " : "@|red ✗|@ ");
    // Not through the colour mark-up: what was seen may hold its characters.
    return mark + subject + ": " + detail + (mend.isEmpty() ? "" : ". " + mend);
  }
}

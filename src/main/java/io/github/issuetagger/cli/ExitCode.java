package io.github.issuetagger.cli;

/** The exit codes, which are part of the command line's contract. */
public final class ExitCode {
  /** Everything succeeded. */
  public static final int OK = 0;

  /** Failed. */
  public static final int FAILED = 1;

  /** Wrong arguments, files or configuration; nothing was done. */
  public static final int USAGE = 2;

  /** Done, except for some of the input, which was reported. */
  public static final int PARTIAL = 3;

  private ExitCode() {}
}

package io.github.issuetagger.cli;

/** What the process tells its caller; part of the command line's contract. */
public final class ExitCode {
  /** Everything was done. */
  public static final int OK = 0;

  /** It was tried and failed. */
  public static final int FAILED = 1;

  /** Wrong arguments, files or configuration; nothing was tried. */
  public static final int USAGE = 2;

  /** Done, but for some of the input, which was reported. */
  public static final int PARTIAL = 3;

  private ExitCode() {}
}

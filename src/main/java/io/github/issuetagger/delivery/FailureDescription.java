package io.github.issuetagger.delivery;

import io.github.issuetagger.store.DeliveryStore.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/** Describes a failure for people who look at dead letters. */
final class FailureDescription {
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_STACK = 16_000;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  /** Matches GitHub credentials, private keys and logins in URLs. */
  private static final Pattern CREDENTIAL =
      Pattern.compile(
          "gh[a-z]_[A-Za-z0-9_]+"
              + "|github_pat_[A-Za-z0-9_]+"
              + "|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"
              + "|-----BEGIN [^-]+-----[^-]*(?:-----END [^-]+-----)?"
              + "|(?<=://)[^/@\\s]+(?=@)");

  private FailureDescription() {}

  static Failure of(Throwable failure) {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    // PostgreSQL's text cannot hold a NUL.
    return new Failure(
        reason(failure), cut(redact(stack.toString().replace("\0", "")), LONGEST_STACK));
  }

  /** Returns the failure's type and message on one line. */
  static String reason(Throwable failure) {
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    String line =
        CONTROL.matcher(failure.getClass().getSimpleName() + message).replaceAll(" ").strip();
    return cut(redact(line), LONGEST_REASON);
  }

  private static String redact(String text) {
    return CREDENTIAL.matcher(text).replaceAll("[secret]");
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}

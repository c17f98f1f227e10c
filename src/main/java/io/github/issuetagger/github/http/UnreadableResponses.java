package io.github.issuetagger.github.http;

import io.github.issuetagger.github.http.GitHubException.Kind;
import java.io.IOException;
import org.kohsuke.github.GHException;

/**
 * Answers that are not what GitHub sends: a proxy's page, a cut connection. What parsers say about
 * them quotes the answer, so that only the kind of the failure is kept.
 */
public final class UnreadableResponses {
  private UnreadableResponses() {}

  /** A call to github-api. Calls that GitHub refuses have been sorted before they get here. */
  @FunctionalInterface
  public interface Call<T> {
    T run() throws IOException;
  }

  /** What the call gives, its failures sorted. */
  public static <T> T sorted(Call<T> call) {
    try {
      return call.run();
    } catch (IOException | GHException e) {
      throw answer(e);
    }
  }

  static GitHubException answer(Exception cause) {
    return new GitHubException(
        Kind.UNAVAILABLE,
        "an answer of GitHub is unreadable: " + cause.getClass().getSimpleName(),
        null,
        null);
  }
}

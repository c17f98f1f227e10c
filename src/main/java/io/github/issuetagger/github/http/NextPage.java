package io.github.issuetagger.github.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Parses the position of a list's next page from the {@code Link} header: a page number, or a
 * cursor in long lists. Ignores the rest of the link, so an answer never determines where a token
 * is sent.
 *
 * @see <a
 *     href="https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api">
 *     GitHub: using pagination in the REST API</a>
 */
public final class NextPage {
  private static final Pattern NEXT = Pattern.compile("<([^<>]{1,4000})>; *rel=\"next\"");
  private static final List<String> PARAMETERS = List.of("after", "page");

  private NextPage() {}

  /** Returns {@code page=NUMBER} or {@code after=CURSOR}, or empty on the last page. */
  public static Optional<String> in(List<String> links) {
    return links.stream().flatMap(link -> position(link).stream()).findFirst();
  }

  private static Optional<String> position(String link) {
    Matcher matcher = NEXT.matcher(link);
    @Nullable HttpUrl url = matcher.find() ? HttpUrl.parse(matcher.group(1)) : null;
    if (url == null) {
      return Optional.empty();
    }
    return PARAMETERS.stream()
        .flatMap(
            name -> Optional.ofNullable(url.queryParameter(name)).map(v -> name + "=" + v).stream())
        .findFirst();
  }
}

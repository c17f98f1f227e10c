package io.github.issuetagger.github.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.CacheControl;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends plain JSON calls. Used where github-api does not know the answer ({@code role_name}, the
 * webhook's configuration) or would send further requests (a user's type, tokens).
 */
public final class RestClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PAGE_SIZE = "100";

  /** Revalidates cached answers with every call. */
  private static final CacheControl REVALIDATE =
      new CacheControl.Builder().maxAge(0, TimeUnit.SECONDS).build();

  /**
   * A page of a list.
   *
   * @param next the position of the next page, for {@link #page}; empty on the last page
   */
  public record Page(JsonNode content, Optional<String> next) {
    private Stream<JsonNode> elements() {
      return StreamSupport.stream(content.spliterator(), false);
    }
  }

  private final OkHttpClient http;
  private final HttpUrl api;

  RestClient(OkHttpClient http, HttpUrl api) {
    this.http = http;
    this.api = api;
  }

  /** Returns the answer to a GET. */
  public JsonNode get(String... path) {
    return send(new Request.Builder().url(url(path).build())).content();
  }

  /** Sends a POST without a body, and returns the answer. */
  JsonNode post(String... path) {
    RequestBody nothing = RequestBody.create(new byte[0]);
    return send(new Request.Builder().url(url(path).build()).post(nothing)).content();
  }

  /**
   * Sends a DELETE.
   *
   * @throws IllegalArgumentException for a segment of dots, because it would address another
   *     resource
   */
  void delete(String... path) {
    if (Stream.of(path).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
      throw new IllegalArgumentException("a path cannot have a segment of dots");
    }
    send(new Request.Builder().url(url(path).build()).delete());
  }

  /**
   * Returns one page of a list.
   *
   * @param query further query parameters
   * @param position the {@link Page#next} of the page before; empty for the first page
   */
  Page page(Map<String, String> query, Optional<String> position, String... path) {
    HttpUrl.Builder url = url(path).addQueryParameter("per_page", PAGE_SIZE);
    query.forEach(url::addQueryParameter);
    position.ifPresent(
        parameter -> {
          int split = parameter.indexOf('=');
          url.addQueryParameter(parameter.substring(0, split), parameter.substring(split + 1));
        });
    return send(new Request.Builder().url(url.build()));
  }

  /**
   * Returns the elements of all pages of a list. Requests each page only when it is needed.
   *
   * @param position the position of the first page; empty leaves it to GitHub
   */
  Stream<JsonNode> list(Map<String, String> query, Optional<String> position, String... path) {
    return Stream.iterate(
            Optional.of(page(query, position, path)),
            Optional::isPresent,
            last -> last.flatMap(Page::next).map(next -> page(query, Optional.of(next), path)))
        .flatMap(Optional::stream)
        .flatMap(Page::elements);
  }

  private HttpUrl.Builder url(String... path) {
    HttpUrl.Builder url = api.newBuilder();
    List.of(path).forEach(url::addPathSegment);
    return url;
  }

  private Page send(Request.Builder builder) {
    Request request =
        builder.cacheControl(REVALIDATE).header("Accept", "application/vnd.github+json").build();
    try (Response response = http.newCall(request).execute()) {
      return new Page(
          JSON.readTree(response.body().byteStream()), NextPage.in(response.headers("Link")));
    } catch (IOException e) {
      throw GitHubException.unreadable(e);
    }
  }
}

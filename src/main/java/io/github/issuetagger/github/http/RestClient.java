package io.github.issuetagger.github.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.CacheControl;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Plain JSON calls, for what github-api does not know ({@code role_name}, the webhook's
 * configuration) or reads with further requests (a user's type, tokens).
 */
public final class RestClient {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PAGE_SIZE = "100";

  /** Ask GitHub each time whether what the cache holds is still right. */
  private static final CacheControl REVALIDATE =
      new CacheControl.Builder().maxAge(0, TimeUnit.SECONDS).build();

  private final OkHttpClient http;
  private final HttpUrl api;

  RestClient(OkHttpClient http, HttpUrl api) {
    this.http = http;
    this.api = api;
  }

  /** The answer to a GET of that path. */
  public JsonNode get(String... path) {
    return send(new Request.Builder().url(url(path).build()), 1).content();
  }

  /** The answer to a POST without a body to that path. */
  JsonNode post(String... path) {
    RequestBody nothing = RequestBody.create(new byte[0]);
    return send(new Request.Builder().url(url(path).build()).post(nothing), 1).content();
  }

  /**
   * Sends a DELETE to that path.
   *
   * @throws IllegalArgumentException for a segment of dots: in a URL it leads to another resource
   */
  void delete(String... path) {
    if (Stream.of(path).anyMatch(segment -> segment.equals(".") || segment.equals(".."))) {
      throw new IllegalArgumentException("a path cannot have a segment of dots");
    }
    send(new Request.Builder().url(url(path).build()).delete(), 1);
  }

  /**
   * One page of a list.
   *
   * @param query what is asked for
   * @param place where to go on, as the slice before told; empty for the first
   */
  Slice slice(Map<String, String> query, Optional<String> place, String... path) {
    HttpUrl.Builder url = url(path).addQueryParameter("per_page", PAGE_SIZE);
    query.forEach(url::addQueryParameter);
    place.ifPresent(
        there -> {
          int split = there.indexOf('=');
          url.addQueryParameter(there.substring(0, split), there.substring(split + 1));
        });
    return send(
        new Request.Builder().url(url.build()),
        (content, links) -> new Slice(content, NextPage.in(links)));
  }

  /** The elements of all the pages of a list, fetched as they are asked for. */
  Stream<JsonNode> list(String... path) {
    return Stream.iterate(
            Optional.of(page(1, path)),
            Optional::isPresent,
            last -> last.filter(Page::more).map(page -> page(page.number() + 1, path)))
        .flatMap(Optional::stream)
        .flatMap(page -> StreamSupport.stream(page.content().spliterator(), false));
  }

  /** Pages are counted, not followed: a link in an answer never decides where the token goes. */
  private Page page(int number, String... path) {
    HttpUrl.Builder url =
        url(path)
            .addQueryParameter("per_page", PAGE_SIZE)
            .addQueryParameter("page", Integer.toString(number));
    return send(new Request.Builder().url(url.build()), number);
  }

  private HttpUrl.Builder url(String... path) {
    HttpUrl.Builder url = api.newBuilder();
    List.of(path).forEach(url::addPathSegment);
    return url;
  }

  private Page send(Request.Builder builder, int number) {
    return send(
        builder,
        (content, links) ->
            new Page(number, content, links.stream().anyMatch(link -> link.contains("\"next\""))));
  }

  private <T> T send(Request.Builder builder, BiFunction<JsonNode, List<String>, T> answer) {
    Request request =
        builder.cacheControl(REVALIDATE).header("Accept", "application/vnd.github+json").build();
    try (Response response = http.newCall(request).execute()) {
      return answer.apply(JSON.readTree(response.body().byteStream()), response.headers("Link"));
    } catch (IOException e) {
      throw UnreadableResponses.answer(e);
    }
  }

  private record Page(int number, JsonNode content, boolean more) {}

  /**
   * A page of a list, and where the next one is.
   *
   * @param next what {@link #slice} takes to go on; empty at the end
   */
  public record Slice(JsonNode content, Optional<String> next) {}
}

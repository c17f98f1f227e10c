package io.github.issuetagger.sandbox.api;

import static io.github.issuetagger.sandbox.state.GitHubJson.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;

/** Writes answers. */
final class ApiResponses {
  private static final int DEFAULT_PAGE = 30;
  private static final int LARGEST_PAGE = 100;

  private ApiResponses() {}

  static void json(Context ctx, int status, JsonNode body) {
    ctx.status(status).contentType("application/json; charset=utf-8").result(body.toString());
  }

  static void error(Context ctx, int status, String message) {
    json(
        ctx,
        status,
        object()
            .put("message", message)
            .put("documentation_url", "https://docs.github.com/rest")
            .put("status", String.valueOf(status)));
  }

  /** Returns the page that the query asks for, and writes the links to the other pages. */
  static ArrayNode page(Context ctx, ArrayNode all) {
    int size = Math.max(1, Math.min(LARGEST_PAGE, query(ctx, "per_page", DEFAULT_PAGE)));
    int page = Math.max(1, query(ctx, "page", 1));
    int last = Math.max(1, (all.size() + size - 1) / size);
    List<String> links = new ArrayList<>();
    if (page > 1) {
      links.add(link(ctx, 1, "first"));
      links.add(link(ctx, page - 1, "prev"));
    }
    if (page < last) {
      links.add(link(ctx, page + 1, "next"));
      links.add(link(ctx, last, "last"));
    }
    if (!links.isEmpty()) {
      ctx.header("Link", String.join(", ", links));
    }
    ArrayNode result = all.arrayNode();
    long from = (page - 1L) * size;
    for (long i = from; i < Math.min(all.size(), from + size); i++) {
      result.add(all.get((int) i));
    }
    return result;
  }

  private static String link(Context ctx, int page, String rel) {
    StringBuilder query = new StringBuilder();
    ctx.queryParamMap()
        .forEach(
            (name, values) -> {
              if (!name.equals("page")) {
                values.forEach(
                    value ->
                        query
                            .append(GitHubJson.pathSegment(name))
                            .append('=')
                            .append(GitHubJson.pathSegment(value))
                            .append('&'));
              }
            });
    return "<" + ctx.url() + "?" + query + "page=" + page + ">; rel=\"" + rel + "\"";
  }

  private static int query(Context ctx, String name, int otherwise) {
    String value = ctx.queryParam(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}

package io.github.issuetagger.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.RepositoryState;
import io.github.issuetagger.sandbox.state.SandboxInstallation;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** A call to the API, with its caller, path and body. */
final class ApiRequest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Context ctx;
  private final SandboxState state;
  private final Map<String, String> permissions;

  ApiRequest(Context ctx, SandboxState state, Map<String, String> permissions) {
    this.ctx = ctx;
    this.state = state;
    this.permissions = permissions;
  }

  /** Returns the path below the API's prefix. */
  static String apiPath(Context ctx) {
    return ctx.path().substring(GitHubJson.API_PREFIX.length());
  }

  /** Returns the token of the {@code Authorization} header. */
  static Optional<String> token(Context ctx) {
    return Optional.ofNullable(ctx.header("Authorization"))
        .map(header -> header.substring(header.indexOf(' ') + 1).strip());
  }

  Context ctx() {
    return ctx;
  }

  /** Requires that the caller is the App itself, identified by its JSON Web Token. */
  void requireApp() {
    if (!(ApiCaller.of(ctx) instanceof ApiCaller.App)) {
      throw new ApiException(401, "A JSON web token could not be decoded");
    }
  }

  SandboxInstallation installation() {
    if (ApiCaller.of(ctx) instanceof ApiCaller.Installed installed) {
      return installed.installation();
    }
    throw new ApiException(401, "Bad credentials");
  }

  /** Requires a permission of the installation. {@code write} includes {@code read}. */
  void require(String permission, String access) {
    String granted = permissions.getOrDefault(permission, "");
    if (!granted.equals(access) && !granted.equals("write")) {
      throw new ApiException(403, "Resource not accessible by integration");
    }
  }

  /** Returns the repository that the path names by ID or name, if the caller may see it. */
  RepositoryState repository() {
    Map<String, String> path = ctx.pathParamMap();
    RepositoryState found =
        (path.containsKey("id")
                ? state.repository(number("id"))
                : state.findByAnyName(ctx.pathParam("owner"), ctx.pathParam("repo")))
            .filter(repository -> repository.owner.equals(installation().account()))
            .orElseThrow(ApiException::notFound);
    if (path.containsKey("repo")
        && state.findByName(ctx.pathParam("owner"), ctx.pathParam("repo")).isEmpty()) {
      String[] parts = apiPath(ctx).split("/", 5);
      throw moved("/repositories/" + found.id + (parts.length > 4 ? "/" + parts[4] : ""));
    }
    return found;
  }

  /** Returns the path's issue number, unless the issue was transferred to another repository. */
  int issueNumber(RepositoryState repository) {
    int number = (int) number("number");
    synchronized (state) {
      RepositoryState.NewHome home = repository.transferred.get(number);
      if (home != null) {
        throw moved("/repositories/" + home.repositoryId() + "/issues/" + home.number());
      }
    }
    return number;
  }

  long number(String parameter) {
    try {
      return Long.parseLong(ctx.pathParam(parameter));
    } catch (NumberFormatException e) {
      throw ApiException.notFound();
    }
  }

  JsonNode body() {
    try {
      return MAPPER.readTree(ctx.bodyAsBytes());
    } catch (JsonProcessingException e) {
      throw new ApiException(400, "Problems parsing JSON");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a required text member of the body. */
  String text(String member) {
    JsonNode value = body().path(member);
    if (!value.isTextual()) {
      throw ApiException.invalid(member + " is missing");
    }
    return value.asText();
  }

  private ApiException moved(String path) {
    String prefix = ctx.url().substring(0, ctx.url().length() - apiPath(ctx).length());
    return ApiException.moved(ctx.method().name().equals("GET"), prefix + path);
  }
}

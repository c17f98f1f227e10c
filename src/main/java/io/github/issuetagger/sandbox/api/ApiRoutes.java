package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.GitHubJson;
import io.github.issuetagger.sandbox.state.SandboxState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The API's table of routes. */
public final class ApiRoutes {
  /** Where the API lies below the site, as on GitHub Enterprise Server. */
  public static final String PREFIX = GitHubJson.API_PREFIX;

  private static final List<HandlerType> METHODS =
      List.of(
          HandlerType.GET,
          HandlerType.POST,
          HandlerType.PUT,
          HandlerType.PATCH,
          HandlerType.DELETE);

  private final SandboxState world;
  private final Map<String, String> permissions;
  private final Gatekeeper gatekeeper;
  private final List<String> unknown = new CopyOnWriteArrayList<>();

  public ApiRoutes(SandboxState world, Map<String, String> permissions, Gatekeeper gatekeeper) {
    this.world = world;
    this.permissions = permissions;
    this.gatekeeper = gatekeeper;
  }

  /** Calls that no route took, as {@code METHOD path}. */
  public List<String> unknown() {
    return List.copyOf(unknown);
  }

  public void register(RoutesConfig http, ApiResources resources) {
    http.before(PREFIX + "/*", gatekeeper::before);
    http.after(PREFIX + "/*", gatekeeper::after);
    http.exception(
        ApiException.class,
        (e, ctx) -> {
          e.location().ifPresent(location -> ctx.header("Location", location));
          ApiResponses.error(ctx, e.status(), String.valueOf(e.getMessage()));
        });

    http.exception(Gatekeeper.Suffered.class, (e, ctx) -> {});

    AppResource app = resources.app();
    on(http, HandlerType.GET, "/app", app::app);
    on(http, HandlerType.GET, "/app/installations", app::installations);
    on(http, HandlerType.GET, "/app/installations/{number}", app::installation);
    on(http, HandlerType.POST, "/app/installations/{number}/access_tokens", app::token);
    on(http, HandlerType.GET, "/repos/{owner}/{repo}/installation", app::installationOf);
    on(http, HandlerType.GET, "/rate_limit", app::rateLimit);

    HookResource hook = resources.hook();
    on(http, HandlerType.GET, "/app/hook/config", hook::config);
    on(http, HandlerType.GET, "/app/hook/deliveries", hook::deliveries);
    on(http, HandlerType.GET, "/app/hook/deliveries/{number}", hook::delivery);
    on(http, HandlerType.POST, "/app/hook/deliveries/{number}/attempts", hook::redeliver);

    RepositoryResource repository = resources.repository();
    on(http, HandlerType.GET, "/installation/repositories", repository::list);
    on(http, HandlerType.GET, "/users/{login}", repository::user);
    in(http, HandlerType.GET, "", repository::get);
    in(http, HandlerType.GET, "/contents/<path>", repository::contents);
    in(http, HandlerType.GET, "/collaborators/{login}/permission", repository::permission);

    LabelResource label = resources.label();
    in(http, HandlerType.GET, "/labels", label::list);
    in(http, HandlerType.GET, "/labels/<name>", label::get);
    in(http, HandlerType.GET, "/issues/{number}/labels", label::ofIssue);
    in(http, HandlerType.POST, "/issues/{number}/labels", label::add);
    in(http, HandlerType.DELETE, "/issues/{number}/labels/<name>", label::remove);

    CommentResource comment = resources.comment();
    in(http, HandlerType.GET, "/issues/comments/{number}", comment::get);
    in(http, HandlerType.PATCH, "/issues/comments/{number}", comment::edit);
    in(http, HandlerType.DELETE, "/issues/comments/{number}", comment::delete);
    in(http, HandlerType.POST, "/issues/comments/{number}/reactions", comment::react);
    in(http, HandlerType.GET, "/issues/{number}/comments", comment::list);
    in(http, HandlerType.POST, "/issues/{number}/comments", comment::create);

    IssueResource issue = resources.issue();
    in(http, HandlerType.GET, "/issues", issue::list);
    in(http, HandlerType.POST, "/issues", issue::create);
    in(http, HandlerType.GET, "/issues/{number}", issue::get);
    in(http, HandlerType.GET, "/issues/{number}/events", issue::events);

    for (HandlerType method : METHODS) {
      on(http, method, "/<path>", this::unknown);
    }
  }

  private ApiResource.Answer unknown(ApiRequest call) {
    unknown.add(call.ctx().method().name() + " " + ApiRequest.apiPath(call.ctx()));
    throw ApiException.notFound();
  }

  /** A route of a repository, which goes by its name and by its number. */
  private void in(RoutesConfig http, HandlerType method, String path, ApiResource resource) {
    on(http, method, "/repos/{owner}/{repo}" + path, resource);
    on(http, method, "/repositories/{id}" + path, resource);
  }

  private void on(RoutesConfig http, HandlerType method, String path, ApiResource resource) {
    http.addHttpHandler(
        method,
        PREFIX + path,
        ctx -> {
          ApiResource.Answer answer = resource.answer(new ApiRequest(ctx, world, permissions));
          if (answer.status() == 204) {
            ctx.status(204);
          } else {
            ApiResponses.json(ctx, answer.status(), answer.body());
          }
        });
  }
}

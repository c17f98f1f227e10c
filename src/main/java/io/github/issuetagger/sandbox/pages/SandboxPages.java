package io.github.issuetagger.sandbox.pages;

import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.DeliveryAttempt;
import io.github.issuetagger.sandbox.state.SandboxIssue;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import io.github.issuetagger.text.Templates;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Serves the pages on which people use the sandbox. */
public final class SandboxPages {
  private static final String ISSUES = "/{owner}/{repo}/issues";
  private static final String ISSUE = ISSUES + "/{number}";

  /** The author of issues that are opened on the page. */
  private static final String VISITOR = "visitor";

  private static final int LONGEST_TITLE = 256;

  private final Supplier<List<SandboxRepository>> repositories;
  private final Supplier<List<DeliveryAttempt>> attempts;
  private final PageAssets assets = new PageAssets();
  private final Templates templates = Templates.ofPages();

  public SandboxPages(
      Supplier<List<SandboxRepository>> repositories, Supplier<List<DeliveryAttempt>> attempts) {
    this.repositories = repositories;
    this.attempts = attempts;
  }

  public void register(RoutesConfig http) {
    http.before(PageGuard::before);
    http.get("/", this::home);
    http.get("/static/{name}", assets::serve);
    http.get("/webhooks", this::hooks);
    http.get(ISSUES, this::list);
    http.post(ISSUES, this::open);
    http.get(ISSUE, this::issue);
    http.post(ISSUE + "/comments", change(this::comment));
    http.post(ISSUE + "/labels", change(this::addLabel));
    http.post(ISSUE + "/labels/remove", change(this::removeLabel));
    http.post(ISSUE + "/state", change(this::setState));
  }

  private void home(Context ctx) {
    List<SandboxRepository> all = repositories.get();
    if (all.isEmpty()) {
      throw new NotFoundResponse("the sandbox has no repository yet");
    }
    ctx.redirect("/" + all.get(0).ref().fullName() + "/issues");
  }

  private void hooks(Context ctx) {
    PageModels.HookLog log = PageData.hooks(attempts.get());
    fragment(ctx, log.seen(), "hooks.jte", log);
  }

  private void list(Context ctx) {
    PageModels.IssueList list = PageData.list(repository(ctx));
    if (ctx.queryParam("seen") != null) {
      fragment(ctx, list.seen(), "list.jte", list);
    } else {
      html(ctx, "issues.jte", Map.of("list", list, "log", PageData.hooks(attempts.get())));
    }
  }

  private void open(Context ctx) {
    SandboxRepository repository = repository(ctx);
    String title = form(ctx, "title");
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw new BadRequestResponse("a title has 1 to " + LONGEST_TITLE + " characters");
    }
    SandboxIssue issue = repository.openIssue(VISITOR, title.strip(), form(ctx, "body"));
    ctx.redirect(
        "/" + repository.ref().fullName() + "/issues/" + issue.number(), HttpStatus.SEE_OTHER);
  }

  private void issue(Context ctx) {
    PageModels.IssueThread thread = thread(ctx);
    if (ctx.queryParam("seen") != null) {
      fragment(ctx, thread.seen(), "thread.jte", thread);
    } else {
      html(ctx, "issue.jte", Map.of("thread", thread, "log", PageData.hooks(attempts.get())));
    }
  }

  private void comment(Context ctx) {
    SandboxRepository repository = repository(ctx);
    repository.comment(repository.ref().owner(), number(ctx), form(ctx, "body"));
  }

  private void addLabel(Context ctx) {
    SandboxRepository repository = repository(ctx);
    repository.addLabel(repository.ref().owner(), number(ctx), form(ctx, "label"));
  }

  private void removeLabel(Context ctx) {
    SandboxRepository repository = repository(ctx);
    repository.removeLabel(repository.ref().owner(), number(ctx), form(ctx, "label"));
  }

  private void setState(Context ctx) {
    SandboxRepository repository = repository(ctx);
    String owner = repository.ref().owner();
    if (form(ctx, "state").equals("open")) {
      repository.reopenIssue(owner, number(ctx));
    } else {
      repository.closeIssue(owner, number(ctx));
    }
  }

  /** A change of an issue, answered with the thread as it is then, or a way back to the page. */
  private Handler change(Consumer<Context> action) {
    return ctx -> {
      try {
        action.accept(ctx);
      } catch (ApiException e) {
        throw new BadRequestResponse(String.valueOf(e.getMessage()));
      }
      PageModels.IssueThread thread = thread(ctx);
      if (ctx.header("HX-Request") != null) {
        html(ctx, "thread.jte", thread);
      } else {
        ctx.redirect(thread.path(), HttpStatus.SEE_OTHER);
      }
    };
  }

  private PageModels.IssueThread thread(Context ctx) {
    SandboxRepository repository = repository(ctx);
    return repository
        .issue(number(ctx))
        .map(issue -> PageData.thread(repository, issue))
        .orElseThrow(NotFoundResponse::new);
  }

  private SandboxRepository repository(Context ctx) {
    String name = ctx.pathParam("owner") + "/" + ctx.pathParam("repo");
    return repositories.get().stream()
        .filter(each -> each.ref().fullName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(NotFoundResponse::new);
  }

  private static int number(Context ctx) {
    try {
      return Integer.parseInt(ctx.pathParam("number"));
    } catch (NumberFormatException e) {
      throw new NotFoundResponse();
    }
  }

  private static String form(Context ctx, String name) {
    return Optional.ofNullable(ctx.formParam(name)).orElse("");
  }

  /** Renders a part of a page, or answers 204 if the page already shows it. */
  private void fragment(Context ctx, String seen, String template, Object model) {
    if (seen.equals(ctx.queryParam("seen"))) {
      ctx.status(HttpStatus.NO_CONTENT);
    } else {
      html(ctx, template, model);
    }
  }

  private void html(Context ctx, String template, Object model) {
    ctx.html(templates.render(template, model));
  }

  private void html(Context ctx, String template, Map<String, Object> model) {
    ctx.html(templates.render(template, model));
  }
}

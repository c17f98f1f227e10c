package io.github.issuetagger.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.github.issuetagger.sandbox.ApiClient;
import io.github.issuetagger.sandbox.Sandbox;
import io.github.issuetagger.sandbox.state.SandboxOptions;
import io.github.issuetagger.sandbox.state.SandboxRepository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The sandbox's page")
class SandboxPageTest {
  private static final String HOSTILE =
      "<script>window.hit=1</script><img src=x onerror='window.hit=1'>${7*7} \"'&";

  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;
  private SandboxRepository repository;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void launch() {
    playwright = Playwright.create();
    String chromium = Optional.ofNullable(System.getenv("CHROMIUM")).orElse("/usr/bin/chromium");
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(chromium))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void quit() {
    playwright.close();
  }

  @BeforeEach
  void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    Demo.prepare(sandbox);
    repository = sandbox.repositories().get(0);
    visit(new Browser.NewContextOptions());
  }

  @AfterEach
  void nothingComplained() {
    context.close();
    sandbox.close();
    assertThat(complaints).isEmpty();
  }

  /** Console errors hold breaches of the Content-Security-Policy too. */
  private void visit(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context = browser.newContext(options);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(sandbox.siteUrl().toString());
  }

  private Locator byLabel(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void open(String title, String body) {
    byLabel("Title").fill(title);
    byLabel("What happens?").fill(body);
    button("Open issue").click();
  }

  @Test
  @DisplayName("opens an issue, shows it and lists it")
  void opens() {
    open("It rains in", "Into the *kitchen*.");
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("It rains in #1");
    assertThat(page.locator(".markdown em")).hasText("kitchen");
    page.getByText("All issues").click();
    assertThat(page.locator(".issues a")).hasText("It rains in");
    assertThat(repository.issue(1).orElseThrow().author().login()).isEqualTo("visitor");
  }

  @Test
  @DisplayName("shows hostile text as text, everywhere")
  void hostile() {
    repository.label("<b>x</b>\"", "d73a4a", HOSTILE);
    open(HOSTILE, HOSTILE + "\n\n[x](javascript:window.hit=1) <a href='data:,x'>y</a>");
    assertThat(page.locator("h1")).containsText("<script>window.hit=1</script>");
    byLabel("Add a label").selectOption("<b>x</b>\"");
    button("Add label").click();
    byLabel("Comment").fill("</article><script>window.hit=1</script>" + HOSTILE);
    button("Comment").click();
    assertThat(page.locator("article.comment")).hasCount(2);
    assertThat(page.locator("main script, main img, main b")).hasCount(0);
    assertThat(page.locator("a[href^='javascript'], a[href^='data']")).hasCount(0);
    assertThat(page.locator(".labelbar .chip")).hasText("<b>x</b>\"");
    page.getByText("All issues").click();
    assertThat(page.locator(".issues a")).containsText("<img src=x");
    assertThat(page.evaluate("window.hit")).isNull();
  }

  @Test
  @DisplayName("shows the App's labels and comment as they arrive")
  void arrive() throws Exception {
    open("Import fails", "With an error.");
    assertThat(page.getByText("None yet").first()).isVisible();
    ApiClient api = new ApiClient(sandbox);
    String token = api.token(repository.ref().installationId(), Instant.now());
    String issue = "/repos/larder/larder/issues/1";
    api.send("POST", issue + "/labels", token, "[\"area/import\"]");
    assertThat(page.locator(".labelbar .chip")).hasText("area/import");
    String body = JsonNodeFactory.instance.objectNode().put("body", FakeApp.COMMENT).toString();
    api.send("POST", issue + "/comments", token, body);
    Locator comment = page.locator("article.by-bot");
    assertThat(comment.locator("header")).containsText("issue-tagger[bot]");
    assertThat(comment.locator("tbody tr")).hasCount(2);
    assertThat(comment.locator("code").first()).hasText("bug");
    assertThat(comment.locator("details li")).isHidden();
    comment.locator("summary").click();
    assertThat(comment.locator("details li")).isVisible();
  }

  @Test
  @DisplayName("sends a signed webhook for each change, and logs it")
  void webhooks() {
    try (FakeApp app = new FakeApp(sandbox)) {
      sandbox.deliverTo(app.webhookUrl());
      open("Import fails", "With an error.");
      assertThat(page.locator(".labelbar .chip")).hasText("bug");
      byLabel("Add a label").selectOption("area/ui");
      button("Add label").click();
      button("Remove label bug").click();
      assertThat(page.locator(".labelbar .chip")).hasText(new String[] {"area/ui"});
      byLabel("Comment").fill("Thanks!");
      button("Comment").click();
      assertThat(byLabel("Comment")).hasValue("");
      button("Close issue").click();
      assertThat(page.locator(".badge")).hasText("Closed");
      assertThat(page.locator(".hooks tbody tr").first()).containsText("202");
      await().until(() -> app.unsigned() == 0 && sandbox.attempts().size() >= 7);
    }
    assertThat(sandbox.deliveries())
        .filteredOn(delivery -> delivery.issueNumber().isPresent())
        .extracting(delivery -> delivery.event() + "." + delivery.action())
        .contains(
            "issues.opened",
            "issues.labeled",
            "issues.unlabeled",
            "issue_comment.created",
            "issues.closed");
  }

  @Test
  @DisplayName("can be used with the keyboard alone")
  void keyboard() {
    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(byLabel("Title")).isFocused();
    page.keyboard().type("By keyboard");
    page.keyboard().press("Tab");
    page.keyboard().type("No mouse here.");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).containsText("By keyboard");

    byLabel("Add a label").focus();
    page.keyboard().type("security");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(button("Remove label security")).isVisible();
    button("Remove label security").focus();
    page.keyboard().press("Enter");
    assertThat(button("Remove label security")).hasCount(0);
    assertThat(page.locator("#labels-title")).isFocused();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,900", "DARK,1280,900", "LIGHT,390,844", "DARK,390,844"})
  @DisplayName("fits the screen, light and dark")
  void fits(ColorScheme scheme, int width, int height) {
    try (FakeApp app = new FakeApp(sandbox)) {
      sandbox.deliverTo(app.webhookUrl());
      DemoSample.load()
          .issues()
          .forEach(issue -> repository.openIssue(issue.author(), issue.title(), issue.body()));
      await().until(() -> repository.issue(1).orElseThrow().comments().size() == 1);
    }
    visit(
        new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, height));
    shoot("list", scheme, width);
    page.navigate(sandbox.siteUrl() + "/larder/larder/issues/1");
    assertThat(page.locator("article.by-bot")).isVisible();
    shoot("issue", scheme, width);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }

  private void shoot(String name, ColorScheme scheme, int width) {
    Path file =
        Path.of("target", "pages", "%s-%s-%d.png".formatted(name, scheme, width));
    page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
  }
}

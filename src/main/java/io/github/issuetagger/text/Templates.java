package io.github.issuetagger.text;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The precompiled JTE templates of one folder under {@code app}. Safe for use by many threads. */
public final class Templates {
  private static final String PACKAGE = "io.github.issuetagger.templates.";

  private final TemplateEngine engine;

  private Templates(String folder, ContentType type) {
    this.engine =
        TemplateEngine.createPrecompiled(
            null, type, Templates.class.getClassLoader(), PACKAGE + folder);
  }

  /** Returns the templates of comments, which are Markdown and escape nothing. */
  public static Templates ofComments() {
    return new Templates("comments", ContentType.Plain);
  }

  /** Returns the templates of pages, which are HTML and escape what they insert. */
  public static Templates ofPages() {
    return new Templates("pages", ContentType.Html);
  }

  /** Renders a template that has one parameter. */
  public String render(String template, Object model) {
    StringOutput out = new StringOutput();
    engine.render(template, model, out);
    return out.toString();
  }

  /** Renders a template with parameters by name. */
  public String render(String template, Map<String, Object> parameters) {
    StringOutput out = new StringOutput();
    engine.render(template, parameters, out);
    return out.toString();
  }
}

package io.github.issuetagger.sandbox.pages;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** Serves the style sheet and the scripts from the class path. */
final class PageAssets {
  /** A file with its content type. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Asset(String type, byte[] bytes) {}

  private final Map<String, Asset> assets =
      Map.of(
          "pages.css", new Asset("text/css", read("/app/static/pages.css")),
          "pages.js", new Asset("text/javascript", read("/app/static/pages.js")),
          "icon.svg", new Asset("image/svg+xml", read("/app/static/icon.svg")),
          "htmx.js", new Asset("text/javascript", read(htmx())));

  void serve(Context ctx) {
    Asset asset = assets.get(ctx.pathParam("name"));
    if (asset == null) {
      throw new NotFoundResponse();
    }
    ctx.header("Cache-Control", "max-age=300").contentType(asset.type()).result(asset.bytes());
  }

  /** Returns the script's path, which contains the version of its WebJar. */
  private static String htmx() {
    Properties pom = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars.npm/htmx.org/pom.properties")) {
      pom.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/htmx.org/"
        + pom.getProperty("version")
        + "/dist/htmx.min.js";
  }

  private static byte[] read(String path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = PageAssets.class.getResourceAsStream(path);
    if (in == null) {
      throw new IOException("missing on the class path: " + path);
    }
    return in;
  }
}

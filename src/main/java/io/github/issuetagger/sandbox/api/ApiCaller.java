package io.github.issuetagger.sandbox.api;

import io.github.issuetagger.sandbox.state.ApiException;
import io.github.issuetagger.sandbox.state.SandboxInstallation;
import io.javalin.http.Context;

/** The caller of the API. */
sealed interface ApiCaller {
  /** The attribute of a request that holds the caller. */
  String ATTRIBUTE = "caller";

  /** Returns the key by which the rate limit counts calls. */
  String key();

  /**
   * Returns the identified caller.
   *
   * @throws ApiException with status 401 if the caller was not identified
   */
  static ApiCaller of(Context ctx) {
    ApiCaller caller = ctx.attribute(ATTRIBUTE);
    if (caller == null) {
      throw unauthenticated();
    }
    return caller;
  }

  static ApiException unauthenticated() {
    return new ApiException(401, "Requires authentication");
  }

  default void attachTo(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /** The App itself, identified by its JSON Web Token. */
  record App() implements ApiCaller {
    @Override
    public String key() {
      return "app";
    }
  }

  /** The App as one of its installations. */
  record Installed(SandboxInstallation installation) implements ApiCaller {
    @Override
    public String key() {
      return "installation ID " + installation.id();
    }
  }
}

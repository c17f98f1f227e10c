/** The sandbox's REST API, as far as the App uses it. */
@NullMarked
package io.github.issuetagger.sandbox.api;

import org.jspecify.annotations.NullMarked;

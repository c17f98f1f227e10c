/** The sandbox's REST API, as the App calls it. */
@NullMarked
package io.github.issuetagger.sandbox.api;

import org.jspecify.annotations.NullMarked;

/** The HTTP server: webhooks, health and pages. */
@NullMarked
package io.github.issuetagger.web;

import org.jspecify.annotations.NullMarked;

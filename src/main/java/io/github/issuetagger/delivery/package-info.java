/** The durable inbox: accepted deliveries, the worker, retries and dead letters. */
@NullMarked
package io.github.issuetagger.delivery;

import org.jspecify.annotations.NullMarked;

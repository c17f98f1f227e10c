/** Environment and configuration file, validated into records. */
@NullMarked
package io.github.issuetagger.config;

import org.jspecify.annotations.NullMarked;

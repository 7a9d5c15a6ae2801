/**
 * Where log lines go: nowhere for short commands, into a file below {@code data.dir} for those that run on, and what a bug
 * leaves behind. The only package that knows Logback.
 */
package dev.tideline.deploy.logging;

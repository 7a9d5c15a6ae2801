/**
 * The small HTTP server for machines that watch over a running Tideline: {@code /livez}, {@code /readyz},
 * {@code /metrics}. It knows checks and a registry, and nothing of what stands behind them.
 */
package dev.tideline.deploy.http;

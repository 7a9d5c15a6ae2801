/**
 * The demo: servers of its own, a shop with a steady write load, its views live in the terminal. It uses Tideline as any
 * user would, through a {@code tideline.yaml} and a topology file.
 */
package dev.tideline.deploy.demo;

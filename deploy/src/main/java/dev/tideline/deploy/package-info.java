/**
 * The command {@code tideline}: finds the command to run, shows what it reports, and turns whatever happens into an exit
 * code. It must not know how any command does its work.
 */
package dev.tideline.deploy;

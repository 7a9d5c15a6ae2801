/**
 * One class per command: its flags, its help, and which work it has done. It knows how to find the configuration; the work
 * itself is elsewhere, so that it can be tested without a command line.
 */
package dev.tideline.deploy.command;

/** Connections to source and target for the commands, with failures that say what to do. It must not know any command. */
package dev.tideline.deploy.database;

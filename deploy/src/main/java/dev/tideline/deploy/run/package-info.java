/** Wires ingest, engine and sink into one process. The only package that imports the three parts. */
package dev.tideline.deploy.run;

/** Keeps what is written for users true: generated pages are compared with what generates them, examples are loaded and run. */
package dev.tideline.documentation;

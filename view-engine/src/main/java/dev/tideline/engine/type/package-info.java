/** PostgreSQL's types and collations as plans know them: by name and meaning, never by OID. */
package dev.tideline.engine.type;

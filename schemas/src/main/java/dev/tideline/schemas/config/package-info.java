/**
 * What users write: {@code tideline.yaml} and topology files, read with the place of every part, checked, and turned into
 * records. The only home of the YAML parser and of the JSON Schema validator. It must not know databases, Kafka or what
 * the SQL of a query means.
 */
package dev.tideline.schemas.config;

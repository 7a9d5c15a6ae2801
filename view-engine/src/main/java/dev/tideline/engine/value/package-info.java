/**
 * SQL values at run time and what PostgreSQL lets one do with any value of a type: compare, print, read, store.
 *
 * <p><strong>SQL NULL is Java's null.</strong> The other values, by underlying type:
 *
 * <table>
 * <tr><td>bool</td><td>{@link java.lang.Boolean}</td></tr>
 * <tr><td>int2, int4</td><td>{@link java.lang.Integer}</td></tr>
 * <tr><td>int8, oid</td><td>{@link java.lang.Long}</td></tr>
 * <tr><td>float4, float8</td><td>{@link java.lang.Float}, {@link java.lang.Double}</td></tr>
 * <tr><td>numeric</td><td>{@link dev.tideline.engine.value.PgNumeric}</td></tr>
 * <tr><td>text, varchar, bpchar (padded), name, json, enums (the label), unknown</td><td>{@link java.lang.String}</td></tr>
 * <tr><td>bytea</td><td>{@link dev.tideline.engine.value.Bytes}</td></tr>
 * <tr><td>date</td><td>{@link java.lang.Integer}: days since 2000-01-01; infinities are the extreme ints, as in PostgreSQL</td></tr>
 * <tr><td>time</td><td>{@link java.lang.Long}: microseconds since midnight</td></tr>
 * <tr><td>timestamp, timestamptz</td><td>{@link java.lang.Long}: microseconds since 2000-01-01 (UTC); infinities are the extreme
 *     longs</td></tr>
 * <tr><td>interval</td><td>{@link dev.tideline.engine.value.PgInterval}</td></tr>
 * <tr><td>uuid</td><td>{@link java.util.UUID}</td></tr>
 * <tr><td>jsonb</td><td>{@link dev.tideline.engine.value.Jsonb}</td></tr>
 * <tr><td>arrays</td><td>{@link dev.tideline.engine.value.PgArray}</td></tr>
 * <tr><td>composites, record</td><td>{@link dev.tideline.engine.value.Row}</td></tr>
 * </table>
 *
 * <p><strong>Two equalities.</strong> {@code equals} of all these classes is <em>identity</em>: the same bytes, so 1.0 is not
 * 1.00 and 0.0 is not -0.0. The type's own {@code =} is
 * {@link dev.tideline.engine.value.TypeSemantics#representative(Object)} followed by {@code equals}.
 *
 * <p>This package knows nothing of expressions, plans and operators.
 */
package dev.tideline.engine.value;

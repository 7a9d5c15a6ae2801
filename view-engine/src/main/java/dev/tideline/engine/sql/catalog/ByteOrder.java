package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.sql.server.SourceSession;

/**
 * Asks the source whether a collation of its C library puts text in the order of the bytes. Names do not tell: {@code C.UTF-8} does so
 * with a current glibc, and every locale does with musl, which Alpine's images have.
 *
 * <p>Two letters and a hyphen betray the orders of languages at once. For what is left, each code point is compared with its predecessor,
 * followed by letters that stand the other way round: were one of them ignored, or equal to its neighbour but for later levels, the
 * letters would decide.
 */
final class ByteOrder {

    /** {@code %s} is the quoted collation. Takes half a second where the answer is yes. */
    private static final String QUERY = """
            SELECT CASE WHEN 'B' < 'a' COLLATE %1$s AND 'a-c' < 'ab' COLLATE %1$s
                              AND 'a' < chr(228) COLLATE %1$s
                        THEN (SELECT bool_and(chr(CASE c WHEN 57344 THEN 55295 ELSE c - 1 END) || 'b' < chr(c) || 'a' COLLATE %1$s)
                                FROM generate_series(2, 1114111) c WHERE NOT c BETWEEN 55296 AND 57343)
                        ELSE false END""";

    private ByteOrder() {}

    static boolean isThatOf(String quotedCollation, SourceSession session) {
        return session.query(QUERY.formatted(quotedCollation), row -> row.getBoolean(1))
                .get(0);
    }
}

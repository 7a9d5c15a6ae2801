package dev.tideline.engine.function;

import java.util.Map;

/**
 * Upper and lower case of single code points as the source's PostgreSQL sees them under one collation: its C library or ICU
 * decides, so nothing but the source itself can say. {@link #QUERY} fetches what differs from the identity.
 */
public record CaseMapping(Map<Integer, Integer> lower, Map<Integer, Integer> upper) {

    /**
     * Returns (code point, lower, upper) for all code points that have another case; {@code %s} is the quoted collation. Only
     * collations that map each code point by itself are described completely by it: those of the C library and the built-in
     * provider's {@code C.UTF-8}. ICU and {@code PG_UNICODE_FAST} map by context and length.
     */
    public static final String QUERY = """
            SELECT c, ascii(lower(chr(c) COLLATE %1$s)), ascii(upper(chr(c) COLLATE %1$s))
              FROM generate_series(1, 1114111) c
             WHERE NOT c BETWEEN 55296 AND 57343
               AND (lower(chr(c) COLLATE %1$s) <> chr(c) COLLATE "C" OR upper(chr(c) COLLATE %1$s) <> chr(c) COLLATE "C")""";

    public CaseMapping {
        lower = Map.copyOf(lower);
        upper = Map.copyOf(upper);
    }

    public int toLower(int codePoint) {
        return lower.getOrDefault(codePoint, codePoint);
    }

    public int toUpper(int codePoint) {
        return upper.getOrDefault(codePoint, codePoint);
    }
}

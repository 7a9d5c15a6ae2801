package dev.tideline.acceptance;

/**
 * A view under test: the query that defines it, as it runs on the source, and the relation that shows it in the target.
 */
record ViewQuery(String name, String sourceQuery) {

    /** One row (count, digest) over the text form of all rows, as a bag: what two answers must agree in. */
    static String digest(String query) {
        return "SELECT count(*), md5(coalesce(string_agg(r, E'\\n' ORDER BY r COLLATE \"C\"), ''))"
                + " FROM (SELECT t::text AS r FROM (" + query + ") t) rows";
    }

    String sourceDigest() {
        return digest(sourceQuery);
    }

    String targetDigest() {
        return digest("SELECT * FROM public." + name);
    }
}

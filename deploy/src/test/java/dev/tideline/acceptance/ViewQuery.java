package dev.tideline.acceptance;

/**
 * A view under test: the query that defines it, as it runs on the source, and the relation that shows it in the target.
 */
record ViewQuery(String name, String sourceQuery) {

    /**
     * One row (count, digest) over the text forms of all rows, as a bag: what two answers must agree in. A sum of hashes needs no
     * sorting, so that the oracle's own work stays small beside the writer's.
     */
    static String digest(String query) {
        return "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM (" + query + ") t";
    }

    String sourceDigest() {
        return digest(sourceQuery);
    }

    String targetDigest() {
        return digest("SELECT * FROM public." + name);
    }
}

package dev.tideline.bench;

/** SQL that picks some rows of a table as if at random, and always the same ones for the same salt. */
public final class PickedRows {

    private PickedRows() {}

    /**
     * A condition on rows of the table.
     *
     * @param key the names of its key's columns
     * @param condition which rows there are to pick from
     * @param salt other rows for another text
     * @param rows an SQL expression: how many
     */
    public static String of(String table, String key, String condition, String salt, String rows) {
        return "(" + key + ") IN (SELECT " + key + " FROM " + table + " WHERE " + condition + " ORDER BY hashtext(row("
                + key + ")::text || '" + salt + "'), " + key + " LIMIT " + rows + ")";
    }
}

package dev.tideline.engine.value;

/** A tsquery. Two are the same if their texts are; like a {@link PgTsVector}, it is taken apart when that is first needed. Immutable. */
public final class PgTsQuery {

    /** Matches nothing. */
    public static final PgTsQuery EMPTY = new PgTsQuery("", null);

    /** The longest distance between the parts of a phrase. */
    public static final int LONGEST_DISTANCE = 1 << 14;

    /** Null until it is needed; as {@link #root}, the same whichever thread makes it. */
    private String text;

    private TsNode root;

    private PgTsQuery(String text, TsNode root) {
        this.text = text;
        this.root = root;
    }

    /** @param root null for the empty query */
    public static PgTsQuery of(TsNode root) {
        return root == null ? EMPTY : new PgTsQuery(null, root);
    }

    /** A value as PostgreSQL has printed it: not checked. */
    public static PgTsQuery printed(String text) {
        return new PgTsQuery(text, null);
    }

    /** @throws SqlError if no phrase can have this distance */
    public static void checkDistance(long distance) {
        if (distance < 0 || distance > LONGEST_DISTANCE) {
            throw SqlError.invalidParameter("distance in phrase operator must be an integer value between zero and "
                    + LONGEST_DISTANCE + " inclusive");
        }
    }

    public boolean isEmpty() {
        return text != null && text.isEmpty();
    }

    /** Null for the empty query. */
    public TsNode root() {
        var known = root;
        if (known == null && !isEmpty()) {
            known = TsQueryParser.ofPrinted(text);
            root = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PgTsQuery that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** PostgreSQL's output. */
    @Override
    public String toString() {
        var known = text;
        if (known == null) {
            known = TsQueryText.print(root);
            text = known;
        }
        return known;
    }
}

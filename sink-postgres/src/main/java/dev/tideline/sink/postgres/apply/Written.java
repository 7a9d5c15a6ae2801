package dev.tideline.sink.postgres.apply;

/**
 * What was really written to a view.
 *
 * @param rowsDelta how many rows (for a bag with their counts) the view has gained
 */
public record Written(long inserted, long updated, long deleted, long rowsDelta) {

    public static final Written NOTHING = new Written(0, 0, 0, 0);

    public Written plus(Written other) {
        return new Written(
                inserted + other.inserted,
                updated + other.updated,
                deleted + other.deleted,
                rowsDelta + other.rowsDelta);
    }

    public long upserted() {
        return inserted + updated;
    }
}

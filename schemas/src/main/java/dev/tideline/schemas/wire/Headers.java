package dev.tideline.schemas.wire;

import java.nio.charset.StandardCharsets;

/** The record headers that Tideline writes. Their values are ASCII text, so that any console consumer can show them. */
public final class Headers {

    /** On every row of a change, snapshot or result topic: the number of the epoch that the row belongs to. */
    public static final String EPOCH = "tideline.epoch";

    /**
     * On a change whose new row lacks values that PostgreSQL did not send because they did not change (large values
     * kept out of line): a JSON array of those columns' names. In the row they stand as {@link #UNAVAILABLE_VALUE};
     * only this header tells such a column from one that really holds that text.
     */
    public static final String UNAVAILABLE = "tideline.unavailable";

    /** Debezium's usual placeholder for a value that PostgreSQL did not send. */
    public static final String UNAVAILABLE_VALUE = "__debezium_unavailable_value";

    private Headers() {}

    public static byte[] epoch(long epoch) {
        return Long.toString(epoch).getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads what {@link #epoch(long)} wrote. */
    public static long epoch(byte[] header) {
        long epoch = 0;
        for (byte digit : header) {
            if (digit < '0' || digit > '9') {
                throw new IllegalArgumentException(
                        "not an epoch number: '" + new String(header, StandardCharsets.US_ASCII) + "'");
            }
            epoch = Math.addExact(Math.multiplyExact(epoch, 10), digit - '0');
        }
        return epoch;
    }
}

package dev.tideline.engine.state;

/** How many entries one cache may hold. Its entries' size in the heap is estimated from how long they were as bytes lately. */
public final class CacheShare {

    /** Objects around an entry: maps' nodes, rows, arrays. */
    private static final int BYTES_OF_ENTRY = 200;

    /** What a byte of a serialised value takes as an object: a number of two bytes takes 20, a text of 50 takes 110. */
    private static final int BYTES_OF_BYTE = 5;

    private static final int AT_FIRST = 60;
    private static final double WEIGHT_OF_SAMPLE = 1.0 / 16;

    /** Shrinking a bit further than needed, so that the next step need not shrink again. */
    private static final double FURTHER = 0.75;

    /** What a cache may always keep. */
    private static final int LEAST = 32;

    private final HeapAccount account;
    private final int mostEntries;
    private double entryLength = AT_FIRST;
    private long accountedBytes;

    CacheShare(HeapAccount account, int mostEntries) {
        this.account = account;
        this.mostEntries = mostEntries;
    }

    /** A share of an account of its own, for so many entries. */
    public static CacheShare of(int mostEntries) {
        return HeapBudget.unlimited().open().share(mostEntries);
    }

    /** Tells how long an entry is as bytes, key and value. */
    public void sample(int length) {
        entryLength += (length - entryLength) * WEIGHT_OF_SAMPLE;
    }

    /**
     * How many entries the cache may keep.
     *
     * @param entries that it holds
     */
    public int allowed(int entries) {
        account(entries);
        double kept = account.kept();
        return kept == 1 ? mostEntries : (int) Math.min(mostEntries, Math.max(LEAST, entries * kept * FURTHER));
    }

    /** Notes how many entries the cache holds. */
    public void account(int entries) {
        long bytes = (long) (entries * (BYTES_OF_ENTRY + BYTES_OF_BYTE * entryLength));
        account.add(bytes - accountedBytes);
        accountedBytes = bytes;
    }
}

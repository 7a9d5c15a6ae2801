package dev.tideline.engine.state;

/** What the caches of one circuit take of a {@link HeapBudget}. Used by one thread, but for its balance. */
public final class HeapAccount {

    private final HeapBudget budget;
    /** Null for a circuit's own account. */
    private final HeapAccount whole;

    private volatile long bytes;
    private double kept = 1;

    HeapAccount(HeapBudget budget, HeapAccount whole) {
        this.budget = budget;
        this.whole = whole;
    }

    /** An account for a part of the circuit that may be given up before the whole is. */
    public HeapAccount part() {
        return budget.open(this);
    }

    /** A cache of this account that holds so many entries at most, however much of the heap is left. */
    public CacheShare share(int mostEntries) {
        return new CacheShare(this, mostEntries);
    }

    /** Asks the budget how things stand; to be called before the caches are trimmed. */
    public void refresh() {
        kept = budget.kept();
    }

    long bytes() {
        return bytes;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void add(long change) {
        bytes += change;
    }

    double kept() {
        return whole == null ? kept : whole.kept();
    }
}

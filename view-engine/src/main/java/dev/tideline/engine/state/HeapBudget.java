package dev.tideline.engine.state;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * How much of the heap the caches of all circuits of a process may take together, however many operators they have. While it is kept,
 * each cache holds what it likes, up to its own bound; once it is not, all of them shrink by the same factor at their next trim. Those in
 * use grow back and the others do not, so that the heap goes to what is used.
 *
 * <p>Sizes are estimates, from the entries' lengths as bytes. Accounts that are no longer referenced do not count. Safe for use
 * by several threads.
 */
public final class HeapBudget {

    private final long limitBytes;
    private final Set<HeapAccount> accounts = Collections.newSetFromMap(new WeakHashMap<>());

    public HeapBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Without a bound. */
    public static HeapBudget unlimited() {
        return new HeapBudget(Long.MAX_VALUE);
    }

    /** Opens the account of one circuit. */
    public HeapAccount open() {
        return open(null);
    }

    synchronized HeapAccount open(HeapAccount whole) {
        var account = new HeapAccount(this, whole);
        accounts.add(account);
        return account;
    }

    /** Which part of what they hold now caches may keep: 1 if all is well. */
    synchronized double kept() {
        long used = 0;
        for (var account : accounts) {
            used += account.bytes();
        }
        return used <= limitBytes ? 1 : (double) limitBytes / used;
    }
}

package dev.tideline.engine.sql.translate;

import java.util.Optional;

/** Ranges and multiranges as they lie in memory, written out as the text that their input functions read. */
final class RangeMemory {

    private static final int EMPTY = 0x01;
    private static final int LOWER_INCLUSIVE = 0x02;
    private static final int UPPER_INCLUSIVE = 0x04;
    private static final int LOWER_INFINITE = 0x08;
    private static final int UPPER_INFINITE = 0x10;

    /** What bounds are. */
    interface Bounds {

        /** Where the bound that begins here or behind padding really begins; counted as its length word is. */
        int aligned(int at);

        /** The bound as text. */
        Optional<String> text(int at);

        /** Where it ends. */
        int end(int at);
    }

    private final Memory memory;
    private final Bounds bounds;
    private int at;

    /** @param memory the content without the length word */
    RangeMemory(Memory memory, Bounds bounds) {
        this.memory = memory;
        this.bounds = bounds;
    }

    /** The type's OID, the bounds, and a byte of flags at the end. */
    Optional<String> range() {
        at = 4;
        return range(memory.byteAt(memory.length() - 1));
    }

    /** The type's OID, the number of ranges, where all but the first begin, the flags of all, and the bounds. */
    Optional<String> multirange() {
        int count = memory.intAt(4);
        int flags = 8 + 4 * Math.max(count - 1, 0);
        at = flags + count;
        var text = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            var range = range(memory.byteAt(flags + i));
            if (range.isEmpty()) {
                return Optional.empty();
            }
            text.append(i == 0 ? "" : ",").append(range.get());
        }
        return Optional.of(text.append('}').toString());
    }

    private Optional<String> range(int flags) {
        if ((flags & EMPTY) != 0) {
            return Optional.of("empty");
        }
        var lower = (flags & LOWER_INFINITE) != 0 ? Optional.of("") : bound();
        var upper = (flags & UPPER_INFINITE) != 0 ? Optional.of("") : bound();
        if (lower.isEmpty() || upper.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(((flags & LOWER_INCLUSIVE) != 0 ? "[" : "(") + lower.get() + "," + upper.get()
                + ((flags & UPPER_INCLUSIVE) != 0 ? "]" : ")"));
    }

    private Optional<String> bound() {
        at = bounds.aligned(at);
        var text = bounds.text(at).map(bound -> '"' + bound + '"');
        at = bounds.end(at);
        return text;
    }
}

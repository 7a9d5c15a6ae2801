package dev.tideline.engine.circuit.window;

/**
 * The rows that a function sees from one row: those from {@code start} up to, not including, {@code end}, without two stretches of
 * excluded ones, which lie inside and may be empty.
 */
record Frame(int start, int end, int hole1Start, int hole1End, int hole2Start, int hole2End) {

    static Frame whole(int start, int end) {
        return new Frame(start, Math.max(start, end), start, start, start, start);
    }

    /** The same without the rows of two stretches, the first of which does not lie behind the second. */
    Frame without(int from1, int to1, int from2, int to2) {
        return new Frame(start, end, clip(from1), clip(to1), clip(from2), clip(to2));
    }

    private int clip(int index) {
        return Math.max(start, Math.min(end, index));
    }

    int size() {
        return end - start - (hole1End - hole1Start) - (hole2End - hole2Start);
    }

    /** The position of the n-th row in the frame, from 0; -1 if there is none. */
    int position(int n) {
        if (n < 0 || n >= size()) {
            return -1;
        }
        int position = start + n;
        if (position >= hole1Start) {
            position += hole1End - hole1Start;
        }
        if (position >= hole2Start) {
            position += hole2End - hole2Start;
        }
        return position;
    }
}

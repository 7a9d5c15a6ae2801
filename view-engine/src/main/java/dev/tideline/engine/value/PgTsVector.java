package dev.tideline.engine.value;

import java.util.Arrays;

/**
 * A tsvector: distinct words in the order of their bytes, each with the positions at which it stands, if they are known.
 *
 * <p>A value that came as text is taken apart when that is first needed: most rows that pass are only kept and shown. Immutable.
 */
public final class PgTsVector {

    /** Positions behind it are kept as this one. */
    public static final int LAST_POSITION = 16_383;

    /** Of one word. */
    public static final int MOST_POSITIONS = 256;

    /** Bytes of a word. */
    public static final int LONGEST_WORD = 2_046;

    /** Bytes of all words and positions together. */
    public static final int LARGEST_SIZE = (1 << 20) - 1;

    public static final PgTsVector EMPTY = new PgTsVector(new String[0], new char[0][]);

    private static final char[] NO_POSITIONS = {};

    /** Null until it is needed; as {@link #parts}, the same whichever thread makes it. */
    private String text;

    private Parts parts;

    private record Parts(String[] words, char[][] positions) {}

    private PgTsVector(String text, Parts parts) {
        this.text = text;
        this.parts = parts;
    }

    private PgTsVector(String[] words, char[][] positions) {
        this(null, new Parts(words, positions));
    }

    /**
     * @param words in the order of their bytes, none twice
     * @param positions of each word, ascending, each made by {@link #entry}; none for a word whose positions are unknown. Both arrays are kept
     */
    public static PgTsVector of(String[] words, char[][] positions) {
        return new PgTsVector(words, positions);
    }

    /** A value as PostgreSQL has printed it: not checked. */
    public static PgTsVector printed(String text) {
        return new PgTsVector(text, null);
    }

    /** A position with its weight, which is 3 for A and 0 for D. */
    public static char entry(int position, int weight) {
        return (char) (weight << 14 | position & LAST_POSITION);
    }

    /** The position of an entry. */
    public static int position(char entry) {
        return entry & LAST_POSITION;
    }

    /** The weight of an entry. */
    public static int weight(char entry) {
        return entry >> 14;
    }

    /** How many words. */
    public int size() {
        return parts().words.length;
    }

    public String word(int index) {
        return parts().words[index];
    }

    /** The entries of a word, not a copy: do not change them. Empty if its positions are unknown. */
    public char[] entries(int index) {
        var positions = parts().positions[index];
        return positions == null ? NO_POSITIONS : positions;
    }

    /** Where the word stands; if it is missing, {@code -1 - where} it would. */
    public int find(String word) {
        return Arrays.binarySearch(parts().words, word, PgChars::compareBytewise);
    }

    /** Bytes of the words and positions in PostgreSQL's memory, where lists of positions begin at even places. */
    public int dataSize() {
        var all = parts();
        int size = 0;
        for (int i = 0; i < all.words.length; i++) {
            size = sizeWith(size, PgChars.utf8(all.words[i]).length, entries(i).length);
        }
        return size;
    }

    /** @throws SqlError if words and positions take more bytes than a vector holds */
    public static void checkSize(int bytes) {
        if (bytes > LARGEST_SIZE) {
            throw new SqlError(
                    "54000", "string is too long for tsvector (" + bytes + " bytes, max " + LARGEST_SIZE + " bytes)");
        }
    }

    static int sizeWith(int before, int wordBytes, int positions) {
        int size = before + wordBytes;
        return positions == 0 ? size : size + (size & 1) + 2 + 2 * positions;
    }

    private Parts parts() {
        var known = parts;
        if (known == null) {
            known = TsVectorText.ofPrinted(text).parts;
            parts = known;
        }
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PgTsVector that && toString().equals(that.toString());
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
            known = TsVectorText.print(this);
            text = known;
        }
        return known;
    }
}

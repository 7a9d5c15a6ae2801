package dev.tideline.engine.regex;

/** A text to be searched, by code points. */
public final class Subject {

    private final String text;
    private final int[] points;
    private final boolean wide;

    public Subject(String text) {
        this.text = text;
        this.points = text.codePoints().toArray();
        this.wide = points.length != text.length();
    }

    /** In code points, as all positions are. */
    public int length() {
        return points.length;
    }

    public String substring(int from, int to) {
        return text.substring(index(from), index(to));
    }

    private int index(int position) {
        return wide ? text.offsetByCodePoints(0, position) : position;
    }

    int[] points() {
        return points;
    }
}

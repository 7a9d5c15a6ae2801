package dev.tideline.engine.value;

/** Walks into jsonb by a path of keys and positions. */
public final class JsonbPath {

    private JsonbPath() {}

    /** The value at the end of the path, or null. Steps into an array must be integers; negative ones count from its end. */
    public static Jsonb find(Jsonb json, Object[] path) {
        var at = json;
        for (var step : path) {
            if (step == null || at == null || at.isScalar()) {
                return null;
            }
            at = at.kind() == Jsonb.Kind.OBJECT ? at.get((String) step) : element(at, position((String) step));
        }
        return at;
    }

    /** The element at a position, negative ones counted from the end, or null. */
    public static Jsonb element(Jsonb array, Long position) {
        if (position == null) {
            return null;
        }
        long index = position < 0 ? position + array.size() : position;
        return index >= 0 && index < array.size() ? array.get((int) index) : null;
    }

    /** A step as a position, or null if C's strtoint() does not take all of it. */
    public static Long position(String step) {
        int at = 0;
        while (at < step.length() && PgChars.isSpace(step.charAt(at))) {
            at++;
        }
        int sign = at < step.length() && (step.charAt(at) == '-' || step.charAt(at) == '+') ? at++ : -1;
        int first = at;
        long value = 0;
        for (; at < step.length() && PgChars.isDigit(step.charAt(at)); at++) {
            value = value * 10 + step.charAt(at) - '0';
            if (value > Integer.MAX_VALUE + 1L) {
                return null;
            }
        }
        if (at == first || at != step.length()) {
            return null;
        }
        value = sign >= 0 && step.charAt(sign) == '-' ? -value : value;
        return value == (int) value ? value : null;
    }
}

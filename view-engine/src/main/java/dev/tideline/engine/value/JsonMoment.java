package dev.tideline.engine.value;

/**
 * A date or time among the items of a jsonpath. Outside of a path's evaluation it is a string.
 *
 * @param value days, or microseconds: local ones but of a timestamp with time zone
 * @param offset in seconds east, by which a time with time zone is shown; 0 for those without
 */
public record JsonMoment(Type type, long value, int offset) {

    /** What it is; the words are what {@code .type()} says. */
    public enum Type {
        DATE("date"),
        TIME("time without time zone"),
        TIME_TZ("time with time zone"),
        TIMESTAMP("timestamp without time zone"),
        TIMESTAMP_TZ("timestamp with time zone");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** As it stands in json. */
    String iso() {
        if (isInfinite()) {
            return value < 0 ? "-infinity" : "infinity";
        }
        var out = new StringBuilder();
        var civil = civil();
        if (hasDate()) {
            DateTimeText.appendDate(out, civil);
        }
        if (type != Type.DATE) {
            out.append(hasDate() ? "T" : "");
            DateTimeText.appendTime(out, civil);
        }
        if (type == Type.TIME_TZ || type == Type.TIMESTAMP_TZ) {
            DateTimeText.appendOffset(out, offset);
            out.append(offset % 3600 == 0 ? ":00" : "");
        }
        if (hasDate()) {
            DateTimeText.appendEra(out, civil);
        }
        return out.toString();
    }

    private boolean hasDate() {
        return type != Type.TIME && type != Type.TIME_TZ;
    }

    private boolean isInfinite() {
        return type == Type.DATE ? !DateTimeRange.isFinite((int) value) : hasDate() && !DateTimeRange.isFinite(value);
    }

    private CivilTime civil() {
        if (type == Type.DATE) {
            return CivilTime.ofDate((int) value);
        } else if (hasDate()) {
            return CivilTime.ofTimestamp(value, offset);
        }
        // Not by way of a timestamp: there is a time of 24 o'clock.
        var civil = new CivilTime();
        civil.setTime(value);
        return civil;
    }
}

package dev.tideline.engine.value;

/** What is wrong with a date or time text, before it is known what the message has to name. */
final class DateTimeFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** The kinds of fault, as PostgreSQL reports them. */
    enum Kind {
        FORMAT,
        FIELD,
        INTERVAL,
        DISPLACEMENT,
        ZONE
    }

    static final DateTimeFault FORMAT = new DateTimeFault(Kind.FORMAT, null);
    static final DateTimeFault FIELD = new DateTimeFault(Kind.FIELD, null);
    static final DateTimeFault DISPLACEMENT = new DateTimeFault(Kind.DISPLACEMENT, null);

    private final Kind kind;
    private final String zone;

    private DateTimeFault(Kind kind, String zone) {
        super(null, null, false, false);
        this.kind = kind;
        this.zone = zone;
    }

    static DateTimeFault zone(String name) {
        return new DateTimeFault(Kind.ZONE, name);
    }

    Kind kind() {
        return kind;
    }

    SqlError toError(String type, String text) {
        return switch (kind) {
            case FORMAT -> new SqlError("22007", "invalid input syntax for type " + type + ": \"" + text + "\"");
            case FIELD -> SqlError.datetimeOverflow("date/time field value out of range: \"" + text + "\"");
            case INTERVAL -> new SqlError("22015", "interval field value out of range: \"" + text + "\"");
            case DISPLACEMENT -> new SqlError("22009", "time zone displacement out of range: \"" + text + "\"");
            case ZONE -> SqlError.invalidParameter("time zone \"" + zone + "\" not recognized");
        };
    }

    static SqlError intervalRange(String text) {
        return new DateTimeFault(Kind.INTERVAL, null).toError("interval", text);
    }
}

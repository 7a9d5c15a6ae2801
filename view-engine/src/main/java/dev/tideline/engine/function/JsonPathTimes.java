package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.JsonMoment;
import dev.tideline.engine.value.JsonMoment.Type;
import dev.tideline.engine.value.JsonPathItem;
import dev.tideline.engine.value.JsonPathItem.Kind;
import dev.tideline.engine.value.Jsonb;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZones;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The methods of a jsonpath that make dates and times of strings. */
final class JsonPathTimes {

    private static final String INVALID = "22031";
    private static final Parsed<TimeTemplate> TEMPLATES = new Parsed<>(text -> new TimeTemplate(text, true), null);
    private static final List<TimeTemplate> FORMATS = formats("TZ");
    private static final List<TimeTemplate> FORMATS_BEFORE_17 = formats("TZH:TZM", "TZH");

    private final SessionSettings session;
    private final boolean zoned;

    JsonPathTimes(JsonPathRules rules) {
        this.session = rules.session();
        this.zoned = rules.zoned();
    }

    private static List<TimeTemplate> formats(String... zones) {
        var formats = new ArrayList<TimeTemplate>();
        formats.add(new TimeTemplate("yyyy-mm-dd", true));
        add(formats, "", zones);
        add(formats, "", "");
        for (var joint : List.of(" ", "\"T\"")) {
            add(formats, "yyyy-mm-dd" + joint, zones);
        }
        for (var joint : List.of(" ", "\"T\"")) {
            add(formats, "yyyy-mm-dd" + joint, "");
        }
        return List.copyOf(formats);
    }

    private static void add(List<TimeTemplate> formats, String date, String... zones) {
        for (var seconds : List.of("SS.US", "SS")) {
            for (var zone : zones) {
                formats.add(new TimeTemplate(date + "HH24:MI:" + seconds + zone, true));
            }
        }
    }

    Jsonb apply(JsonPathItem item, Jsonb json) {
        var kind = item.kind();
        if (json.kind() != Jsonb.Kind.STRING) {
            throw fault("jsonpath item method ." + kind.symbol() + "() can only be applied to a string");
        }
        if (kind == Kind.DATETIME && item.left() != null) {
            return Jsonb.of(byTemplate(json.string(), (String) item.left().value()));
        }
        int precision = item.left() == null ? -1 : precision(item);
        var moment = recognized(json.string(), kind);
        if (kind == Kind.DATETIME) {
            return Jsonb.of(moment);
        }
        var cast = cast(moment, kind, json.string());
        return Jsonb.of(precision < 0 ? cast : rounded(cast, precision));
    }

    private static JsonPathFault fault(String message) {
        return new JsonPathFault(INVALID, message);
    }

    private static int precision(JsonPathItem item) {
        var digits = ((PgNumeric) item.left().value()).digits();
        if (digits.compareTo(BigDecimal.valueOf(digits.intValue())) != 0) {
            throw fault("time precision of jsonpath item method ." + item.kind().symbol()
                    + "() is out of range for type integer");
        }
        return digits.intValue();
    }

    private JsonMoment byTemplate(String text, String template) {
        // A template that is none fails even where errors are hidden.
        var parsed = TEMPLATES.of(template);
        try {
            return parse(parsed, text);
        } catch (SqlError e) {
            throw new JsonPathFault(e);
        }
    }

    private JsonMoment recognized(String text, Kind kind) {
        for (var format : session.since(17) ? FORMATS : FORMATS_BEFORE_17) {
            try {
                return parse(format, text);
            } catch (SqlError e) {
                // The next one may fit.
            }
        }
        throw unrecognized(kind, text);
    }

    private static JsonPathFault unrecognized(Kind kind, String text) {
        return fault(kind.symbol() + " format is not recognized: \"" + text + "\"");
    }

    private JsonMoment parse(TimeTemplate template, String text) {
        var fields = new TimeInput(template, text, session).fields();
        var civil = fields.civil();
        var offset = fields.offset();
        boolean dated = template.hasDate();
        boolean timed = template.hasTime();
        boolean withZone = template.hasZone();
        int precision = fields.precision == 0 ? -1 : fields.precision;
        if (dated && timed) {
            var timestamp = withZone
                    ? DateTimeRange.timestamp(civil, offset == null ? 0 : offset)
                    : DateTimeRange.timestamp(civil);
            if (timestamp == null) {
                throw SqlError.datetimeOverflow((withZone ? "timestamptz" : "timestamp") + " out of range");
            }
            long rounded = DateTimeCasts.rounded(timestamp, precision, "timestamp");
            return new JsonMoment(withZone ? Type.TIMESTAMP_TZ : Type.TIMESTAMP, rounded, withZone ? offset : 0);
        } else if (dated) {
            if (withZone) {
                throw new SqlError("22007", "datetime format is zoned but not timed");
            }
            return new JsonMoment(Type.DATE, fields.dateOf(civil), 0);
        } else if (timed) {
            long time = precision < 0 ? civil.time() : DateTimeCasts.round(civil.time(), precision);
            return new JsonMoment(withZone ? Type.TIME_TZ : Type.TIME, time, withZone ? offset : 0);
        }
        throw new SqlError("22007", "datetime format is not dated and not timed");
    }

    private void checkZoned(String from, String to) {
        if (!zoned) {
            throw SqlError.notSupported("cannot convert value from " + from + " to " + to + " without time zone usage");
        }
    }

    private JsonMoment cast(JsonMoment moment, Kind kind, String text) {
        var type = moment.type();
        boolean isTime = type == Type.TIME || type == Type.TIME_TZ;
        boolean wrong =
                switch (kind) {
                    case TIME -> type == Type.DATE;
                    case TIME_TZ -> type == Type.DATE || type == Type.TIMESTAMP;
                    default -> isTime;
                };
        if (wrong) {
            throw unrecognized(kind, text);
        }
        return switch (kind) {
            case DATE -> toDate(moment);
            case TIME -> toTime(moment);
            case TIME_TZ -> toTimeTz(moment);
            case TIMESTAMP -> toTimestamp(moment);
            default -> toTimestampTz(moment);
        };
    }

    private JsonMoment toDate(JsonMoment moment) {
        if (moment.type() == Type.DATE) {
            return moment;
        }
        var local = moment.type() == Type.TIMESTAMP ? moment.value() : local(moment, "date");
        return new JsonMoment(Type.DATE, Math.floorDiv(local, CivilTime.MICROS_PER_DAY), 0);
    }

    private long local(JsonMoment moment, String to) {
        checkZoned("timestamptz", to);
        return Moments.toLocal(moment.value(), session.timezone());
    }

    private JsonMoment toTime(JsonMoment moment) {
        return switch (moment.type()) {
            case TIME -> moment;
            case TIME_TZ -> {
                checkZoned("timetz", "time");
                yield new JsonMoment(Type.TIME, moment.value(), 0);
            }
            default -> {
                long local = moment.type() == Type.TIMESTAMP ? moment.value() : local(moment, "time");
                yield new JsonMoment(Type.TIME, Math.floorMod(local, CivilTime.MICROS_PER_DAY), 0);
            }
        };
    }

    private JsonMoment toTimeTz(JsonMoment moment) {
        if (moment.type() == Type.TIME) {
            checkZoned("time", "timetz");
            return timeTz(moment.value());
        } else if (moment.type() == Type.TIME_TZ) {
            return moment;
        }
        int offset = TimeZones.offsetAt(moment.value(), session.timezone());
        long local = moment.value() + offset * CivilTime.MICROS_PER_SECOND;
        return new JsonMoment(Type.TIME_TZ, Math.floorMod(local, CivilTime.MICROS_PER_DAY), offset);
    }

    /** The offset of a time without a date is that of today, which PostgreSQL takes from its clock. */
    private JsonMoment timeTz(long time) {
        var rules = session.timezone().getRules();
        if (!rules.isFixedOffset()) {
            throw SqlError.notSupported("a time without time zone is given the offset of the current day in "
                    + session.timezone() + ", which is not supported in a jsonpath");
        }
        return new JsonMoment(Type.TIME_TZ, time, TimeZones.offsetAt(0, session.timezone()));
    }

    private JsonMoment toTimestamp(JsonMoment moment) {
        return switch (moment.type()) {
            case DATE -> new JsonMoment(Type.TIMESTAMP, Moments.ofDate((int) moment.value()), 0);
            case TIMESTAMP -> moment;
            default -> new JsonMoment(Type.TIMESTAMP, local(moment, "timestamp"), 0);
        };
    }

    private JsonMoment toTimestampTz(JsonMoment moment) {
        if (moment.type() == Type.TIMESTAMP_TZ) {
            return moment;
        }
        boolean date = moment.type() == Type.DATE;
        checkZoned(date ? "date" : "timestamp", "timestamptz");
        long local = date ? Moments.ofDate((int) moment.value()) : moment.value();
        return new JsonMoment(
                Type.TIMESTAMP_TZ,
                date ? Moments.ofDate((int) moment.value(), session) : Moments.toAbsolute(local, session.timezone()),
                TimeZones.offsetOfLocal(local, session.timezone()));
    }

    /** A precision beyond that of the type is that of the type. */
    private static JsonMoment rounded(JsonMoment moment, int precision) {
        int digits = Math.min(precision, 6);
        boolean isTime = moment.type() == Type.TIME || moment.type() == Type.TIME_TZ;
        long value = isTime
                ? DateTimeCasts.round(moment.value(), digits)
                : DateTimeCasts.rounded(moment.value(), digits, "timestamp");
        return new JsonMoment(moment.type(), value, moment.offset());
    }

    /** Compares, or returns null if the two are of types that are not compared. */
    Integer compare(JsonMoment left, JsonMoment right) {
        boolean leftTime = left.type() == Type.TIME || left.type() == Type.TIME_TZ;
        boolean rightTime = right.type() == Type.TIME || right.type() == Type.TIME_TZ;
        if (leftTime != rightTime) {
            return null;
        } else if (left.type() == right.type() && left.type() != Type.TIME_TZ) {
            return Long.compare(left.value(), right.value());
        } else if (leftTime) {
            return compareTimes(withZone(left), withZone(right));
        } else if (left.type().compareTo(right.type()) > 0) {
            return -compare(right, left);
        } else if (right.type() == Type.TIMESTAMP) {
            return compareDate((int) left.value(), right.value());
        }
        boolean date = left.type() == Type.DATE;
        checkZoned(date ? "date" : "timestamp", "timestamptz");
        long absolute = date
                ? Moments.ofDate((int) left.value(), session)
                : Moments.toAbsolute(left.value(), session.timezone());
        return Long.compare(absolute, right.value());
    }

    private JsonMoment withZone(JsonMoment time) {
        if (time.type() == Type.TIME_TZ) {
            return time;
        }
        checkZoned("time", "timetz");
        return timeTz(time.value());
    }

    /** By the moment, then by the zone: the farther west, the later. */
    private static int compareTimes(JsonMoment left, JsonMoment right) {
        int moments = Long.compare(
                left.value() - left.offset() * CivilTime.MICROS_PER_SECOND,
                right.value() - right.offset() * CivilTime.MICROS_PER_SECOND);
        return moments != 0 ? moments : Integer.compare(right.offset(), left.offset());
    }

    private static int compareDate(int date, long timestamp) {
        if (!DateTimeRange.isFinite(date) || !DateTimeRange.isFinite(timestamp)) {
            return Long.compare(Moments.ofDate(DateTimeRange.isFinite(date) ? 0 : date), timestamp);
        }
        int days = Long.compare(date, Math.floorDiv(timestamp, CivilTime.MICROS_PER_DAY));
        return days != 0 ? days : Math.floorMod(timestamp, CivilTime.MICROS_PER_DAY) > 0 ? -1 : 0;
    }
}

package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import dev.tideline.engine.value.DateTimeRange;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TimeZones;

/** to_char of times and intervals, to_date and to_timestamp. */
final class TimeFormatting {

    private TimeFormatting() {}

    static void register(FunctionRegistry.Registrar to) {
        to.bound("to_char(timestamp,text)", site -> {
            var templates = templates(site);
            return (Body.Binary) (value, format) -> {
                long timestamp = (long) value;
                return ((String) format).isEmpty() || !DateTimeRange.isFinite(timestamp)
                        ? null
                        : new TimeOutput(CivilTime.ofTimestamp(timestamp), "").text(templates.of((String) format));
            };
        });
        to.bound("to_char(timestamptz,text)", TimeFormatting::zoned);
        to.bound("to_char(interval,text)", site -> {
            var templates = templates(site);
            return (Body.Binary) (value, format) -> {
                var interval = (PgInterval) value;
                boolean infinite = site.session().since(17)
                        && (interval.equals(PgInterval.INFINITY) || interval.equals(PgInterval.MINUS_INFINITY));
                return ((String) format).isEmpty() || infinite
                        ? null
                        : new TimeOutput(interval).text(templates.of((String) format));
            };
        });
        to.bound("to_date(text,text)", site -> {
            var templates = templates(site);
            return (Body.Binary)
                    (text, format) -> new TimeInput(templates.of((String) format), (String) text, site.session())
                            .fields()
                            .date();
        });
        to.bound("to_timestamp(text,text)", TimeFormatting::timestamp);
    }

    private static Parsed<TimeTemplate> templates(CallSite site) {
        return new Parsed<>(TimeTemplate::new, (String) site.constants().get(1));
    }

    private static Body zoned(CallSite site) {
        var templates = templates(site);
        var zone = site.session().timezone();
        var abbreviation = ZoneAbbreviation.of(zone);
        if (site.constants().get(1) instanceof String format
                && abbreviation == null
                && new TimeTemplate(format).has(TimePattern.Field.TZ)) {
            throw new UnsupportedCallException(ZoneAbbreviation.unknown().getMessage());
        }
        return (Body.Binary) (value, format) -> {
            long timestamp = (long) value;
            if (((String) format).isEmpty() || !DateTimeRange.isFinite(timestamp)) {
                return null;
            }
            var civil = CivilTime.ofTimestamp(timestamp, TimeZones.offsetAt(timestamp, zone));
            return new TimeOutput(civil, abbreviation).text(templates.of((String) format));
        };
    }

    private static Body timestamp(CallSite site) {
        var templates = templates(site);
        var zone = site.session().timezone();
        return (Body.Binary) (text, format) -> {
            var fields = new TimeInput(templates.of((String) format), (String) text, site.session()).fields();
            var civil = fields.civil();
            var offset = fields.offset();
            if (offset == null) {
                offset = DateTimeRange.isValid(civil) ? TimeZones.offsetOfLocal(civil, zone) : 0;
            }
            var timestamp = DateTimeRange.timestamp(civil, offset);
            if (timestamp == null) {
                throw SqlError.datetimeOverflow("timestamp out of range");
            }
            return fields.precision == 0
                    ? timestamp
                    : (Object) DateTimeCasts.rounded(timestamp, fields.precision, "timestamp");
        };
    }
}

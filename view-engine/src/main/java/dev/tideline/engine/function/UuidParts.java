package dev.tideline.engine.function;

import dev.tideline.engine.value.CivilTime;
import java.util.UUID;

/** What a uuid tells about itself. */
final class UuidParts {

    private static final long GREGORIAN_JULIAN = 2299161;
    private static final int RFC_VARIANT = 2;
    private static final int SINCE_UUID_7 = 18;

    private UuidParts() {}

    static void register(FunctionRegistry.Registrar to) {
        to.unary("uuid_extract_version(uuid)", a -> {
            var uuid = (UUID) a;
            return uuid.variant() == RFC_VARIANT ? (Object) uuid.version() : null;
        });
        to.bound("uuid_extract_timestamp(uuid)", site -> {
            boolean readsSeven = site.session().since(SINCE_UUID_7);
            return (Body.Unary) a -> timestamp((UUID) a, readsSeven);
        });
    }

    private static Object timestamp(UUID uuid, boolean readsSeven) {
        if (uuid.variant() != RFC_VARIANT) {
            return null;
        }
        if (uuid.version() == 1) {
            // Tenths of microseconds since the first day of the Gregorian calendar.
            return uuid.timestamp() / 10 - (CivilTime.EPOCH_JULIAN - GREGORIAN_JULIAN) * CivilTime.MICROS_PER_DAY;
        }
        if (uuid.version() == 7 && readsSeven) {
            long millis = uuid.getMostSignificantBits() >>> 16;
            return millis * 1000 - (CivilTime.EPOCH_JULIAN - CivilTime.UNIX_EPOCH_JULIAN) * CivilTime.MICROS_PER_DAY;
        }
        return null;
    }
}

package dev.tideline.engine.expr;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import java.util.Set;

/** Constants as a person would write them in SQL, for plans that are shown. */
public final class ConstantText {

    private static final Set<PgType> BARE = Set.of(PgType.BOOL, PgType.INT2, PgType.INT4, PgType.INT8);
    private static final PgTypeCatalog TYPES = new PgTypeCatalog();

    private ConstantText() {}

    /** Whether a literal of the type goes without quotes. */
    public static boolean isBare(PgType type) {
        return BARE.contains(type);
    }

    /** The literal without its type: {@code 5}, {@code '1 day'}, {@code NULL}; times in UTC. */
    public static String of(Expr.Constant constant) {
        if (constant.value() == null) {
            return "NULL";
        }
        if (isBare(constant.type().type())) {
            return constant.value().toString();
        }
        var text = TYPES.supports(constant.type())
                ? TYPES.semantics(constant.type()).toText(constant.value(), SessionSettings.UTC)
                : constant.value().toString();
        return "'" + text.replace("'", "''") + "'";
    }
}

package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.sql.catalog.Types;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * Casts that PostgreSQL's planner adds after analysis: the inputs of nested set operations may still differ from the type of the
 * result.
 */
final class ImplicitCasts {

    private static final SqlType INTEGER = SqlType.of(PgType.INT4);
    private static final SqlType BOOLEAN = SqlType.of(PgType.BOOL);

    private final Translation translation;
    private final FunctionRules rules;

    ImplicitCasts(Translation translation) {
        this.translation = translation;
        this.rules = new FunctionRules(translation);
    }

    Expr cast(Expr value, long sourceOid, long targetOid, SqlType target) {
        var types = translation.catalog().types();
        if (sourceOid == 0 || base(types, sourceOid) == base(types, targetOid)) {
            return new Expr.Relabel(value, target);
        }
        long sourceElement = types.info(base(types, sourceOid)).elementOid();
        long targetElement = types.info(base(types, targetOid)).elementOid();
        if (sourceElement != 0 && targetElement != 0) {
            return ofElements(value, sourceElement, targetElement, target);
        }
        var functions = translation.catalog().functions();
        var cast = functions.implicitCast(base(types, sourceOid), base(types, targetOid));
        if (cast.isEmpty()) {
            throw new IllegalStateException("no implicit cast from type " + sourceOid + " to " + targetOid);
        }
        if (cast.get().throughText()) {
            rules.refuseOpen(value, "its text form");
            return new Expr.TextCast(value, target);
        }
        if (cast.get().functionOid() == 0) {
            return new Expr.Relabel(value, target);
        }
        var info = functions.function(cast.get().functionOid());
        rules.checkUsable(info, null);
        var arguments = new ArrayList<>(List.of(value));
        if (info.argumentOids().size() > 1) {
            arguments.add(new Expr.Constant(-1, INTEGER));
        }
        if (info.argumentOids().size() > 2) {
            arguments.add(new Expr.Constant(false, BOOLEAN));
        }
        rules.checkCall(info.function(), arguments, target.collation());
        return new Expr.Call(info.function(), arguments, target, target.collation());
    }

    private Expr ofElements(Expr array, long sourceElement, long targetElement, SqlType target) {
        var types = translation.catalog().types();
        var type = array.type();
        var element =
                new Expr.ElementRef(new SqlType(types.info(sourceElement).type(), type.typmod(), type.collation()));
        var targetType = new SqlType(types.info(targetElement).type(), target.typmod(), target.collation());
        return new Expr.ArrayCast(array, cast(element, sourceElement, targetElement, targetType), target);
    }

    private static long base(Types types, long oid) {
        long base = types.info(oid).baseOid();
        return base == 0 ? oid : base(types, base);
    }
}

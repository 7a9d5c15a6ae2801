package dev.tideline.engine.sql;

import dev.tideline.engine.expr.CompilingExprCompiler;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.function.CaseMapping;
import dev.tideline.engine.function.FunctionRegistry;
import dev.tideline.engine.sql.catalog.Collations;
import dev.tideline.engine.sql.translate.Capabilities;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Our own types, functions and aggregates, for one topology on one source. How the source maps letters to upper and lower case under a
 * collation is fetched when the first expression needs it, since that takes a second.
 */
final class EngineCapabilities implements Capabilities {

    private final PgTypeCatalog types;
    private final SessionSettings session;
    private final Collations collations;
    private final Predicate<Function> aggregates;
    private final Map<Collation, CaseMapping> caseMappings = new HashMap<>();
    private CompilingExprCompiler compiler;

    EngineCapabilities(
            PgTypeCatalog types, SessionSettings session, Collations collations, Predicate<Function> aggregates) {
        this.types = types;
        this.session = session;
        this.collations = collations;
        this.aggregates = aggregates;
        this.compiler = newCompiler();
    }

    @Override
    public PgTypeCatalog types() {
        return types;
    }

    @Override
    public boolean supports(Function function) {
        return compiler.supports(function);
    }

    @Override
    public boolean aggregates(Function function) {
        return aggregates.test(function);
    }

    @Override
    public Optional<String> refusal(Expr expr) {
        var refusal = compiler.refusal(expr);
        if (refusal.isPresent() && addCaseMapping(inputCollation(expr))) {
            return compiler.refusal(expr);
        }
        return refusal;
    }

    @Override
    public Object constant(Expr expr) {
        return compiler.compile(expr).evaluate(Row.EMPTY);
    }

    /** For the expressions of all plans that were translated so far. */
    ExprCompiler compiler() {
        return compiler;
    }

    private boolean addCaseMapping(Collation collation) {
        if (collation == null || collation.asciiCase() || caseMappings.containsKey(collation)) {
            return false;
        }
        var mapping = collations.caseMapping(collation);
        mapping.ifPresent(found -> {
            caseMappings.put(collation, found);
            compiler = newCompiler();
        });
        return mapping.isPresent();
    }

    private CompilingExprCompiler newCompiler() {
        return new CompilingExprCompiler(FunctionRegistry.standard(), types, session, caseMappings);
    }

    private static Collation inputCollation(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return call.inputCollation();
        } else if (expr instanceof Expr.JsonQuery query) {
            return query.collation();
        } else if (expr instanceof Expr.JsonTable table) {
            return table.collation();
        }
        return expr instanceof Expr.Quantified quantified ? quantified.inputCollation() : null;
    }
}

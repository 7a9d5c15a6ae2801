package dev.tideline.engine.expr;

import dev.tideline.engine.function.CaseMapping;
import dev.tideline.engine.function.FunctionRegistry;
import dev.tideline.engine.function.UnsupportedCallException;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.SessionSettings;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles expressions into trees of closures. What is constant is computed while compiling; an error met thereby is raised when,
 * and only when, a row is evaluated. Evaluators are free of state and may be used by many threads.
 */
public final class CompilingExprCompiler implements ExprCompiler {

    private final FunctionRegistry registry;
    private final PgTypeCatalog types;
    private final SessionSettings session;
    private final Map<Collation, CaseMapping> caseMappings;

    public CompilingExprCompiler(PgTypeCatalog types, SessionSettings session) {
        this(FunctionRegistry.standard(), types, session, Map.of());
    }

    /**
     * @param caseMappings upper and lower case under collations whose case goes beyond ASCII, as the source maps it; under any
     *     other such collation {@code lower}, {@code ILIKE} and the like are refused
     */
    public CompilingExprCompiler(
            FunctionRegistry registry,
            PgTypeCatalog types,
            SessionSettings session,
            Map<Collation, CaseMapping> caseMappings) {
        this.registry = registry;
        this.types = types;
        this.session = session;
        this.caseMappings = Map.copyOf(caseMappings);
    }

    @Override
    public boolean supports(Function function) {
        return registry.find(function.signature()) != null;
    }

    @Override
    public Optional<String> refusal(Expr expr) {
        try {
            compile(expr);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public Evaluator compile(Expr expr) {
        return new Compilation(this).compile(expr);
    }

    PgTypeCatalog types() {
        return types;
    }

    SessionSettings session() {
        return session;
    }

    FunctionRegistry.Implementation implementation(Function function) {
        var implementation = registry.find(function.signature());
        if (implementation == null) {
            throw new UnsupportedCallException("function " + function.signature() + " is not supported");
        }
        return implementation;
    }

    CaseMapping caseMapping(Collation collation) {
        return collation == null ? null : caseMappings.get(collation);
    }
}

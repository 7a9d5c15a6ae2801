package dev.tideline.engine.function;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/**
 * What an implementation knows of the call that it is bound to.
 *
 * @param arguments the actual types
 * @param constants per argument the value if it is a constant that is not NULL, else null
 * @param collation the collation that the function works under, or null
 * @param caseMapping upper and lower case beyond ASCII, or null if unknown
 */
public record CallSite(
        List<SqlType> arguments,
        List<Object> constants,
        SqlType result,
        Collation collation,
        SessionSettings session,
        TypeCatalog types,
        CaseMapping caseMapping) {

    /** What one may do with the values of an argument. */
    public TypeSemantics semantics(int argument) {
        return types.semantics(arguments.get(argument));
    }

    /** The same for the result. */
    public TypeSemantics resultSemantics() {
        return types.semantics(result);
    }

    /**
     * Refuses the call on a source older than the given version, where the function does something else.
     *
     * @throws UnsupportedCallException if the source is older
     */
    public void requireServer(int major) {
        if (!session.since(major)) {
            throw new UnsupportedCallException(
                    "this function is only supported from version " + major + " of the source on");
        }
    }
}

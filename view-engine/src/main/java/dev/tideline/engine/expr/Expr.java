package dev.tideline.engine.expr;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.SqlType;
import java.util.List;

/**
 * A scalar expression, as PostgreSQL's analyser understood it: every name resolved, every cast explicit, every function known
 * by its signature. Immutable; equal expressions compute equal values.
 *
 * <p>Where the text of an expression stands in the user's query is not part of it (it would spoil sharing between views); it is
 * needed only while the analyser's tree is translated.
 */
public sealed interface Expr {

    SqlType type();

    /** A column of the plan below, by identity. Only in plans. */
    record ColumnRef(Column column) implements Expr {
        @Override
        public SqlType type() {
            return column.type();
        }
    }

    /** A column of an operator's input row, by position from 0. Only in circuits. */
    record InputRef(int index, SqlType type) implements Expr {}

    /**
     * The time of the epoch: what {@code now()} means. It is no constant and no column; a plan is lowered only after each has been
     * turned into a temporal filter or a column of {@code Plan.Clock}.
     */
    record Now() implements Expr {
        @Override
        public SqlType type() {
            return SqlType.of(dev.tideline.engine.type.PgType.TIMESTAMPTZ);
        }
    }

    /** A value known now; null is SQL NULL. */
    record Constant(Object value, SqlType type) implements Expr {
        public static final Constant TRUE = new Constant(true, SqlType.of(dev.tideline.engine.type.PgType.BOOL));
    }

    /**
     * A function or operator applied. A strict function is NULL on a NULL argument without being called.
     *
     * @param inputCollation the collation that the function works under, or null
     */
    record Call(Function function, List<Expr> arguments, SqlType type, Collation inputCollation) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Three-valued AND of two or more. */
    record And(List<Expr> terms) implements Expr {
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** Three-valued OR of two or more. */
    record Or(List<Expr> terms) implements Expr {
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** Three-valued NOT. */
    record Not(Expr argument) implements Expr {
        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** {@code IS [NOT] NULL} of a value (for rows see {@link RowIsNull}). */
    record IsNull(Expr argument, boolean negated) implements Expr {
        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** {@code IS NULL} (all fields null) or {@code IS NOT NULL} (no field null) of a composite value. */
    record RowIsNull(Expr argument, boolean negated) implements Expr {
        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** {@code IS [NOT] TRUE / FALSE / UNKNOWN}; {@code tested} is null for UNKNOWN. */
    record BooleanTest(Expr argument, Boolean tested, boolean negated) implements Expr {
        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** {@code CASE WHEN … THEN … ELSE … END}; a CASE with an operand has become comparisons. Branches are evaluated lazily. */
    record Case(List<When> whens, Expr otherwise, SqlType type) implements Expr {
        public Case {
            whens = List.copyOf(whens);
        }
    }

    /** A branch of a {@link Case}. */
    record When(Expr condition, Expr result) {}

    /** The first argument that is not NULL; later ones are not evaluated. */
    record Coalesce(List<Expr> arguments, SqlType type) implements Expr {
        public Coalesce {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code GREATEST} or {@code LEAST}: NULLs are ignored; by the type's default order. */
    record Extremum(boolean greatest, List<Expr> arguments, SqlType type, Collation inputCollation) implements Expr {
        public Extremum {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code NULLIF(left, right)}; {@code equals} is the equality operator's function. */
    record NullIf(Function equals, Expr left, Expr right, SqlType type, Collation inputCollation) implements Expr {}

    /** {@code left IS DISTINCT FROM right}; {@code equals} is the equality operator's function. */
    record DistinctFrom(Function equals, Expr left, Expr right, Collation inputCollation) implements Expr {
        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** {@code scalar op ANY (array)} or {@code scalar op ALL (array)}; {@code IN (…)} of constants is one, too. */
    record Quantified(Function function, boolean any, Expr scalar, Expr array, Collation inputCollation)
            implements Expr {
        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** {@code ARRAY[…]}; nested ARRAYs of a multidimensional array have {@code multidimensional} set. */
    record ArrayConstructor(List<Expr> elements, boolean multidimensional, SqlType type) implements Expr {
        public ArrayConstructor {
            elements = List.copyOf(elements);
        }
    }

    /**
     * {@code container[a][b]} or, if {@code lower} is not null, the slice {@code container[l:u]}, of an array or a jsonb. A bound
     * left out in a slice is null in the list.
     */
    record Subscript(Expr container, List<Expr> upper, List<Expr> lower, SqlType type) implements Expr {}

    /** {@code ROW(…)} or a composite value put together. */
    record RowConstructor(List<Expr> fields, SqlType type) implements Expr {
        public RowConstructor {
            fields = List.copyOf(fields);
        }
    }

    /** A field of a composite value, by position from 0. */
    record FieldSelect(Expr row, int field, SqlType type) implements Expr {}

    /**
     * Comparison of two rows field by field, {@code <} {@code <=} {@code >} {@code >=} ({@code =} and {@code <>} arrive as AND and
     * OR).
     */
    record RowComparison(
            Kind kind, List<Function> functions, List<Expr> left, List<Expr> right, List<Collation> collations)
            implements Expr {
        public enum Kind {
            LT,
            LE,
            GE,
            GT
        }

        @Override
        public SqlType type() {
            return BOOLEAN;
        }
    }

    /** A cast that goes through the text form: output function of the one type, input function of the other. */
    record TextCast(Expr argument, SqlType type) implements Expr {}

    /** A cast that changes the type only, not the value ({@code varchar} to {@code text}, to or from a domain's base). */
    record Relabel(Expr argument, SqlType type) implements Expr {}

    /** A cast of each element of an array: {@code element} computes the new element from {@link ElementRef}. */
    record ArrayCast(Expr argument, Expr element, SqlType type) implements Expr {}

    /** The element that an {@link ArrayCast} is at. */
    record ElementRef(SqlType type) implements Expr {}

    /** A value checked against its domain's constraints; {@code check} sees the value as {@link ElementRef}, null for none. */
    record DomainCheck(Expr argument, List<Check> checks, boolean notNull, SqlType type) implements Expr {
        public DomainCheck {
            checks = List.copyOf(checks);
        }
    }

    /** A CHECK constraint of a domain. */
    record Check(String name, Expr condition) {}

    /** The type of all conditions. */
    SqlType BOOLEAN = SqlType.of(dev.tideline.engine.type.PgType.BOOL);
}

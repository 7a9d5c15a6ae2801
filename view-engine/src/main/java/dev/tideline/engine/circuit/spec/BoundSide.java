package dev.tideline.engine.circuit.spec;

/** On which side of a bound values are. */
public enum BoundSide {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String sign;

    BoundSide(String sign) {
        this.sign = sign;
    }

    public String sign() {
        return sign;
    }

    /** Whether the values are those from the bound on, and not those up to it. */
    public boolean isAbove() {
        return this == GREATER || this == GREATER_OR_EQUAL;
    }

    /** Whether the rows that stand at the bound itself are on the side where the order ends. */
    public boolean splitsBefore() {
        return this == GREATER_OR_EQUAL || this == LESS;
    }

    /** {@code b OP a} for {@code a OP b}. */
    public BoundSide swapped() {
        return switch (this) {
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
    }
}

package dev.tideline.schemas.config;

import dev.tideline.schemas.config.YamlNode.Scalar;
import dev.tideline.schemas.config.YamlNode.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** YAML 1.2's core schema: what an unquoted scalar means. */
final class ScalarTypes {

    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    /** An exponent of more digits than these would fill the memory with zeros. */
    private static final Pattern HONEST_EXPONENT = Pattern.compile("[^eE]*([eE][-+]?[0-9]{1,3})?");

    private static final Pattern SPECIAL_FLOAT = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private ScalarTypes() {}

    static Type typeOfPlain(String value) {
        if (NULL.matcher(value).matches()) {
            return Type.NULL;
        } else if (BOOLEAN.matcher(value).matches()) {
            return Type.BOOLEAN;
        } else if (INTEGER.matcher(value).matches()) {
            return Type.INTEGER;
        } else if (DECIMAL.matcher(value).matches()
                || SPECIAL_FLOAT.matcher(value).matches()) {
            return Type.FLOAT;
        }
        return Type.TEXT;
    }

    /** The whole number that a scalar stands for; {@code 4.0} is one, too, as it is for JSON Schema. */
    static Optional<BigInteger> wholeNumber(Scalar scalar) {
        return switch (scalar.type()) {
            case INTEGER -> Optional.of(integer(scalar.value()));
            case FLOAT ->
                decimal(scalar.value())
                        .filter(number -> number.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::toBigInteger);
            default -> Optional.empty();
        };
    }

    /** @throws NumberFormatException if an explicit tag calls something an integer that is none */
    static BigInteger integer(String value) {
        if (value.startsWith("0o")) {
            return new BigInteger(value.substring(2), 8);
        } else if (value.startsWith("0x")) {
            return new BigInteger(value.substring(2), 16);
        }
        return new BigInteger(value);
    }

    /** The number; empty for infinities and not-a-number, which JSON lacks, and for absurdly large or small ones. */
    static Optional<BigDecimal> decimal(String value) {
        return DECIMAL.matcher(value).matches()
                        && HONEST_EXPONENT.matcher(value).matches()
                ? Optional.of(new BigDecimal(value))
                : Optional.empty();
    }
}

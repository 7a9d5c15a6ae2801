package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.sql.text.Token;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Constants. */
final class ConstantTranslator {

    private static final Set<PgType> TIMES =
            Set.of(PgType.DATE, PgType.TIME, PgType.TIMESTAMP, PgType.TIMESTAMPTZ, PgType.TIMETZ);

    private static final Pattern CLOCK =
            Pattern.compile("\\b(now|today|tomorrow|yesterday)\\b", Pattern.CASE_INSENSITIVE);

    private final Translation translation;
    private final ConstantDecoder decoder;

    ConstantTranslator(Translation translation) {
        this.translation = translation;
        this.decoder = new ConstantDecoder(
                translation.catalog().types(), translation.capabilities().types(), translation.session());
    }

    Expr constant(Node node) {
        long typeOid = node.oid("consttype");
        var type = translation.type(typeOid, node.integer("consttypmod"), node.oid("constcollid"));
        if (node.bool("constisnull") || !translation.capabilities().types().supports(type)) {
            return new Expr.Constant(null, type);
        }
        var literal = translation.refusals().tokenAt(node);
        if (literal != null && literal.kind() == Token.Kind.STRING) {
            refuseClock(literal.value(), type);
        }
        var decoded = decoder.decode(node.bytes("constvalue"), typeOid);
        if (decoded.isPresent()) {
            return new Expr.Constant(decoded.get(), type);
        }
        return new Expr.Constant(askServer(literal, typeOid, type), type);
    }

    /** Refuses a text that means the moment in which it is read, once that is folded into a constant of this type. */
    void refuseClock(String text, SqlType type) {
        var underlying = type.underlying();
        var element = underlying instanceof PgType.Array array ? array.element().underlying() : underlying;
        if (TIMES.contains(element) && CLOCK.matcher(text).find()) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_UNSUPPORTED,
                            text + " as " + type.type().ddl()
                                    + " would stay the moment at which the query was analysed",
                            "Use now(), or a fixed time.");
        }
    }

    private Object askServer(Token literal, long typeOid, SqlType type) {
        boolean isLiteral =
                literal != null && (literal.kind() == Token.Kind.STRING || literal.kind() == Token.Kind.NUMBER);
        var text = isLiteral
                ? translation.server().literalToText(literal.value(), typeOid, type.typmod())
                : Optional.<String>empty();
        if (text.isEmpty()) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_TYPE_UNSUPPORTED,
                            "a constant of type " + type.type().ddl() + " in this place is not supported",
                            "Write it as a text that is cast at run time.");
            return null;
        }
        return translation.capabilities().types().semantics(type).fromText(text.get(), translation.session());
    }
}

package dev.tideline.schemas.diagnostics;

/**
 * Every kind of diagnostic, with its stable number. 00xx files and YAML, 01xx configuration, 02xx SQL as PostgreSQL sees
 * it, 03xx SQL that cannot be kept incrementally, 04xx source database, 05xx target database, 06xx Kafka, 07xx commands.
 */
public enum DiagnosticCode {
    FILE_UNREADABLE("TL-0001"),
    YAML_SYNTAX("TL-0002"),
    YAML_SCHEMA("TL-0003"),
    DUPLICATE_VIEW("TL-0004"),
    DUPLICATE_TOPOLOGY("TL-0005"),
    VIEW_CYCLE("TL-0006"),
    VARIABLE_UNDEFINED("TL-0101"),
    CONFIG_INVALID("TL-0102"),
    SQL_SYNTAX("TL-0201"),
    SQL_NAME("TL-0202"),
    SQL_TYPE("TL-0203"),
    SQL_OTHER("TL-0204"),
    SQL_UNSUPPORTED("TL-0301"),
    SQL_FUNCTION_UNSUPPORTED("TL-0302"),
    SQL_TYPE_UNSUPPORTED("TL-0303"),
    SQL_COLLATION_UNSUPPORTED("TL-0304"),
    SQL_VOLATILE("TL-0305"),
    SQL_RELATION_UNSUPPORTED("TL-0306"),
    SQL_REPRESENTATION_OPEN("TL-0307"),
    SQL_ORDER_OPEN("TL-0308"),
    KEY_NOT_UNIQUE("TL-0309"),
    SOURCE_UNREACHABLE("TL-0401"),
    SOURCE_WAL_LEVEL("TL-0402"),
    SOURCE_PRIVILEGE("TL-0403"),
    SOURCE_PUBLICATION("TL-0404"),
    SOURCE_SLOT("TL-0405"),
    SOURCE_REPLICA_IDENTITY("TL-0406"),
    SOURCE_IDENTITY_CHANGED("TL-0407"),
    SOURCE_TABLE("TL-0408"),
    SOURCE_UNSUPPORTED("TL-0409"),
    SOURCE_ROW_SECURITY("TL-0410"),
    TARGET_UNREACHABLE("TL-0501"),
    TARGET_PRIVILEGE("TL-0502"),
    TARGET_RELATION("TL-0503"),
    KAFKA_UNREACHABLE("TL-0601"),
    KAFKA_TOPIC("TL-0602"),
    COMMAND("TL-0701"),
    TIMED_OUT("TL-0702");

    private final String number;

    DiagnosticCode(String number) {
        this.number = number;
    }

    /** The stable number, such as {@code TL-0204}. */
    public String number() {
        return number;
    }
}

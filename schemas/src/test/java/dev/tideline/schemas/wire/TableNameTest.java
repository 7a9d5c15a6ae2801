package dev.tideline.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableNameTest {

    @Test
    void bothPartsAreQuotedForSql() {
        assertThat(new TableName("my.schema", "a\"; DROP TABLE b; --").quoted())
                .isEqualTo("\"my.schema\".\"a\"\"; DROP TABLE b; --\"");
    }

    @Test
    void tablesAreOrderedBySchemaFirst() {
        assertThat(new TableName("a", "z")).isLessThan(new TableName("b", "a")).isLessThan(new TableName("a", "zz"));
        assertThat(new TableName("a", "z")).isEqualByComparingTo(new TableName("a", "z"));
    }

    @Test
    void emptyPartIsRefused() {
        assertThatThrownBy(() -> new TableName("", "a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TableName("a", "")).isInstanceOf(IllegalArgumentException.class);
    }
}

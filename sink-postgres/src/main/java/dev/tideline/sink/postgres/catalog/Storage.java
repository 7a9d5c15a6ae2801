package dev.tideline.sink.postgres.catalog;

import dev.tideline.schemas.wire.TableName;
import java.util.List;

/**
 * A table that holds a view's rows.
 *
 * @param keyForm how rows are found by key; null while the table has no index yet
 * @param keyIndex name of the index or primary key behind {@code keyForm}, or null
 */
public record Storage(TableName table, KeyForm keyForm, List<String> keyColumns, String keyIndex) {

    public Storage {
        keyColumns = List.copyOf(keyColumns);
    }
}

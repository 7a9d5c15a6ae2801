package dev.tideline.sink.postgres;

import dev.tideline.sink.postgres.apply.HeldRows;
import dev.tideline.sink.postgres.apply.Stage;
import dev.tideline.sink.postgres.catalog.Generation;
import dev.tideline.sink.postgres.catalog.GenerationCatalog;
import dev.tideline.sink.postgres.catalog.StorageCatalog;
import dev.tideline.sink.postgres.ddl.StorageTables;
import java.sql.Connection;
import java.sql.SQLException;

/** Forgets a generation and drops what it has out of sight. What users see stays. */
final class GenerationRemoval {

    private final Connection connection;

    GenerationRemoval(Connection connection) {
        this.connection = connection;
    }

    void run(Generation generation) throws SQLException {
        var storages = new StorageCatalog(connection);
        dropWaiting(generation);
        for (var where : storages.of(generation.id()).values()) {
            if (!where.published()) {
                StorageTables.drop(connection, where.storage().table());
                storages.unbindAndDelete(where.storage().table());
            }
        }
        new GenerationCatalog(connection).delete(generation.id());
    }

    private void dropWaiting(Generation generation) throws SQLException {
        for (int ordinal = 0; ordinal < generation.descriptor().views().size(); ordinal++) {
            StorageTables.drop(connection, Stage.nameOf(generation.id(), ordinal));
            StorageTables.drop(connection, HeldRows.nameOf(generation.id(), ordinal));
        }
    }

    /** Drops rows of unfinished epochs that an earlier session left. */
    void dropStages(Generation generation) throws SQLException {
        for (int ordinal = 0; ordinal < generation.descriptor().views().size(); ordinal++) {
            StorageTables.drop(connection, Stage.nameOf(generation.id(), ordinal));
        }
    }
}

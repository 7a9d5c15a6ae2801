package dev.tideline.engine.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds {@link StageStore}s: always persistent, always logged, never cached by Kafka Streams itself. */
final class StageStoreBuilder implements StoreBuilder<StageStore> {

    /**
     * A changelog is read only when state is lost, and entries change often: compact early and in small segments, so that a
     * restore reads little more than the live entries.
     */
    private static final Map<String, String> CHANGELOG = Map.of(
            "cleanup.policy", "compact",
            "segment.bytes", Integer.toString(64 << 20),
            "min.cleanable.dirty.ratio", "0.2",
            "delete.retention.ms", "3600000",
            "max.message.bytes", Integer.toString(80 << 20));

    private final String name;

    StageStoreBuilder(String name) {
        this.name = name;
    }

    @Override
    public StageStore build() {
        return new StageStore(Stores.persistentKeyValueStore(name).get());
    }

    @Override
    public StoreBuilder<StageStore> withCachingEnabled() {
        throw new UnsupportedOperationException("a stage's store does its own buffering");
    }

    @Override
    public StoreBuilder<StageStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<StageStore> withLoggingEnabled(Map<String, String> config) {
        throw new UnsupportedOperationException("the changelog's configuration is fixed");
    }

    @Override
    public StoreBuilder<StageStore> withLoggingDisabled() {
        throw new UnsupportedOperationException("a stage's store is always logged");
    }

    @Override
    public Map<String, String> logConfig() {
        return CHANGELOG;
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }
}

/**
 * Carries gate and circuit by Kafka Streams: topics in, topics out, state in RocksDB behind a changelog, exactly once. The only
 * package that knows Kafka; it knows nothing of SQL, and of a circuit only {@link dev.tideline.engine.runtime.StageLogic}.
 */
package dev.tideline.engine.runtime;

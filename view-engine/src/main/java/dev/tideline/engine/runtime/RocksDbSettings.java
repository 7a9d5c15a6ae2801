package dev.tideline.engine.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all RocksDB databases of this process, whose number grows with the topologies. Named in the Kafka
 * Streams configuration, therefore public with a constructor without arguments.
 */
public final class RocksDbSettings implements RocksDBConfigSetter {

    /** Configuration key: bytes for the block cache, of which write buffers take up to half. */
    static final String MEMORY_BYTES = "tideline.state.memory.bytes";

    static final long DEFAULT_MEMORY_BYTES = 128L << 20;
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final long BLOCK_BYTES = 8L << 10;
    /** Few threads read, and a large value must fit into a shard. */
    private static final int CACHE_SHARD_BITS = 2;

    private static Cache cache;
    private static WriteBufferManager writeBuffers;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        share(configs);
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinL0FilterAndIndexBlocksInCache(true);
        // In one piece the filter of a large file does not fit into a shard of the cache, and is read for every key
        // anew.
        table.setIndexType(IndexType.kTwoLevelIndexSearch);
        table.setPartitionFilters(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        // Arrangements ask for keys that are not there as often as for keys that are.
        options.setOptimizeFiltersForHits(false);
        options.setCompressionType(CompressionType.LZ4_COMPRESSION);
        options.setMaxBackgroundJobs(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the write buffers belong to all stores of the process and live as long as it does.
    }

    private static synchronized void share(Map<String, Object> configs) {
        if (cache == null) {
            RocksDB.loadLibrary();
            Object configured = configs.get(MEMORY_BYTES);
            long bytes = configured == null ? DEFAULT_MEMORY_BYTES : Long.parseLong(configured.toString());
            cache = new LRUCache(bytes, CACHE_SHARD_BITS);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
        }
    }
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where one server keeps its things, all under one folder of its own. */
export type Site = { home: string; folder: string; port: number };

type Properties = Record<string, string | number | boolean>;

const heap = '3G';

function configFiles({ home, folder, port }: Site): Record<string, Properties> {
  const lake = { 'fs.hadoop.enabled': true };
  return {
    'config.properties': {
      coordinator: true,
      'node-scheduler.include-coordinator': true,
      'http-server.http.port': port,
      'discovery.uri': `http://127.0.0.1:${port}`,
      'plugin.dir': join(home, 'plugin'),
      'catalog.config-dir': join(folder, 'etc', 'catalog'),
      'query.max-memory': '1GB',
      'memory.heap-headroom-per-node': '700MB',
    },
    'log.properties': { Bootstrap: 'WARN', 'io.trino': 'WARN', 'io.airlift': 'WARN', org: 'WARN' },
    'catalog/tpch.properties': { 'connector.name': 'tpch' },
    'catalog/iceberg.properties': {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
      'hive.metastore.catalog.dir': `file://${join(folder, 'iceberg')}`,
      ...lake,
    },
    'catalog/hive.properties': {
      'connector.name': 'hive',
      'hive.metastore': 'file',
      'hive.metastore.catalog.dir': `file://${join(folder, 'hive')}`,
      'hive.recursive-directories': true,
      'hive.non-managed-table-writes-enabled': true,
      ...lake,
    },
  };
}

/** Writes the server's configuration under `<folder>/etc`: catalogs iceberg, hive and tpch, bound to 127.0.0.1. */
export async function writeConfig(site: Site): Promise<void> {
  for (const [name, properties] of Object.entries(configFiles(site))) {
    const path = join(site.folder, 'etc', name);
    const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}\n`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, lines.join(''));
  }
  await Promise.all(['iceberg', 'hive', 'var'].map((name) => mkdir(join(site.folder, name), { recursive: true })));
}

/**
 * The arguments of `java` for one server. `archive` is the JVM's class archive, which halves the start: read when it
 * is there, else written at the end to `newArchive`. Only the first compiler tier runs, as a test server lives for minutes.
 */
export function javaArguments({ home, folder }: Site, archive: { path: string; exists: boolean }): string[] {
  const etc = join(folder, 'etc');
  return [
    `-Xmx${heap}`,
    '-XX:+UseG1GC',
    '-XX:TieredStopAtLevel=1',
    '-XX:ReservedCodeCacheSize=256M',
    '-XX:+ExitOnOutOfMemoryError',
    '-Xlog:cds=off',
    '-Xlog:cds+dynamic=off',
    archive.exists ? `-XX:SharedArchiveFile=${archive.path}` : `-XX:ArchiveClassesAtExit=${archive.path}`,
    '--enable-native-access=ALL-UNNAMED',
    '--add-modules=jdk.incubator.vector',
    '-Djdk.attach.allowAttachSelf=true',
    '-Duser.timezone=UTC',
    '-Dfile.encoding=UTF-8',
    `-Dnode.environment=test`,
    `-Dnode.id=lifecycle-${process.pid}`,
    `-Dnode.data-dir=${join(folder, 'var')}`,
    '-Dnode.bind-ip=127.0.0.1',
    '-Dnode.internal-address=127.0.0.1',
    `-Dconfig=${join(etc, 'config.properties')}`,
    `-Dlog.levels-file=${join(etc, 'log.properties')}`,
    '-cp',
    join(home, 'lib', '*'),
    'io.trino.server.TrinoServer',
  ];
}

import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';

export interface Machine {
  platform: string;
  cores: number;
  cpu: string;
  memoryBytes: number;
  /** Of the last minute, before the bench: above the number of cores, others were at work too. */
  load: number;
  versions: Record<string, string>;
}

/** What the figures of a bench depend on, without names or paths of the machine. */
export async function describeMachine(): Promise<Machine> {
  const all = cpus();
  return {
    platform: `${platform()} ${release()} ${arch()}`,
    cores: all.length,
    cpu: all[0]?.model.trim() ?? 'unknown',
    memoryBytes: totalmem(),
    load: loadavg()[0] ?? 0,
    versions: { node: process.versions.node, v8: process.versions.v8, duckdb: await duckdbVersion() },
  };
}

async function duckdbVersion(): Promise<string> {
  const { version } = await import('@duckdb/node-api');
  return version();
}

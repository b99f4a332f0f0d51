import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMMAND_LINE } from '../../support/command-line.ts';

/** A file system of its own that can be full. */
export interface SmallDisk {
  path: string;
  resize(size: string): void;
  remove(): void;
}

/** Null where this user may not mount one. `size` as mount takes it: `1m`. */
export function smallDisk(size: string): SmallDisk | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'small-disk-'));
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (!mount(`size=${size}`)) {
    remove();
    return null;
  }
  return {
    path: folder,
    resize: (next) => mount(`remount,size=${next}`),
    remove() {
      spawnSync('umount', [folder]);
      remove();
    },
  };
}

export interface Lifecycle {
  home: string;
  /** The largest file that the process may write, in blocks of 512 bytes; left out, any. */
  fileBlocks?: number;
}

/** The real command line; answers when it has ended. */
export function lifecycle({ home, fileBlocks }: Lifecycle, ...words: string[]) {
  const [program, ...given] = commandLine(fileBlocks, words);
  return spawnSync(program, given, { env: environment(home), encoding: 'utf8' });
}

/** The real server; answers its address. */
export async function startDoor({ home, fileBlocks }: Lifecycle): Promise<{ url: string; child: ChildProcess }> {
  const [program, ...given] = commandLine(fileBlocks, ['start', '--empty']);
  const child = spawn(program, given, { env: environment(home), stdio: ['ignore', 'pipe', 'ignore'] });
  const [greeting] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(greeting.toString())?.[0] ?? '', child };
}

function commandLine(fileBlocks: number | undefined, words: readonly string[]): [string, ...string[]] {
  const line = [process.execPath, ...COMMAND_LINE, ...words] as const;
  return fileBlocks === undefined ? [...line] : ['sh', '-c', `ulimit -f ${fileBlocks} && exec "$@"`, 'sh', ...line];
}

function environment(home: string): NodeJS.ProcessEnv {
  return { ...process.env, LIFECYCLE_HOME: home, PORT: '0' };
}

import { vi } from 'vitest';
import { commandLine } from '../../../infra/local/command-line.ts';

/** Runs the command line in this process, which takes no second to start. What a command throws is thrown. */
export async function runInProcess(home: string, ...words: string[]): Promise<{ stdout: string; stderr: string }> {
  const told = { stdout: '', stderr: '' };
  const listen = (stream: 'stdout' | 'stderr') =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      told[stream] += String(text);
      return true;
    });
  const spies = [listen('stdout'), listen('stderr')];
  vi.stubEnv('LIFECYCLE_HOME', home);
  try {
    await commandLine(words).parseAsync();
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
  return told;
}

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND_LINE } from '../support/command-line.ts';
import { worlds } from '../support/soak.ts';

/** 300,000 where CI asks for more worlds: the peak is the same from 100,000 on, the time is not. */
const LINES = worlds(100_000);

const event = (id: string, more: object) =>
  JSON.stringify({ event_id: id, event_name: 'page_viewed', anonymous_id: 'a-1', ...more });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a bulk load', () => {
  test('takes many lines of 400 days in a bounded memory', { timeout: 300_000 }, async () => {
    const file = path.join(folder, 'large.ndjson');
    const out = createWriteStream(file);
    for (let index = 0; index < LINES; index += 1) {
      const received = new Date(Date.UTC(2025, 0, 1 + (index % 400))).toISOString();
      const line = event(`e${index}`, { received_at: received, occurred_at: received, user_id: `u${index % 5_000}` });
      if (!out.write(`${line}\n`)) await once(out, 'drain');
    }
    await finished(out.end());
    const probe = `data:text/javascript,process.on('exit',()=>console.error('peak '+process.resourceUsage().maxRSS))`;
    const env = { ...process.env, LIFECYCLE_HOME: path.join(folder, 'large') };
    const words = ['--import', probe, ...COMMAND_LINE, 'import', file, '--source', 'web'];
    const { stdout, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ received: LINES, accepted: LINES, rejected: 0 });
    expect(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024).toBeLessThan(300);
  });
});

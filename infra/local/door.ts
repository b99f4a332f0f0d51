import { type HttpHandler, ingestHandler } from '../../lambdas/ingest/api-gateway.ts';
import { checkKeys, openToAll } from '../../lambdas/ingest/keys.ts';
import { landMessages } from '../../lambdas/land/land.ts';
import type { WriteKey } from '../../lambdas/lib/env.ts';
import type { Lake } from '../../lambdas/lib/lake/lake.ts';
import { errorsOnly, jsonLog, type Log } from '../../lambdas/lib/log.ts';
import { localQueue } from '../../lambdas/lib/queue/local.ts';
import { givenSecrets } from '../../lambdas/lib/secrets/given.ts';
import type { Secrets } from '../../lambdas/lib/secrets/secrets.ts';
import packageJson from '../../package.json' with { type: 'json' };

export interface LocalDoorOptions {
  lake: Lake;
  /** None: anybody on this machine may write. */
  writeKeys: readonly WriteKey[];
  /** What vendors sign their webhooks with; left out, no vendor is set up. */
  secrets?: Secrets;
  /** Where vendors call this door, when that is another address than its own. */
  publicUrl?: string;
  /** Least milliseconds between two commits. */
  windowMs?: number;
  log?: Log;
}

export interface LocalDoor {
  handler: HttpHandler;
  /** Resolves when everything taken so far is landed. */
  drain(): Promise<void>;
}

/** The cloud's own door and landing, put together in one process: group commit stands for the queue between them. */
export function openLocalDoor(options: LocalDoorOptions): LocalDoor {
  const { lake, writeKeys, windowMs, log = errorsOnly(jsonLog()), secrets = givenSecrets({}), publicUrl } = options;
  const land = localQueue({
    land: (messages) => landMessages(lake, messages),
    ...(windowMs === undefined ? {} : { windowMs }),
  });
  const isKeyOf = writeKeys.length === 0 ? openToAll : checkKeys(writeKeys);
  const parts = {
    ...{ queue: land, isKeyOf, secrets, version: packageJson.version, log, clock: () => new Date() },
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
  return { handler: ingestHandler(parts), drain: land.drain };
}

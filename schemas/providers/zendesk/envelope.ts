import { z } from 'zod';
import { group, id, instant, text } from '../../kinds.ts';

/** What every event of Zendesk says of itself. */
export const envelope = group({ type: text, id, time: instant });

/**
 * Where an event stands among those of one action: all of them bear the same `updated_at`. Zendesk does not promise that the positions
 * are in order, so it decides only where time does not.
 */
export const sequence = z
  .object({ meta: group({ sequence: group({ position: z.int().min(0).nullish() }).nullish() }).nullish() })
  .nullish()
  .transform((event) => event?.meta?.sequence?.position ?? undefined);

/** An organization's id as the account of its people. */
export function accountOf(organizationId: string | undefined): string | undefined {
  return organizationId === undefined ? undefined : `zendesk:${organizationId}`;
}

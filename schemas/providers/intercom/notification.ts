import { z } from 'zod';
import { group, instant } from '../../kinds.ts';
import { seconds } from '../fields.ts';
import type { Told } from '../provider.ts';

/** What every notification says of itself. */
export interface Notification {
  id: string;
  /** ISO-8601. */
  created_at: string;
}

/** The events of a topic; null for one that has no place. */
export type OfTopic = (
  payload: Readonly<Record<string, unknown>>,
  what: string,
  notification: Notification,
) => Told | null;

/** Intercom writes times as seconds or as ISO-8601, depending on the version of its API that the app is set to. */
export const maybeTime = z
  .union([seconds, instant], 'Send seconds since 1970, or an instant with its zone')
  .nullish()
  .transform((time) => time ?? undefined);

/** The payload's object, by its schema. */
export function itemOf<S extends z.ZodRawShape>(item: S) {
  return group({ data: group({ item: group(item) }) }).transform(({ data }) => data.item);
}

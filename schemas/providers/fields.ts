import { z } from 'zod';
import { toUtc } from '../instant.ts';
import { instant, text } from '../kinds.ts';
import type { ObjectState } from './provider.ts';

// What vendors' payloads are made of, read alike for all of them.

const AS_SENT = 'Send the payload as the vendor made it';

/** An id, as text: some vendors write the same one as a number elsewhere. */
export const vendorId = z.union([z.string().min(1), z.int()], AS_SENT).transform(String);
/** An id that may be absent; vendors write that as null, as an empty text or as 0. */
export const maybeId = z
  .union([z.string(), z.int()], AS_SENT)
  .nullish()
  .transform((id) => (id === null || id === undefined || id === '' || String(id) === '0' ? undefined : String(id)));
export const maybeText = text.nullish();
export const maybeInstant = instant.nullish();
export const maybeTexts = z.array(text, AS_SENT).nullish();

/** Seconds since 1970 as an ISO-8601 instant. */
export const seconds = z
  .int('Send seconds since 1970 as an integer')
  .min(0)
  .max(253_402_300_799)
  .transform((since) => new Date(since * 1000).toISOString());

type Told<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** The fields that say something: neither absent, nor null, nor an empty text. */
export function told<T extends object>(fields: T): Told<T> {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(said) as Told<T>;
}

/** The state of a vendor's object as an event bears it. */
export function stateOf(type: string, id: string, updated_at?: string | null, sequence?: number): ObjectState {
  return { type, id, ...told({ updated_at: updated_at ? toUtc(updated_at) : undefined, sequence }) };
}

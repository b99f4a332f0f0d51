import type { z } from 'zod';
import { type Accepts, compile } from '../../accept.ts';

type Kinds = Readonly<Record<string, z.core.$ZodType>>;
type Fields = Readonly<Record<string, unknown>>;

/**
 * Values as the kinds of their keys want them, where that loses nothing: the number 12 as an id is "12", the text "4" as
 * a rating is 4. Segment types no property, so senders write both. What fits neither way stays, for the schema to judge.
 */
export function fitKinds(fields: Fields, kinds: Kinds): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, fitKind(value, kindOf(key, kinds))]));
}

/** Undefined where there is none; a sender's key may be called `toString`. */
function kindOf(key: string, kinds: Kinds): z.core.$ZodType | undefined {
  return Object.hasOwn(kinds, key) ? kinds[key] : undefined;
}

function fitKind(value: unknown, kind: z.core.$ZodType | undefined): unknown {
  if (kind === undefined || (typeof value !== 'number' && typeof value !== 'string')) return value;
  const accepts = acceptsOf(kind);
  if (accepts(value)) return value;
  const other = typeof value === 'number' ? String(value) : toNumber(value);
  return other !== null && accepts(other) ? other : value;
}

const compiled = new WeakMap<z.core.$ZodType, Accepts>();

function acceptsOf(kind: z.core.$ZodType): Accepts {
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const accepts = compile(kind);
  compiled.set(kind, accepts);
  return accepts;
}

/** Null where the number would not read back as the text. */
function toNumber(text: string): number | null {
  const number = Number(text);
  return String(number) === text.trim() ? number : null;
}

/** The keys whose values their kinds refuse. */
export function misfits(fields: Fields, kinds: Kinds): string[] {
  return Object.keys(fields).filter((key) => {
    const kind = kindOf(key, kinds);
    return kind !== undefined && !acceptsOf(kind)(fields[key]);
  });
}

import { fieldHeads } from './field-heads.ts';

const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The canonical text (RFC 8785) of a value that came out of JSON.parse: keys by UTF-16 code unit, no white space, numbers
 * as ECMAScript writes them. The npm package `canonicalize` says the same (a property test holds the two together), but
 * it guards against values that JSON cannot hold and was a third of the door's CPU time.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as Fields);
}

/** The canonical text of each field's value, in the canonical order of the keys. */
export function canonicalFields(fields: Fields): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { key } of fieldHeads(fields)) texts.set(key, canonicalJson(fields[key]));
  return texts;
}

function canonicalArray(items: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1) text += (index === 0 ? '' : ',') + canonicalJson(items[index]);
  return `${text}]`;
}

function canonicalObject(fields: Fields): string {
  let text = '';
  for (const { key, head } of fieldHeads(fields)) text += head + canonicalJson(fields[key]);
  return text === '' ? '{}' : `${text}}`;
}

function quote(text: string): string {
  return NEEDS_NO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text);
}

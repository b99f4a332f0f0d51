import { isFields } from '../../extra.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields with ours set among them; one of the same name that says something else moves to `extra`, where it is kept. */
export function displace(sent: Fields, ours: Fields): Fields {
  const displaced = Object.entries(ours).filter(
    ([key, value]) => Object.hasOwn(sent, key) && !isEqual(sent[key], value),
  );
  const all = { ...sent, ...ours };
  if (displaced.length === 0) return all;
  const kept = Object.fromEntries(displaced.map(([key]) => [key, sent[key]]));
  const { extra } = sent;
  return { ...all, extra: { ...kept, ...(isFields(extra) ? extra : extra === undefined ? {} : { extra }) } };
}

/** 7 and "7" are one id. */
function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (typeof a !== 'object' && String(a) === String(b));
}

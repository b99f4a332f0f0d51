type Fields = Record<string, unknown>;

/** Whether a value is a JSON object: no array, no null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Properties whose keys are all known, but `extra`, which holds what nobody has typed yet: the unknown properties, the
 * sender's own `extra` object, and `strays` (the envelope's unknown fields). Answers the properties as they are, the
 * same object, when there is nothing to move.
 */
export function gatherExtra(sent: Fields, known: ReadonlySet<string>, strays: Fields | null): Fields {
  const unknown = unknownOf(sent, (key) => known.has(key) || (key === 'extra' && isFields(sent[key])));
  if (unknown === null && strays === null) return sent;
  const properties: Fields = {};
  for (const key in sent) if (known.has(key)) properties[key] = sent[key];
  const extra: Fields = isFields(sent.extra) ? { ...sent.extra } : {};
  addAll(extra, unknown, 'properties');
  addAll(extra, strays, 'event');
  properties.extra = extra;
  return properties;
}

/** The fields whose key is not known, or null when all are. */
export function unknownOf(fields: Fields, isKnown: (key: string) => boolean): Fields | null {
  let unknown: Fields | null = null;
  for (const key in fields) {
    if (isKnown(key)) continue;
    unknown ??= {};
    define(unknown, key, fields[key]);
  }
  return unknown;
}

/** Two fields may bear one key (`extra.x` and `x`): the later says where it stood, so that none is lost. */
function addAll(extra: Fields, fields: Fields | null, where: string): void {
  for (const key of Object.keys(fields ?? {})) {
    let free = key;
    while (Object.hasOwn(extra, free)) free = `${where}.${free}`;
    define(extra, free, fields?.[key]);
  }
}

/** Assigning to `__proto__` would change the object's prototype and lose the value. */
function define(fields: Fields, key: string, value: unknown): void {
  if (key !== '__proto__') fields[key] = value;
  else Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
}

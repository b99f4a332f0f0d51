import type { z } from 'zod';
import { isFields } from './extra.ts';

/** Whether a value satisfies a schema: the answer alone, without copies and reasons. */
export type Accepts = (value: unknown) => boolean;

type Def = z.core.$ZodTypes['_zod']['def'];
type CheckDef = z.core.$ZodChecks['_zod']['def'] | { check: 'custom'; fn: (value: unknown) => unknown };

/**
 * The quick answer to what `schema.safeParse(value).success` says, some ten times as fast on a usual event: it looks at
 * the keys that were sent instead of all that could be. Throws at start for a kind of schema that it does not know, so
 * zod stays the only source of truth; test/schemas/accept.test.ts holds the two to one answer.
 */
export function compile(schema: z.core.$ZodType): Accepts {
  const def = schema._zod.def as Def;
  const accepts = compileType(def);
  const checks = (def.checks ?? []).map((check) => compileCheck(check._zod.def as CheckDef));
  if ('check' in def) checks.push(compileCheck(def as unknown as CheckDef));
  if (checks.length === 0) return accepts;
  const [only] = checks;
  if (checks.length === 1 && only !== undefined) return (value) => accepts(value) && only(value);
  return (value) => accepts(value) && checks.every((check) => check(value));
}

function compileType(def: Def): Accepts {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return Number.isFinite;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'unknown':
      return () => true;
    case 'literal':
      return compileLiteral(def.values);
    case 'optional':
      return orWhen((value) => value === undefined, compile(def.innerType));
    case 'nullable':
      return orWhen((value) => value === null, compile(def.innerType));
    case 'array':
      return compileArray(compile(def.element));
    case 'object':
      return compileObject(def.shape);
    case 'record':
      return compileRecord(compile(def.valueType));
    case 'union':
      return compileUnion(def.options.map(compile));
    default:
      throw new Error(`[schemas] accept.ts knows no ${def.type}. Add it there, or use another kind`);
  }
}

function compileCheck(def: CheckDef): Accepts {
  switch (def.check) {
    case 'custom':
      return (value) => Boolean((def as { fn: (value: unknown) => unknown }).fn(value));
    case 'number_format':
      return Number.isSafeInteger;
    case 'min_length':
      return (value) => (value as string).length >= def.minimum;
    case 'greater_than':
      return compileBound(def, (value, bound) => value > bound);
    case 'less_than':
      return compileBound(def, (value, bound) => value < bound);
    case 'string_format':
      return compilePattern(def.pattern);
    default:
      throw new Error(`[schemas] accept.ts knows no check ${def.check}. Add it there, or use another one`);
  }
}

function compileBound(
  { inclusive, value: bound }: { inclusive: boolean; value: z.core.util.Numeric },
  isBeyond: (value: number, bound: number) => boolean,
): Accepts {
  const limit = Number(bound);
  return (value) => isBeyond(value as number, limit) || (inclusive && value === limit);
}

function orWhen(isAbsent: Accepts, accepts: Accepts): Accepts {
  return (value) => isAbsent(value) || accepts(value);
}

function compileLiteral(values: readonly unknown[]): Accepts {
  const [only] = values;
  if (values.length === 1) return (value) => value === only;
  const allowed = new Set(values);
  return (value) => allowed.has(value);
}

function compilePattern(pattern: RegExp | undefined): Accepts {
  if (pattern === undefined) throw new Error('[schemas] accept.ts needs the pattern of a text. Use regex()');
  return (value) => pattern.test(value as string);
}

function compileArray(accepts: Accepts): Accepts {
  return (value) => Array.isArray(value) && value.every((item) => accepts(item));
}

function compileUnion(options: readonly Accepts[]): Accepts {
  return (value) => options.some((accepts) => accepts(value));
}

function compileRecord(accepts: Accepts): Accepts {
  return (value) => isFields(value) && Object.keys(value).every((key) => accepts(value[key]));
}

/**
 * Keys that the schema does not name are let through: the schemas of this room judge what they name. `for in`, because
 * V8 reads the values of its keys without a look-up; JSON values inherit nothing that it could find besides.
 */
function compileObject(shape: Readonly<Record<string, z.core.$ZodType>>): Accepts {
  const fields = new Map(Object.entries(shape).map(([key, schema]) => [key, toField(compile(schema))]));
  const required = [...fields.values()].filter((field) => field.isRequired).length;
  return (value) => {
    if (!isFields(value)) return false;
    let found = 0;
    for (const key in value) {
      const field = fields.get(key);
      if (field === undefined) continue;
      if (!field.accepts(value[key])) return false;
      if (field.isRequired) found += 1;
    }
    return found === required;
  };
}

function toField(accepts: Accepts): { accepts: Accepts; isRequired: boolean } {
  return { accepts, isRequired: !accepts(undefined) };
}

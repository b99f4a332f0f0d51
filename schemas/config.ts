import { z } from 'zod';
import { SOURCES } from './event.ts';

const ratio = z.number().min(0).max(1);
const positive = z.int().positive();

const WEEK_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A write key as it is kept: never the key itself, only its hash. Several per source allow rotation; the name tells them apart. */
const writeKey = z.strictObject({
  source: z.enum(SOURCES),
  name: z.string().min(1).optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'the hex SHA-256 of the key: printf %s "$KEY" | sha256sum'),
});

/** A name that needs no quotes in SQL. */
const name = z.string().regex(/^[a-z_][a-z0-9_]*$/, 'lower-case letters, digits and _');

/** An IANA zone that this machine knows. */
const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}, 'an IANA time zone such as Europe/Madrid');

/**
 * `lifecycle.config.json`: everything a project may decide, all with defaults.
 * Money stays in minor units, ratios are 0..1, days are 24 hours.
 */
export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  timeZone: timeZone.default('UTC'),
  weekStart: z.enum(WEEK_DAYS).default('monday'),
  reportingCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO-4217 code such as USD')
    .default('USD'),
  marginRatio: ratio.default(1),
  attributionModel: z
    .enum(['first_touch', 'last_touch', 'linear', 'position_based', 'time_decay'])
    .default('last_touch'),
  defaultModel: z.string().default('five_stage'),
  announce: z.array(z.string()).default(['five_stage']),
  announceAnonymous: z.boolean().default(false),
  purchasesFrom: z
    .array(z.enum(['order', 'invoice', 'deal']))
    .min(1)
    .default(['order', 'invoice', 'deal']),
  hubs: z.strictObject({ userIds: positive.default(1), emails: positive.default(5) }).prefault({}),
  leadConversionDays: positive.default(90),
  /** Where vendors call the door, when that is another address than its own: some sign it. */
  publicUrl: z
    .url('the address that vendors call, such as https://events.example.com')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** A Trino, Starburst or EMR that `refresh --target trino` builds the tables in. */
  trino: z
    .strictObject({
      url: z.url({
        protocol: /^https?$/,
        error: 'the address of the coordinator, such as https://trino.example.com:8443',
      }),
      user: z.string().min(1).default('customer-lifecycle'),
      catalog: name.default('iceberg'),
      schema: name.default('lifecycle'),
      rawCatalog: name.default('hive'),
      rawSchema: name.default('lifecycle_raw'),
      /** Where that Trino finds the lake; left out, where it lies on this machine. */
      lake: z
        .string()
        .regex(/^[a-z0-9]+:\/\/.*[^/]$/, 'a URI without a slash at its end, such as s3://bucket')
        .optional(),
    })
    .optional(),
  writeKeys: z.array(writeKey).default([]),
});

export type Config = z.infer<typeof configSchema>;

/** ISO number of the day a week starts on: Monday 1 .. Sunday 7. */
export function weekStartNumber(config: Config): number {
  return WEEK_DAYS.indexOf(config.weekStart) + 1;
}

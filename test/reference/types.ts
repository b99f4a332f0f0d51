import type { Identifier } from './identifiers.ts';

/** A landed line as the lake holds it; absent and null fields mean the same. Instants are ISO strings with milliseconds. */
export type LandedLine = {
  event_id: string;
  source: string;
  provider: string;
  event_name: string;
  schema_version: number;
  occurred_at: string;
  received_at: string;
  user_id?: string | null;
  anonymous_id?: string | null;
  email?: string | null;
  phone?: string | null;
  account_id?: string | null;
  crm_id?: string | null;
  billing_id?: string | null;
  support_id?: string | null;
  properties?: Record<string, unknown> | null;
  context?: Record<string, unknown> | null;
  consent?: Record<string, unknown> | null;
  body_sha256: string;
};

/** A landed line that counts, with its instant in epoch milliseconds and its usable identifiers, strongest first. */
export type Fact = { id: string; at: number; line: LandedLine; ids: Identifier[]; properties: Record<string, unknown> };

/** A fact and the customer whose it is. */
export type OwnedFact = Fact & { customerId: string };

/** The settings of lifecycle.config.json that change a row; amounts in a currency other than `reportingCurrency` count as unknown. */
export type Settings = {
  hubUserIds: number;
  hubEmails: number;
  purchasesFrom: readonly ('order' | 'invoice' | 'deal')[];
  sessionGapSeconds: number;
  conversionWindowDays: number;
  reportingCurrency: string;
  defaultModel: string;
};

export const DEFAULT_SETTINGS: Settings = {
  hubUserIds: 1,
  hubEmails: 5,
  purchasesFrom: ['order', 'invoice', 'deal'],
  sessionGapSeconds: 1800,
  conversionWindowDays: 90,
  reportingCurrency: 'USD',
  defaultModel: 'five_stage',
};

/** One row of the table `signals`; `occurred_at` in epoch milliseconds. */
export type Signal = {
  customer_id: string;
  signal: string;
  how: string;
  occurred_at: number;
  event_id: string;
  is_activity: boolean;
  amount_minor: number | null;
};

export type Rule = {
  signal: string | string[];
  how?: string | string[] | undefined;
  count?: number | undefined;
  within_days?: number | undefined;
  after?: string | undefined;
};

/** A stage model in the shape of its yml file. */
export type StageModel = {
  name: string;
  version: number;
  title?: string | undefined;
  stages: { name: string; enter: Rule | Rule[] }[];
  quiet?: { reached: string; after_days: number; stage: string }[] | undefined;
  ended?: { signal: string | string[]; stage: string } | undefined;
  returned?:
    | { stage?: string | undefined; reached?: string | undefined; then?: 'restart' | 'resume' | undefined }
    | undefined;
};

/** One row of the table `stage_history`; instants in epoch milliseconds. */
export type Entry = {
  customer_id: string;
  model: string;
  model_version: number;
  stage: string;
  stage_rank: number;
  cycle: number;
  entry_seq: number;
  entered_at: number;
  exited_at: number | null;
  is_current: boolean;
  previous_stage: string | null;
  skipped_stages: string[];
  cause_event_id: string | null;
};

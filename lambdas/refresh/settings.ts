import { type Config, weekStartNumber } from '../../schemas/config.ts';
import type { SeedRow } from '../../sql/stage-seeds.ts';

/** The configuration as the one row of the seed `settings`. */
export function settingsRow(config: Config): SeedRow {
  return {
    time_zone: config.timeZone,
    week_starts_on: weekStartNumber(config),
    reporting_currency: config.reportingCurrency,
    margin_ratio: config.marginRatio,
    default_model: config.defaultModel,
    hub_user_ids: config.hubs.userIds,
    hub_emails: config.hubs.emails,
    has_order_purchases: config.purchasesFrom.includes('order'),
    has_invoice_purchases: config.purchasesFrom.includes('invoice'),
    has_deal_purchases: config.purchasesFrom.includes('deal'),
    lead_conversion_days: config.leadConversionDays,
    announced_models: config.announce,
    is_anonymous_announced: config.announceAnonymous,
  };
}

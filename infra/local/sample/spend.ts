import { DAY, dayOf, demandOn, HOUR } from './calendar.ts';
import { CHANNELS, type Channel } from './channels.ts';
import { diceOf } from './dice.ts';
import type { Story } from './people.ts';
import type { SampleEvent } from './tale.ts';

type Fact = { name: string; key: string; properties: Record<string, unknown> };

/** What each day cost and drew, known the next morning: advertising by campaign, searches for the brand, visits to the shop. */
export function dailyFacts(story: Story, untilMs: number): SampleEvent[] {
  const events: SampleEvent[] = [];
  for (let day = 0; story.fromMs + (day + 1) * DAY + 6 * HOUR < untilMs; day += 1) {
    const dayMs = story.fromMs + day * DAY;
    for (const { name, key, properties } of factsOf(story, day, dayMs)) {
      const event_id = `sample-${story.seed}-${dayOf(dayMs)}-${key}`;
      const body = {
        event_id,
        source: 'marketing',
        event_name: name,
        properties: { day: dayOf(dayMs), ...properties },
      };
      // what advertising cost comes as a table from each of the networks; the rest is counted by our own systems
      const door = name === 'ad_spend_recorded' ? 'import' : '/v1/events/marketing';
      events.push({ at: dayMs + DAY + 6 * HOUR, door, body });
    }
  }
  return events;
}

function factsOf(story: Story, day: number, dayMs: number): Fact[] {
  const dice = diceOf(story.seed, 'spend', day);
  const demand = (story.people / 550) * demandOn(day, dayMs);
  const searches = Math.round(demand * dice.between(5, 9));
  return [
    ...CHANNELS.flatMap((channel) => spendOn(channel, demand, dice.between(1.1, 1.7), dice.whole(0, 9))),
    {
      name: 'searches_recorded',
      key: 'searches',
      properties: { query: 'tern coffee', is_brand: true, impressions: searches * 3, clicks: searches },
    },
    {
      name: 'store_visits_recorded',
      key: 'visits',
      properties: { visits: Math.round(demand * dice.between(8, 14)), store: 'Harbour Street', country: 'US' },
    },
  ];
}

/** More people click than ever become visitors of ours; the campaigns of a channel take turns. */
function spendOn({ name, share, clickMinor, campaigns }: Channel, demand: number, waste: number, turn: number): Fact[] {
  if (clickMinor === undefined) return [];
  const clicks = Math.max(1, Math.round(((demand * share) / 100) * waste * 2));
  const campaign = campaigns[turn % campaigns.length];
  const properties = { channel: name, campaign, clicks, impressions: clicks * 40, cost_minor: clicks * clickMinor };
  return [{ name: 'ad_spend_recorded', key: name, properties: { ...properties, currency: 'USD' } }];
}

const COLUMNS = ['day', 'channel', 'campaign', 'impressions', 'clicks', 'cost', 'currency'] as const;

/** What advertising cost, as marketers have it: a table with a header, the cost in dollars and cents. */
export function spendTable(bodies: readonly Readonly<Record<string, unknown>>[]): string {
  const rows = bodies.map(({ properties }) => {
    const { cost_minor, ...told } = properties as Record<string, unknown>;
    const cells: Record<string, unknown> = { ...told, cost: (Number(cost_minor) / 100).toFixed(2) };
    return COLUMNS.map((column) => String(cells[column] ?? '')).join(',');
  });
  return [COLUMNS.join(','), ...rows, ''].join('\n');
}

import { DAY, HOUR } from './calendar.ts';
import type { Story } from './people.ts';
import { page, type SampleEvent } from './tale.ts';

/** A crawler that says what it is: its visits must count nowhere. */
export function robotVisits({ seed, fromMs }: Story, untilMs: number): SampleEvent[] {
  const events: SampleEvent[] = [];
  for (let week = 0; ; week += 1) {
    const at = fromMs + week * 7 * DAY + 3 * HOUR;
    if (at >= untilMs) return events;
    const identity = { messageId: `sample-${seed}-robot-${week}`, anonymousId: `robot-${seed}` };
    const context = { userAgent: 'ExampleBot/1.0 (+https://example.com/bot)', is_bot: true };
    events.push({ at, door: '/v1/batch', body: { ...identity, ...page('/', 'Tern Coffee', context) } });
  }
}

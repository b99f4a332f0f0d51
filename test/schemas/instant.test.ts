import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDay, isInstant, toUtc } from '../../schemas/instant.ts';

const instants = fc.date({
  min: new Date('0001-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});

it('knows every instant of the clock, in every zone', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -1439, max: 1439 }), (instant, offset) => {
      const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
      const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
      const text = `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
      expect(isInstant(text)).toBe(true);
      expect(toUtc(text)).toBe(instant.toISOString());
      expect(isDay(local.slice(0, 10))).toBe(true);
    }),
  );
});

it('knows the length of every month', () => {
  for (const year of [1900, 2000, 2023, 2024, 2100]) {
    for (let month = 1; month <= 12; month += 1) {
      const prefix = `${year}-${String(month).padStart(2, '0')}`;
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      expect([isDay(`${prefix}-${days}`), isDay(`${prefix}-${days + 1}`)]).toEqual([true, false]);
    }
  }
});

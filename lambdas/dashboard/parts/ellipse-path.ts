export type Point = { x: number; y: number };
export type Ellipse = { cx: number; cy: number; rx: number; ry: number };

const STEPS = 720;

/**
 * `count` points on an ellipse, clockwise and equally far from each other along it, so that the first `above` of them lie
 * symmetrically around the top; `turn` moves all of them on by that share of the way to the next.
 */
export function pointsOn(ellipse: Ellipse, count: number, above: number, turn = 0): Point[] {
  const lengths = cumulativeLengths(ellipse);
  const first = 0.25 - ((above - 1) / 2 - turn) / count;
  return Array.from({ length: count }, (_, i) => pointAt(ellipse, lengths, first + i / count));
}

/** The direction, in degrees, in which the way goes on at a point of the ellipse. */
export function headingAt({ cx, cy, rx, ry }: Ellipse, { x, y }: Point): number {
  const angle = Math.atan2((y - cy) / ry, (x - cx) / rx);
  return round((Math.atan2(ry * Math.cos(angle), -rx * Math.sin(angle)) * 180) / Math.PI);
}

/** The point at a share of the whole way round, from nine o'clock on, clockwise. */
function pointAt(ellipse: Ellipse, lengths: readonly number[], share: number): Point {
  const whole = lengths.at(-1) ?? 1;
  const wanted = (((share % 1) + 1) % 1) * whole;
  const step = lengths.findIndex((length) => length >= wanted);
  return stepPoint(ellipse, Math.max(step, 0));
}

function cumulativeLengths(ellipse: Ellipse): number[] {
  const lengths = [0];
  for (let step = 1; step <= STEPS; step += 1) {
    const [one, other] = [stepPoint(ellipse, step - 1), stepPoint(ellipse, step)];
    lengths.push((lengths.at(-1) ?? 0) + Math.hypot(other.x - one.x, other.y - one.y));
  }
  return lengths;
}

function stepPoint({ cx, cy, rx, ry }: Ellipse, step: number): Point {
  const angle = Math.PI + (2 * Math.PI * step) / STEPS;
  return { x: round(cx + rx * Math.cos(angle)), y: round(cy + ry * Math.sin(angle)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

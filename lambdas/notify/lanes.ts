import type { StageChanged } from '../../schemas/notices/stage-changed.ts';

/** What must be told of one customer under one model, in the order in which it must arrive. Never empty. */
export type Lane = readonly [StageChanged, ...StageChanged[]];

/** The notices by customer and model, each lane by sequence; lanes in the order of their first notices. */
export function toLanes(notices: readonly StageChanged[]): Lane[] {
  const lanes = new Map<string, [StageChanged, ...StageChanged[]]>();
  for (const notice of notices) {
    const name = JSON.stringify([notice.data.customer_id, notice.data.model]);
    const lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, [notice]);
    else lane.push(notice);
  }
  for (const lane of lanes.values()) lane.sort((a, b) => a.metadata.sequence - b.metadata.sequence);
  return [...lanes.values()];
}

/** Lanes in pages. A page tells the first notice of each of its lanes: never two of one, as the first may fail and the second must then wait. */
export function toPages(lanes: readonly Lane[], size: number): Lane[][] {
  const pages: Lane[][] = [];
  for (let start = 0; start < lanes.length; start += size) pages.push(lanes.slice(start, start + size));
  return pages;
}

/** The lanes of a page that go on: without their first notice, where it was taken and others follow. */
export function afterPage(page: readonly Lane[], taken: ReadonlySet<string>): Lane[] {
  return page.flatMap(([first, next, ...rest]): Lane[] =>
    next !== undefined && taken.has(first.metadata.event_id) ? [[next, ...rest]] : [],
  );
}

import { NOTICE_SOURCE } from '../../../schemas/notices/notice.ts';

/** A notice as a bus takes it. `id` is the same on every delivery, and so is what subscribers forget repeats by. */
export interface Envelope {
  detailType: string;
  detail: object;
  id: string;
  /** ISO instant of what the notice tells of; not of its sending. */
  at: string;
}

/** What became of one notice. `isRetryable`: the trouble is the sink's and may pass; otherwise the same notice will be refused again. */
export type Outcome = { id: string; ok: true } | { id: string; ok: false; reason: string; isRetryable: boolean };

/** Where subscribers are told. One adapter, one file; `test/contracts/bus.ts` is the suite each of them passes. */
export interface Bus {
  /**
   * Delivers each notice at least once; answers one outcome per notice, in their order. Among the notices of one call the order
   * of delivery is free: what must come later is published later. Throws only when nothing is known about any of them.
   */
  publish(notices: readonly Envelope[]): Promise<Outcome[]>;
}

/** A notice as JSON outside AWS: the fields that an EventBridge rule would see, in its spelling. */
export function toJson({ detailType, detail, at }: Envelope): string {
  return JSON.stringify({ source: NOTICE_SOURCE, 'detail-type': detailType, time: at, detail });
}

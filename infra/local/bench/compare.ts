/** What a piece of work took. */
export interface Usage {
  /** User and system time of all threads, in milliseconds. */
  cpuMs: number;
  wallMs: number;
  /** The most that was resident; only where the work had a process of its own. */
  peakBytes?: number;
}

/** One of two ways to do a work. `run` does it once and answers what that took. */
export interface Side {
  label: string;
  run: () => Promise<Usage>;
}

export interface Comparison {
  name: string;
  /** As goals.md puts it; shown beside the result and never asserted. */
  goal: string;
  /** What is compared. */
  measure: 'cpu' | 'wall';
  /** `speed`: the baseline's time over the subject's, more is better; `cost`: the other way round, less is better. */
  ratioOf: 'speed' | 'cost';
  /** What one round works on, for example 20000 events. */
  work: { count: number; unit: string };
  subject: Side;
  baseline: Side;
}

export interface Round {
  subject: Usage;
  baseline: Usage;
  ratio: number;
}

export interface Compared extends Omit<Comparison, 'subject' | 'baseline'> {
  subject: { label: string; medianMs: number };
  baseline: { label: string; medianMs: number };
  /** The median of the rounds' ratios. */
  ratio: number;
  /** As they were run, the warm-up left out. */
  rounds: Round[];
}

/**
 * Runs both sides in turns, the first of each round changing, so that whatever else the machine does meets both alike.
 * One round before the others warms up and is not counted.
 */
export async function compare(
  comparison: Comparison,
  rounds: number,
  onRound: (done: number, of: number) => void,
): Promise<Compared> {
  const all: Round[] = [];
  for (let index = 0; index <= rounds; index += 1) {
    all.push(await runRound(comparison, index % 2 === 0));
    onRound(index + 1, rounds + 1);
  }
  return summarise(comparison, all.slice(1));
}

async function runRound(comparison: Comparison, isSubjectFirst: boolean): Promise<Round> {
  const first = isSubjectFirst ? await comparison.subject.run() : undefined;
  const baseline = await comparison.baseline.run();
  const subject = first ?? (await comparison.subject.run());
  const [own, other] = [timeOf(subject, comparison), timeOf(baseline, comparison)];
  return { subject, baseline, ratio: comparison.ratioOf === 'speed' ? other / own : own / other };
}

function summarise({ subject, baseline, ...comparison }: Comparison, rounds: Round[]): Compared {
  const medianOf = (side: 'subject' | 'baseline') => median(rounds.map((round) => timeOf(round[side], comparison)));
  return {
    ...comparison,
    subject: { label: subject.label, medianMs: medianOf('subject') },
    baseline: { label: baseline.label, medianMs: medianOf('baseline') },
    ratio: median(rounds.map(({ ratio }) => ratio)),
    rounds,
  };
}

function timeOf({ cpuMs, wallMs }: Usage, { measure }: Pick<Comparison, 'measure'>): number {
  return measure === 'cpu' ? cpuMs : wallMs;
}

/** The middle of the values, between two the mean of both; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}

/** What work in this process takes: all of its threads are counted, DuckDB's too. */
export async function usageOf(work: () => unknown): Promise<Usage> {
  const wallStart = performance.now();
  const cpuStart = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpuStart);
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() - wallStart };
}

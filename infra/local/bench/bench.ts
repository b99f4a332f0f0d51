import type { Row } from '../../../lambdas/lib/warehouse/warehouse.ts';
import type { Compared } from './compare.ts';

export interface BenchOptions {
  /** Left out, the bench's own size. */
  events?: number;
  /** Counted ones; a warm-up comes before them. */
  rounds: number;
  seed: number;
  /** An empty folder for whatever a bench must write; its caller removes it. */
  folder: string;
  /** How this program is started: the arguments of Node that come before the command's words. */
  program: readonly string[];
  onStep: (done: number, of: number, text: string) => void;
}

export interface BenchResult {
  comparisons: Compared[];
  /** Figures beside the ratios, by a title. */
  tables?: Record<string, Row[]>;
  /** What a reader must know to judge the figures. */
  notes: string[];
}

/** Runs one bench. Each file of a bench exports one as `bench`. */
export type Bench = (options: BenchOptions) => Promise<BenchResult>;

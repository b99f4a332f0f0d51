import type { Circumstances, Verdict } from '../../../../lambdas/ingest/judge.ts';
import { withoutByteOrderMark } from '../../../../lambdas/ingest/split.ts';
import { Fault, messageOf } from '../../../../lambdas/lib/errors.ts';
import { judgeRow, type Told } from './judge-row.ts';
import { type Row, RowCutter } from './row-cutter.ts';
import { type Head, readHead } from './sheet.ts';

/**
 * Reads a CSV file of daily facts chunk by chunk: its first row is the header, and each row below it gives a verdict. Throws a `Fault` (exit
 * code 2) that names the file for a header that fits no kind of fact, and for bytes that are no table.
 */
export class CsvReader {
  readonly #file: string;
  readonly #told: Told;
  readonly #at: Circumstances;
  readonly #cutter = new RowCutter();
  #head: Head | null = null;
  #isFirstChunk = true;

  constructor(file: string, told: Told, at: Circumstances) {
    this.#file = file;
    this.#told = told;
    this.#at = at;
  }

  push(chunk: Uint8Array): Verdict[] {
    const bytes = this.#isFirstChunk ? withoutByteOrderMark(chunk) : chunk;
    this.#isFirstChunk = false;
    return this.#judge(() => this.#cutter.push(bytes));
  }

  end(): Verdict[] {
    const verdicts = this.#judge(() => this.#cutter.end());
    if (this.#head === null) throw this.#unusable('it is empty. Its first line names the columns');
    return verdicts;
  }

  #judge(cut: () => Row[]): Verdict[] {
    const verdicts: Verdict[] = [];
    for (const row of this.#rows(cut)) {
      if (this.#head === null) this.#head = this.#headOf(row);
      else
        verdicts.push(...[judgeRow(row, this.#head, this.#file, this.#told, this.#at)].filter((each) => each !== null));
    }
    return verdicts;
  }

  #rows(cut: () => Row[]): Row[] {
    try {
      return cut();
    } catch (cause) {
      throw this.#unusable(messageOf(cause), cause);
    }
  }

  #headOf(row: Row): Head {
    const read = readHead(row.bytes);
    if (read.ok) return read.head;
    throw this.#unusable(read.problem);
  }

  #unusable(problem: string, cause?: unknown): Fault {
    return new Fault(`[import] ${this.#file} is no table of daily facts: ${problem}`, { cause, exitCode: 2 });
  }
}

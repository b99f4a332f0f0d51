import { type Circumstances, judgeMessage, type Message, type Verdict } from '../../../lambdas/ingest/judge.ts';
import { Fault, messageOf } from '../../../lambdas/lib/errors.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import type { Source } from '../../../schemas/event.ts';
import { CsvReader } from './csv/csv-reader.ts';
import type { Told } from './csv/judge-row.ts';
import { type InputFile, openFile } from './files.ts';
import { LakeWriter } from './lake-writer.ts';
import { LineCutter } from './lines.ts';

export interface ImportOptions {
  files: readonly InputFile[];
  lake: Lake;
  /** For lines that name none. */
  source: Source;
  now: Date;
  onProgress?: (readBytes: number, counts: ImportCounts) => void;
}

export interface ImportCounts {
  received: number;
  accepted: number;
  rejected: number;
}

/**
 * Takes every line or row of the files in by the door's own rules and resolves when all of it is durable in the lake. A
 * line keeps the `received_at` it carries. Throws a `Fault` (exit code 2) for a file that cannot be read to its end.
 */
export async function importFiles({ files, lake, source, now, onProgress }: ImportOptions): Promise<ImportCounts> {
  const at = circumstances(source, now);
  const counts = { received: 0, accepted: 0, rejected: 0 };
  const writer = new LakeWriter(lake);
  const told: Told = new Map();
  let readBytes = 0;
  try {
    for (const file of files) {
      for await (const verdicts of verdictsOf(file, readerOf(file, told, at), (bytes) => (readBytes += bytes))) {
        takeIn(verdicts, writer, counts);
        await writer.makeRoom();
        onProgress?.(readBytes, counts);
      }
    }
  } catch (error) {
    // what is already taken in lands if it can; the first error is the one to tell
    await writer.close().catch(() => {});
    throw error;
  }
  await writer.close();
  return counts;
}

function circumstances(source: Source, now: Date): Circumstances {
  const instant = now.toISOString();
  return { now: instant, receivedAt: instant, defaultSource: source, endpoint: 'import', keepReceivedAt: true };
}

function takeIn(verdicts: Iterable<Verdict>, writer: LakeWriter, counts: ImportCounts): void {
  for (const verdict of verdicts) {
    writer.add(verdict, verdict.line);
    counts.received += 1;
    counts[verdict.reason === null ? 'accepted' : 'rejected'] += 1;
  }
}

/** What a file's bytes say, piece by piece; what a piece gives is to be taken before the next is read. */
interface Reader {
  push(chunk: Uint8Array): Iterable<Verdict>;
  end(): Iterable<Verdict>;
}

function readerOf(file: InputFile, told: Told, at: Circumstances): Reader {
  return file.isCsv ? new CsvReader(file.name, told, at) : lineReader(at);
}

function lineReader(at: Circumstances): Reader {
  const cutter = new LineCutter();
  const judge = (line: Message) => judgeMessage(line, at);
  return { push: (chunk) => cutter.push(chunk).map(judge), end: () => cutter.end().map(judge) };
}

/** As many at a time as the file's stream gives. */
async function* verdictsOf(
  file: InputFile,
  reader: Reader,
  onRead: (bytes: number) => void,
): AsyncGenerator<Iterable<Verdict>> {
  const chunks = openFile(file, onRead)[Symbol.asyncIterator]();
  for (let chunk = await next(file, chunks); chunk !== null; chunk = await next(file, chunks)) yield reader.push(chunk);
  yield reader.end();
}

async function next(file: InputFile, chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  try {
    const { done, value } = await chunks.next();
    return done ? null : value;
  } catch (cause) {
    const remedy = 'What came before is imported. Mend the file and import it again: events count once';
    throw new Fault(`[import] ${file.name} cannot be read to its end: ${messageOf(cause)}. ${remedy}`, {
      cause,
      exitCode: 2,
    });
  }
}

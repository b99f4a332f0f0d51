import type { Answer, Journey, Reject } from './travel.ts';
import { eachOf } from './travel.ts';

/** What becomes of a letter; `either` where JSON leaves it open. */
export type Fate = 'accepted' | 'rejected' | 'either';

/** One message on its way through a door. */
export interface Letter {
  name: string;
  path: string;
  body: Uint8Array;
  /** The part of the body that is kept where the door can tell it from the rest. */
  message: Uint8Array;
  /** Under which the tables have it. */
  eventId: string;
  fate: Fate;
  /** Whether a row of `events` holds all that was sent. */
  isIn(event: Row): boolean;
}

export type Row = Readonly<Record<string, unknown>>;

export interface Delivered {
  letter: Letter;
  answer: Answer;
}

/** Sends each letter alone. */
export async function deliver(journey: Journey, letters: readonly Letter[]): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  await eachOf(letters, async (letter) => {
    delivered.push({ letter, answer: await journey.post(letter.path, letter.body) });
  });
  return delivered;
}

const TOGETHER = 40;

/** Sends many letters in each body: none of them may cost a neighbour anything. Their messages have no line breaks. */
export async function deliverTogether(journey: Journey, letters: readonly Letter[]): Promise<Delivered[]> {
  const delivered: Delivered[] = [];
  await eachOf(bodiesOf(letters), async (together) => {
    const path = together[0]?.path ?? '';
    const messages = together.map(({ message }) => Buffer.from(message).toString());
    const body = path === '/v1/batch' ? `{"batch":[${messages.join(',')}]}` : messages.join('\n');
    const { status, said } = await journey.post(path, body);
    for (const [own, letter] of together.entries()) {
      const rejected = said.rejected?.filter(({ index }) => index === own);
      delivered.push({ letter, answer: { status, said: { ...said, ...(rejected && { rejected }) } } });
    }
  });
  return delivered;
}

function bodiesOf(letters: readonly Letter[]): Letter[][] {
  const paths = [...new Set(letters.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const own = letters.filter((letter) => letter.path === path);
    return Array.from({ length: Math.ceil(own.length / TOGETHER) }, (_, i) =>
      own.slice(i * TOGETHER, (i + 1) * TOGETHER),
    );
  });
}

/** What the tables and the lake hold at the end of a journey. */
export interface Held {
  events: ReadonlyMap<string, Row>;
  /** By their bytes in hex: the same bytes may have come through several doors. */
  rejects: ReadonlyMap<string, readonly Reject['reason'][]>;
}

/** JSON columns parsed, so that texts are compared by their code points. */
export async function heldAfter(journey: Journey): Promise<Held> {
  await journey.refresh();
  const rows = await journey.query('select * from events');
  const parsed = (value: unknown) => (value === null ? null : (JSON.parse(String(value)) as unknown));
  const events = rows.map(({ properties, context, consent, ...row }): [string, Row] => [
    String(row.event_id),
    { ...row, properties: parsed(properties), context: parsed(context), consent: parsed(consent) },
  ]);
  const rejects = new Map<string, Reject['reason'][]>();
  for (const { bytes, reason } of await journey.rejects())
    rejects.set(hex(bytes), [...(rejects.get(hex(bytes)) ?? []), reason]);
  return { events: new Map(events), rejects };
}

export function isAccepted({ answer }: Delivered): boolean {
  return answer.status === 200 && answer.said.rejected?.length === 0;
}

/** What is wrong with how a letter fared, or null: the law that nothing is lost at the threshold. */
export function wrongWith(delivered: Delivered, held: Held): string | null {
  const { letter, answer } = delivered;
  const wrong = faultOf(delivered, held);
  return wrong === null
    ? null
    : `${letter.name}: ${wrong} (${answer.status} ${JSON.stringify(answer.said).slice(0, 200)})`;
}

function faultOf(delivered: Delivered, held: Held): string | null {
  const { letter, answer } = delivered;
  if (answer.status !== 200 && answer.status !== 400) return 'was answered neither 200 nor 400';
  const event = held.events.get(letter.eventId);
  const fate = isAccepted(delivered) ? 'accepted' : 'rejected';
  if (letter.fate !== 'either' && fate !== letter.fate) return `was ${fate}`;
  if (fate === 'rejected') return event === undefined ? faultOfReject(delivered, held) : 'was rejected and is an event';
  if (event === undefined) return 'was accepted and lost';
  return letter.isIn(event) ? null : `came back as ${JSON.stringify(event).slice(0, 400)}`;
}

/** A message that breaks its body is kept with the whole of it; one that falls apart, in its parts. */
function faultOfReject({ letter, answer }: Delivered, { rejects }: Held): string | null {
  const told = answer.status === 400 ? [{ code: 'unreadable' }] : (answer.said.rejected ?? []);
  if (told.length > 1) return null;
  const reasons = rejects.get(hex(answer.status === 400 ? letter.body : letter.message)) ?? [];
  if (reasons.length === 0) return 'was rejected, and its bytes are not kept';
  if (reasons.some(({ message, path }) => message === '' || !path.startsWith('$')))
    return 'was rejected without a reason';
  if (answer.status === 400 || reasons.some(({ code }) => code === told[0]?.code)) return null;
  return `was rejected for another reason: ${reasons.map(({ code }) => code).join(', ')}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

import { GzipBuilder } from '../../../lambdas/lib/lake/gzip.ts';
import type { Lake } from '../../../lambdas/lib/lake/lake.ts';
import { objectKey, type Place, placeFolder } from '../../../lambdas/lib/lake/place.ts';

/** A good size to scan; larger ones only make a repeated import write more. */
const OBJECT_BYTES = 32 * 1024 * 1024;
/** What all objects under way may hold together, so that two years of days side by side still fit. */
const HELD_BYTES = 16 * 1024 * 1024;
const PIECE_CHARACTERS = 32 * 1024;
/** Pieces are encoded one after the other; a buffer for each would be garbage faster than it is collected. */
const scratch = Buffer.allocUnsafe(4 * PIECE_CHARACTERS);

interface ObjectUnderWay {
  place: Place;
  /** Not compressed yet. */
  text: string;
  packed: GzipBuilder;
}

/** Writes lines to their places in objects of a bounded size. What was added is durable after `close`. */
export class LakeWriter {
  readonly #lake: Lake;
  readonly #underWay = new Map<string, ObjectUnderWay>();

  constructor(lake: Lake) {
    this.#lake = lake;
  }

  add(place: Place, line: string): void {
    const object = this.#objectAt(place);
    object.text += `${line}\n`;
    if (object.text.length >= PIECE_CHARACTERS) pack(object);
  }

  /** Writes the objects that are full and, while all of them hold too much, the largest. To be called now and then. */
  async makeRoom(): Promise<void> {
    for (const [folder, object] of this.#underWay)
      if (object.packed.plainBytes >= OBJECT_BYTES) await this.#write(folder);
    for (let held = this.#heldBytes(); held > HELD_BYTES; held = this.#heldBytes()) await this.#write(this.#largest());
  }

  async close(): Promise<void> {
    for (const folder of [...this.#underWay.keys()]) await this.#write(folder);
  }

  #objectAt(place: Place): ObjectUnderWay {
    const folder = placeFolder(place);
    const found = this.#underWay.get(folder);
    if (found !== undefined) return found;
    const { kind, source, receivedDate } = place;
    const made = { place: { kind, source, receivedDate }, text: '', packed: new GzipBuilder() };
    this.#underWay.set(folder, made);
    return made;
  }

  async #write(folder: string): Promise<void> {
    const object = this.#underWay.get(folder);
    if (object === undefined) return;
    this.#underWay.delete(folder);
    pack(object);
    const bytes = object.packed.finish();
    await this.#lake.putIfAbsent(objectKey(object.place, bytes), bytes);
  }

  #heldBytes(): number {
    let held = 0;
    for (const object of this.#underWay.values()) held += heldBy(object);
    return held;
  }

  #largest(): string {
    const [first] = [...this.#underWay].sort(([, a], [, b]) => heldBy(b) - heldBy(a));
    return first?.[0] ?? '';
  }
}

function pack(object: ObjectUnderWay): void {
  if (object.text === '') return;
  const bytes =
    scratch.length < object.text.length * 3
      ? Buffer.from(object.text)
      : scratch.subarray(0, scratch.write(object.text));
  object.packed.add(bytes);
  object.text = '';
}

function heldBy({ text, packed }: ObjectUnderWay): number {
  return text.length + packed.packedBytes;
}

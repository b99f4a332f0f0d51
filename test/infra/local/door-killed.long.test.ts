import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lakeFolder } from '../../../infra/local/home.ts';
import { verifyLanded } from '../../../infra/local/landed/verify-landed.ts';
import { SOAK_TIMEOUT, worlds } from '../../support/soak.ts';
import { linesInLake } from '../lake-lines.ts';
import { connections, type Parcel, parcelOf, postKeptAlive } from './door-load.ts';
import { startDoor } from './full-disk.ts';
import { type LocalHome, makeHome } from './local-home.ts';

const ROUNDS = worlds(25);
const SENDERS = 6;
/** From the first request to the kill: from within the first commit to after several. */
const LIFE_MS = { least: 5, most: 900 };
const SEED = Number(process.env.LIFECYCLE_SEED ?? Date.now() % 2 ** 31);

let home: LocalHome;
/** Answered 200 at some time. */
const acknowledged: Parcel[] = [];
/** Sent, and never answered. */
const unanswered: Parcel[] = [];
const lostByRound: string[][] = [];

/** One connection that sends until the server is gone, each fourth parcel twice, on another connection and at the same time. */
async function sendUntilGone(url: string, sender: string): Promise<void> {
  const [agent, other] = [connections(1), connections(1)];
  for (let n = 0; ; n += 1) {
    const parcel = parcelOf(sender, n);
    const agents = n % 4 === 3 ? [agent, other] : [agent];
    const statuses = await Promise.all(agents.map((each) => postKeptAlive(each, url, parcel)));
    if (statuses.includes(200)) acknowledged.push(parcel);
    else unanswered.push(parcel);
    if (!statuses.includes(200)) break;
  }
  for (const each of [agent, other]) each.destroy();
}

async function killAfter(child: ChildProcess, milliseconds: number): Promise<void> {
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function round(number: number): Promise<void> {
  const { url, child } = await startDoor({ home: home.path });
  const senders = Array.from({ length: SENDERS }, (_, sender) => sendUntilGone(url, `${number}-${sender}`));
  await Promise.all([killAfter(child, lifeOf(number)), ...senders]);
  lostByRound.push(await lost());
}

/** The same for the same seed: 7919 and 1000 have no common factor, so that the rounds spread over the whole span. */
function lifeOf(number: number): number {
  const share = ((SEED + number * 7919) % 1000) / 1000;
  return LIFE_MS.least + share * (LIFE_MS.most - LIFE_MS.least);
}

/** What was acknowledged and is not in the lake. */
async function lost(): Promise<string[]> {
  const lake = lakeFolder(home.path);
  const events = new Set((await linesInLake(lake, 'raw/')).map((line) => line.event_id));
  const rejects = new Set((await linesInLake(lake, 'rejected/')).map((line) => line.bytes));
  return acknowledged.flatMap((parcel) => [
    ...parcel.eventIds.filter((id) => !events.has(id)),
    ...parcel.rejects.filter((bytes) => !rejects.has(bytes)),
  ]);
}

/** Sends what was never answered again, and some of what was: nobody but its sender knows the difference. */
async function sendAgain(): Promise<(number | null)[]> {
  const { url, child } = await startDoor({ home: home.path });
  const agent = connections(SENDERS * SENDERS);
  const again = [...unanswered, ...acknowledged.filter((_, index) => index % 10 === 0)];
  const statuses = await Promise.all(again.map((parcel) => postKeptAlive(agent, url, parcel)));
  agent.destroy();
  child.kill('SIGTERM');
  await once(child, 'exit');
  return statuses;
}

beforeAll(async () => {
  home = makeHome();
  for (let number = 0; number < ROUNDS; number += 1) await round(number);
}, SOAK_TIMEOUT);
afterAll(() => home.remove());

describe(`a door that is killed ${ROUNDS} times under load (seed ${SEED})`, () => {
  test('was busy: it answered much, and died with answers due', () => {
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(unanswered.length).toBeGreaterThan(ROUNDS);
  });

  test('has lost nothing that it had acknowledged', () => {
    expect(lostByRound).toEqual(Array.from({ length: ROUNDS }, () => []));
  });

  test.each(['raw/web', 'rejected/web'])('has left no object in %s that is not what its name says', async (folder) => {
    const { landed, setAside } = await verifyLanded(lakeFolder(home.path), 'web', folder, new Set(), {
      isEveryLineParsed: true,
    });
    expect(setAside).toEqual([]);
    expect(landed.length).toBeGreaterThan(ROUNDS / 2);
  });

  test('has each event once, when what was not answered is sent again', { timeout: SOAK_TIMEOUT }, async () => {
    expect(new Set(await sendAgain())).toEqual(new Set([200]));
    expect(await lost()).toEqual([]);
    await home.refresh({ asOf: new Date().toISOString() });
    const held = (await home.rows('select event_id from events')).map(({ event_id }) => String(event_id));
    const sent = [...acknowledged, ...unanswered].flatMap(({ eventIds }) => eventIds);
    expect(held.sort()).toEqual([...new Set(sent)].sort());
    expect(await home.rows('select event_id from event_conflicts')).toEqual([]);
  });
});

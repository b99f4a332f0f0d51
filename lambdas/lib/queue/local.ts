import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../errors.ts';
import type { Queue, QueueMessage } from './queue.ts';

/** Lands messages and says which of them failed, by their index, and why. */
export type Land = (messages: readonly QueueMessage[]) => Promise<ReadonlyMap<number, unknown>>;

export interface LocalQueueOptions {
  land: Land;
  /** The least time between two commits, in milliseconds: longer makes fewer and larger objects, shorter answers sooner. */
  windowMs?: number;
  /** Bytes that may wait; beyond, senders are refused until the disk has caught up. */
  maxWaitingBytes?: number;
}

export interface LocalQueue extends Queue {
  /** Resolves when everything sent so far is landed or refused. */
  drain(): Promise<void>;
}

interface Sender {
  message: QueueMessage;
  settle: (failure: unknown) => void;
}

/** At 50 requests of 20 events a second this lands 250 events an object. */
const WINDOW_MS = 250;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/**
 * The queue of one machine: group commit. After a pause the first message is landed at once; those that arrive while
 * a commit is under way or within its window share the next one, and each sender hears of its own message.
 */
export function localQueue(options: LocalQueueOptions): LocalQueue {
  const { land, windowMs = WINDOW_MS, maxWaitingBytes = MAX_WAITING_BYTES } = options;
  let waiting: Sender[] = [];
  let waitingBytes = 0;
  let isCommitting = false;
  const unsettled = new Set<Promise<void>>();

  async function commitAll(): Promise<void> {
    isCommitting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const earliestNext = sleep(windowMs);
      await landBatch(land, batch);
      waitingBytes -= bytesOf(batch);
      await earliestNext;
    }
    isCommitting = false;
  }

  function enqueue(message: QueueMessage): Promise<void> {
    waitingBytes += message.lines.length;
    const landed = new Promise<void>((resolve, reject) => {
      waiting.push({ message, settle: (failure) => (failure === undefined ? resolve() : reject(failure)) });
    });
    if (!isCommitting) void commitAll();
    return landed;
  }

  return {
    async send(message) {
      if (waitingBytes + message.lines.length > maxWaitingBytes) {
        throw new Fault(`[queue] ${waitingBytes} bytes wait to be landed: the disk is behind. Send again later`);
      }
      const landed = enqueue(message);
      unsettled.add(landed);
      await landed.finally(() => unsettled.delete(landed));
    },
    drain: async () => {
      await Promise.allSettled(unsettled);
    },
  };
}

async function landBatch(land: Land, batch: readonly Sender[]): Promise<void> {
  const messages = batch.map(({ message }) => message);
  const failures = await land(messages).catch((error: unknown) => new Map(messages.map((_, index) => [index, error])));
  batch.forEach(({ settle }, index) => {
    settle(failures.get(index));
  });
}

function bytesOf(batch: readonly Sender[]): number {
  return batch.reduce((sum, { message }) => sum + message.lines.length, 0);
}

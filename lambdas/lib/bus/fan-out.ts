import { ask } from './ask.ts';
import type { Bus, Envelope, Outcome } from './bus.ts';

/**
 * One bus in front of several, by name. A notice is ok only when every one of them took it; the reason names those that did not.
 * Sent again, it goes only to those that have not taken it yet, as long as this process lives. Never throws.
 */
export function fanOut(buses: Readonly<Record<string, Bus>>): Bus {
  const branches = Object.entries(buses).map(([name, bus]) => ({ name, bus, taken: new Set<string>() }));
  return {
    async publish(notices) {
      const told = await Promise.all(branches.map((branch) => publishOn(branch, notices)));
      return notices.map(({ id }, index) => {
        const outcome = join(
          id,
          told.map((outcomes) => outcomes[index]).filter((each) => each !== undefined),
        );
        if (outcome.ok) for (const { taken } of branches) taken.delete(id);
        return outcome;
      });
    },
  };
}

type Branch = { name: string; bus: Bus; taken: Set<string> };

async function publishOn({ name, bus, taken }: Branch, notices: readonly Envelope[]): Promise<Outcome[]> {
  const open = notices.filter(({ id }) => !taken.has(id));
  const answers = open.length === 0 ? [] : await ask(bus, open);
  const failures = new Map(answers.flatMap((answer) => (answer.ok ? [] : [[answer.id, answer] as const])));
  for (const { id } of open) if (!failures.has(id)) taken.add(id);
  return notices.map(({ id }) => {
    const failure = failures.get(id);
    return failure === undefined ? { id, ok: true } : { ...failure, reason: `${name}: ${failure.reason}` };
  });
}

/** Trying again helps only where no bus has refused for good. */
function join(id: string, outcomes: readonly Outcome[]): Outcome {
  const failures = outcomes.filter((outcome) => !outcome.ok);
  if (failures.length === 0) return { id, ok: true };
  return {
    id,
    ok: false,
    reason: failures.map(({ reason }) => reason).join('; '),
    isRetryable: failures.every(({ isRetryable }) => isRetryable),
  };
}

import { diskLake } from '../../../lambdas/lib/lake/disk.ts';
import { completeLocally } from '../complete/complete.ts';
import { lakeFolder } from '../home.ts';
import { showProgress } from '../progress.ts';
import { refreshLocally } from '../refresh.ts';
import { styleOf } from '../terminal.ts';
import { readMoves } from './moves.ts';
import type { Teller } from './teller.ts';

/** How many lines a pipe gets of one long step. */
const LINES = 10;

/** A teller whose progress people see: a bar on a terminal, a few plain lines in a pipe; what moved, on standard output. */
export function showTeller({ home, config, send }: Pick<Teller, 'home' | 'config' | 'send'>): Teller {
  const isTerminal = process.stderr.isTTY === true;
  const style = styleOf(process.stdout.isTTY === true);
  return {
    home,
    config,
    send,
    ...showSent(isTerminal),
    async complete(hubspot) {
      const { completed } = await completeLocally({
        ...{ lake: diskLake(lakeFolder(home)), apis: new Map([['hubspot', hubspot]]), provider: 'hubspot' },
        ...{ currency: config.reportingCurrency, clock: () => new Date() },
      });
      process.stderr.write(`[complete] ${completed} objects of HubSpot, which its webhooks only name\n`);
    },
    refresh: (asOf) => {
      const progress = isTerminal ? showProgress('refresh') : null;
      return refreshLocally({
        home,
        config,
        ...(asOf === undefined ? {} : { asOf }),
        // notices are printed once the last model is built: the bar must be gone by then
        onModel: ({ model }, done, of) => (done < of ? progress?.step(done, of, model) : progress?.stop()),
      }).finally(() => progress?.stop());
    },
    async onRefreshed({ run_id, as_of, seconds, notices_published }, isBaseline) {
      const told = isBaseline ? 'the past, of which nobody is told' : `${notices_published} notices published`;
      process.stderr.write(`[refresh] as of ${as_of} in ${seconds.toFixed(1)} s: ${told}\n`);
      if (!isBaseline) process.stdout.write(await readMoves(home, run_id, config.defaultModel, style));
    },
  };
}

function showSent(isTerminal: boolean): Pick<Teller, 'onSent' | 'onAllSent'> {
  let progress: ReturnType<typeof showProgress> | null = null;
  let shown = -1;
  return {
    onSent(sent, of) {
      const share = Math.floor((sent / of) * (isTerminal ? 100 : LINES));
      if (share === shown) return;
      shown = share;
      progress ??= showProgress('sample');
      progress.step(sent, of, 'events sent through the doors');
    },
    onAllSent() {
      progress?.stop();
      progress = null;
      shown = -1;
    },
  };
}

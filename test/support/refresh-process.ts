import { refreshLocally } from '../../infra/local/refresh.ts';
import { configSchema } from '../../schemas/config.ts';

/** A refresh in a process of its own, which kills itself before the given step. Says each step on standard output. */
const [home = '', asOf = '', killAt = '0'] = process.argv.slice(2);
let steps = 0;

await refreshLocally({
  home,
  asOf,
  config: configSchema.parse({}),
  onStep: (step) => {
    steps += 1;
    if (steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    process.stdout.write(`${step}\n`);
  },
});

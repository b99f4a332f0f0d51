import type { CommandModule } from 'yargs';
import { Fault } from '../../../lambdas/lib/errors.ts';

type Arguments = { empty: boolean; speed?: number | undefined };

const DEFAULT_PORT = '4100';
/** Beyond, a tick of one second holds more than a refresh can follow: a month of the story. */
const FASTEST = 30 * 24 * 3600;

export const command: CommandModule<object, Arguments> = {
  command: 'start',
  describe: 'serve the doors and the dashboard on 127.0.0.1, with a sample company in an empty home',
  builder: (cli) =>
    cli
      .option('empty', { type: 'boolean', default: false, describe: 'serve without the sample company' })
      .option('speed', {
        type: 'number',
        requiresArg: true,
        describe:
          'let the sample company live on, so many of its seconds in each of yours; 3600 is a day in 24 seconds',
      })
      .example('$0 start', 'fill an empty home with 18 months of a company; later, with the days missed')
      .example('$0 start --speed 3600', 'watch people move from stage to stage')
      .example('LIFECYCLE_HOME=/tmp/mine $0 start --empty', 'only serve, from a home of its own')
      .example('PORT=8080 $0 start', 'serve on another port than 4100'),
  handler,
};

async function handler({ empty, speed }: Arguments): Promise<void> {
  // loaded here, so that other commands start without DuckDB
  const { serveUntilInterrupted } = await import('../start.ts');
  if (empty && speed !== undefined) {
    throw new Fault('[start] --empty has no sample company that could live on. Leave out --empty or --speed', {
      exitCode: 2,
    });
  }
  const pace = speed === undefined ? {} : { speed: toSpeed(speed) };
  await serveUntilInterrupted({ port: toPort(process.env.PORT || DEFAULT_PORT), isEmpty: empty, ...pace });
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Fault(`[start] PORT is no port: ${text}. Give a number from 0 (any free one) to 65535`, { exitCode: 2 });
}

function toSpeed(speed: number): number {
  if (speed > 0 && speed <= FASTEST) return speed;
  throw new Fault(`[start] --speed is ${speed}. Give a number above 0, up to ${FASTEST}, for example 3600`, {
    exitCode: 2,
  });
}

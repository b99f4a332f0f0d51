import { Presets, SingleBar } from 'cli-progress';

export type Progress = { step(done: number, of: number, text: string): void; stop(): void };

/** Progress on standard error: a bar on a terminal, one plain line a step elsewhere. */
export function showProgress(task: string): Progress {
  if (!process.stderr.isTTY) {
    return {
      step: (done, of, text) => process.stderr.write(`[${task}] ${of > 0 ? `${done}/${of}` : done} ${text}\n`),
      stop: () => {},
    };
  }
  const bar = new SingleBar(
    { format: `${task} {bar} {value}/{total} {text}`, clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    step(done, of, text) {
      if (!isStarted) bar.start(of, 0, { text });
      isStarted = true;
      bar.update(done, { text });
    },
    stop: () => bar.stop(),
  };
}

/** How many generated worlds a property looks at: few in a developer's run, more where LIFECYCLE_WORLDS asks for it (as .ci/run does). */
export function worlds(few: number): number {
  const asked = Number(process.env.LIFECYCLE_WORLDS ?? '1');
  return Math.max(1, Math.round(few * asked));
}

/** Milliseconds: enough for many worlds, and for shrinking one that fails. */
export const SOAK_TIMEOUT = 600_000;

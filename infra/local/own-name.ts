const OWN_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Whether a request's `Host` names this machine, or the host of the address that a tunnel leads here from. Who asks by another name was led
 * here by somebody else's page, whose script could read the answer (DNS rebinding).
 */
export function isOwnName(host: string | undefined, publicUrl?: string): boolean {
  const name = host ?? '';
  return OWN_NAMES.test(name) || (publicUrl !== undefined && name.toLowerCase() === new URL(publicUrl).host);
}

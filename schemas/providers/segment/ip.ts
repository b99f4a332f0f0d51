/** IPv4 without its last 8 bits, IPv6 without its last 80: what regulators accept as naming nobody. Null for neither. */
export function truncateIp(sent: unknown): string | null {
  if (typeof sent !== 'string') return null;
  const ip = sent.trim();
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(ip);
  if (v4 !== null) return `${v4[1]}.0`;
  if (!/^[0-9a-f:]+$/i.test(ip) || !ip.includes(':')) return null;
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter((part) => part !== '');
  // `2001:db8::1` leaves out as many zeros as are missing to eight groups
  const zeros = tail === undefined ? [] : ['0', '0', '0'];
  return `${[...groups, ...zeros].slice(0, 3).join(':')}::`;
}

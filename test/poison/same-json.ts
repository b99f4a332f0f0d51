/** Whether two values that came out of JSON.parse are one, code unit for code unit; -0 is 0, as JSON's writers have it. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [own, others] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const keys = Object.keys(own);
  return (
    keys.length === Object.keys(others).length &&
    keys.every((key) => Object.hasOwn(others, key) && sameJson(own[key], others[key]))
  );
}

import type { OwnedFact } from './types.ts';

const TURNS = ['subscription_started', 'subscription_renewed', 'subscription_cancelled'];

/** Whether a cancellation is an end for its customer: no other of their subscriptions runs at that instant. */
export function endsEverything(cancellation: OwnedFact, ownFacts: readonly OwnedFact[]): boolean {
  const others = new Set(ownFacts.filter((fact) => TURNS.includes(fact.line.event_name)).map(subscriptionOf));
  others.delete(subscriptionOf(cancellation));
  return [...others].every((other) => !isRunning(other, cancellation.at, ownFacts));
}

function isRunning(subscription: string, at: number, ownFacts: readonly OwnedFact[]): boolean {
  const turns = ownFacts.filter(
    (fact) => TURNS.includes(fact.line.event_name) && fact.at <= at && subscriptionOf(fact) === subscription,
  );
  const latest = Math.max(...turns.map((turn) => turn.at));
  // Begun and ended at one instant counts as ended, so any cancellation among the latest decides.
  return (
    turns.length > 0 && !turns.some((turn) => turn.at === latest && turn.line.event_name === 'subscription_cancelled')
  );
}

function subscriptionOf(fact: OwnedFact): string {
  return `${fact.line.provider}\n${String(fact.properties.subscription_id ?? '')}`;
}

import { maybeText, told } from '../fields.ts';
import { kind, type StripeEvent, type Telling } from './event.ts';
import { address, metadata } from './parts.ts';

const shape = {
  email: maybeText,
  phone: maybeText,
  name: maybeText,
  business_name: maybeText,
  address,
  metadata,
};

type Customer = StripeEvent<typeof shape>;

/** A customer is made when somebody leaves their address to pay or to subscribe: they register with the product. */
export const customerCreated = kind(shape, (event) => [
  { event_name: 'contact_created', ...ofCustomer(event), properties: { ...traits(event), how: 'product' } },
]);

export const customerUpdated = kind(shape, (event) => [
  {
    event_name: 'contact_updated',
    ...ofCustomer(event),
    properties: { ...traits(event), changed: Object.keys(event.previous) },
  },
]);

export const customerDeleted = kind(shape, (event) => [{ event_name: 'contact_deleted', ...ofCustomer(event) }]);

function ofCustomer({ object }: Customer): Pick<Telling, 'identifiers' | 'context'> {
  const { id, email, phone, metadata: own, address: home } = object;
  return {
    identifiers: { billing_id: id, user_id: own?.user_id, email, phone },
    context: { country: home?.country },
  };
}

function traits({ object: { name, business_name, address: home } }: Customer) {
  return told({ name, company: business_name, country: home?.country, city: home?.city });
}

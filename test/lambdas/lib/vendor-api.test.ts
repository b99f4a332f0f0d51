import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hubspotApi } from '../../../lambdas/lib/vendors/hubspot-api.ts';
import { salesforceApi } from '../../../lambdas/lib/vendors/salesforce-api.ts';
import { vendorApiContract } from '../../contracts/vendor-api.ts';
import { type VendorDouble, vendorDouble } from '../../doubles/vendor-api.ts';

const OPPORTUNITY = '/services/data/v64.0/sobjects/Opportunity/0065f00000LmNopAAF';

vendorApiContract('hubspot', {
  open: hubspotApi,
  object: { type: 'deal', id: '9001' },
  path: '/crm/v3/objects/deals/9001',
  missing: { type: 'deal', id: '9404' },
});

vendorApiContract('salesforce', {
  open: salesforceApi,
  object: { type: 'Opportunity', id: '0065f00000LmNopAAF' },
  path: OPPORTUNITY,
  missing: { type: 'Contact', id: '003000000000404AAA' },
});

describe('what is asked for', () => {
  const doubles: VendorDouble[] = [];
  const open = async (vendor: string) => {
    const double = await vendorDouble(vendor);
    doubles.push(double);
    return { double, options: { baseUrl: double.url, token: 'a', clock: () => 0, retry: { attempts: 1 } } };
  };
  afterAll(() => Promise.all(doubles.map((double) => double.close())));

  test('of HubSpot: the properties that we read, and what the object is associated with', async () => {
    const { double, options } = await open('hubspot');
    await hubspotApi(options).read({ type: 'deal', id: '9001' });
    const [asked = ''] = double.asked;
    const { searchParams } = new URL(asked, double.url);
    expect(searchParams.get('associations')).toBe('contacts,companies');
    expect(searchParams.get('properties')?.split(',')).toEqual(expect.arrayContaining(['amount', 'hs_is_closed_won']));
  });

  test('of HubSpot: an id stays one step of the path, whatever is in it', async () => {
    const { double, options } = await open('hubspot');
    await hubspotApi(options).read({ type: 'contact', id: '../deals/9001?x=' });
    expect(double.asked[0]).toMatch(/^\/crm\/v3\/objects\/contacts\/\.\.%2Fdeals%2F9001%3Fx%3D\?/);
  });

  describe('of Salesforce: the roles of an opportunity', () => {
    let salesforce: Awaited<ReturnType<typeof open>>;
    const read = () => salesforceApi(salesforce.options).read({ type: 'Opportunity', id: '0065f00000LmNopAAF' });
    beforeAll(async () => {
      salesforce = await open('salesforce');
    });

    test('come with it', async () => {
      expect(await read()).toMatchObject({
        kind: 'found',
        object: { IsWon: true, OpportunityContactRoles: { records: [{ ContactId: '0035f00000XyZabAAF' }] } },
      });
    });

    test('may be none', async () => {
      salesforce.double.answer(`${OPPORTUNITY}/OpportunityContactRoles`, { status: 404 }, 1);
      expect(await read()).toMatchObject({ kind: 'found', object: { OpportunityContactRoles: null } });
    });

    test('are no reason to land half an answer', async () => {
      salesforce.double.answer(`${OPPORTUNITY}/OpportunityContactRoles`, { status: 503 }, 1);
      expect(await read()).toEqual({ kind: 'failed', reason: 'answered 503' });
    });
  });
});

import type { EvaluationRequest } from '@acgs/contracts';
import { erasedRequest } from './erased-request.js';

const REQUEST: EvaluationRequest = {
  subject: { type: 'agent', id: 'ann', properties: { 'e/mail': 'ann@example.com' } },
  action: { name: 'read', properties: {} },
  resource: { type: 'document', id: 'doc-1', properties: { owners: ['ann', { name: 'bob' }] } },
  context: { address: { city: 'Bern', zip: 3000 } },
};

describe('erasedRequest', () => {
  it('replaces what the pointers lead to, and tells which of them did', () => {
    const fields = ['/subject/id', '/subject/properties/e~1mail', '/context/address/zip', '/context/phone'];
    const { request, erased } = erasedRequest(REQUEST, fields);
    expect(erased).toStrictEqual(fields.slice(0, 3));
    expect(request).toStrictEqual({
      ...REQUEST,
      subject: { type: 'agent', id: '[erased]', properties: { 'e/mail': '[erased]' } },
      context: { address: { city: 'Bern', zip: '[erased]' } },
    });
  });

  it('goes into lists, and not below what is erased already', () => {
    const fields = ['/resource/properties/owners/1/name', '/context/address', '/context/address/city'];
    const { request, erased } = erasedRequest(REQUEST, fields);
    expect(erased).toStrictEqual(fields.slice(0, 2));
    expect(request.resource.properties).toStrictEqual({ owners: ['ann', { name: '[erased]' }] });
    expect(request.context).toStrictEqual({ address: '[erased]' });
  });

  it('leaves the request that it was given as it is', () => {
    const before = structuredClone(REQUEST);
    erasedRequest(REQUEST, ['/subject/id']);
    expect(REQUEST).toStrictEqual(before);
  });
});

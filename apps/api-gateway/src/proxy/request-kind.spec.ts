import { kindOf } from './request-kind.js';

describe('the kind of a request', () => {
  it.each([
    ['GET', '/api/v1/decisions', 'report'],
    ['HEAD', '/api/v1/decisions', 'report'],
    ['GET', '/api/v1/decisions?wait=1', 'report'],
    ['GET', '/api/v1/decisions/x/evidence', 'report'],
    ['GET', '/api/v1/policies/team/versions', 'report'],
    ['GET', '/api/v1/log/proofs/inclusion', 'report'],
    ['GET', '/api/v1/tile/0/000', 'report'],
    ['GET', '/api/v1/approvals?status=pending', 'report'],
    ['GET', '/api/v1/approvals/x', 'report'],
    ['GET', '/api/v1/approvals/x?wait=30', 'wait'],
    ['GET', '/api/v1/approvals/x?a=b&%77ait=30', 'wait'],
    ['GET', '/api/v1/log/entries/x?wait=10', 'wait'],
    ['GET', '/api/v1/simulations/x', 'report'],
    ['GET', '/api/v1/simulations/x/events', 'stream'],
    ['GET', '/api/v1/evolution/runs/x/events', 'stream'],
    ['GET', '/api/v1/evolution/runs/x/y/events', 'report'],
    ['POST', '/api/v1/decisions', 'other'],
    ['POST', '/access/v1/evaluation', 'other'],
    ['PUT', '/api/v1/policies/team/activation', 'other'],
    ['GET', '/api/v1/constitution', 'other'],
    ['GET', '/api/v1/checkpoint', 'other'],
    ['GET', '/.well-known/jwks.json', 'other'],
  ])('%s %s: %s', (method, target, expected) => {
    expect(kindOf(method, target, target.split('?', 1)[0] ?? '', undefined)).toBe(expected);
  });

  it.each([
    ['POST', '/api/v1/decisions', 'wait=2', 'preference'],
    ['POST', '/api/v1/decisions', 'return=minimal, WAIT = 2', 'preference'],
    ['POST', '/api/v1/decisions', 'x', 'other'],
    ['POST', '/api/v1/decisions', 'x-wait=2', 'other'],
    ['POST', '/api/v1/decisions/batch', 'wait=2', 'other'],
    ['GET', '/api/v1/policies', 'wait=2', 'report'],
  ])('%s %s with Prefer: %s: %s', (method, path, prefer, expected) => {
    expect(kindOf(method, path, path, prefer)).toBe(expected);
  });
});

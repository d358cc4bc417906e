import { isReport, ReportBulkhead } from './report-bulkhead.js';

describe('a report', () => {
  it.each([
    ['GET', '/api/v1/decisions', true],
    ['HEAD', '/api/v1/decisions', true],
    ['GET', '/api/v1/decisions/x/evidence', true],
    ['GET', '/api/v1/policies/team/versions', true],
    ['GET', '/api/v1/log/proofs/inclusion', true],
    ['GET', '/api/v1/tile/0/000', true],
    ['POST', '/api/v1/decisions', false],
    ['POST', '/access/v1/evaluation', false],
    ['PUT', '/api/v1/policies/team/activation', false],
    ['GET', '/api/v1/constitution', false],
    ['GET', '/api/v1/checkpoint', false],
    ['GET', '/.well-known/jwks.json', false],
  ])('%s %s: %s', (method, path, expected) => {
    expect(isReport(method, path)).toBe(expected);
  });
});

describe('the bulkhead of reports', () => {
  it('lets in half as many as there are connections, for each service by itself', () => {
    const bulkhead = new ReportBulkhead(5);
    bulkhead.enter('governance-engine');
    bulkhead.enter('governance-engine');
    expect(() => {
      bulkhead.enter('governance-engine');
    }).toThrow('governance-engine');
    expect(() => {
      bulkhead.enter('integrity-service');
    }).not.toThrow();
    bulkhead.leave('governance-engine');
    expect(() => {
      bulkhead.enter('governance-engine');
    }).not.toThrow();
  });

  it('lets in one where there is one connection', () => {
    expect(() => {
      new ReportBulkhead(1).enter('governance-engine');
    }).not.toThrow();
  });
});

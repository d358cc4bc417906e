import { type Answer, type Installation, startInstallation } from '../support/installation.js';
import { draft } from './constitution-drafts.js';

const keys = (count: number): string =>
  Array.from({ length: count }, (_, index) => `k${String(index)}: 1\n`).join('');

describe('YAML bodies made to bring a service down', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({ services: ['constitutional-core'] });
  });

  afterAll(async () => {
    await installation.close();
  });

  const validate = (body: unknown, headers = {}): Promise<Answer> =>
    installation.call('constitutional-core', 'POST', '/api/v1/constitution/validate', { body, headers });

  const yaml = (body: string): Promise<Answer> => validate(body, { 'Content-Type': 'application/yaml' });

  it.each([
    ['nesting far beyond the stack, then about as deep as it', ['- '.repeat(10_000), '- '.repeat(1000)]],
    ['nesting about as deep as the stack, twice', ['- '.repeat(2000), '- '.repeat(1000)]],
    ['nesting of every kind', ['['.repeat(100_000), '{a: '.repeat(100_000), '? '.repeat(100_000)]],
    ['too many tokens', ['- 1\n'.repeat(200_000)]],
    ['a key that stands twice among very many', [`${keys(50_000)}k1: 1\n`]],
    ['blank lines before comments', [`a: |\n  x\n${'\n'.repeat(500_000)}${' #\n'.repeat(150_000)}b: [`]],
  ])('with %s are answered 400, and the service goes on', async (_, bodies) => {
    for (const body of bodies) {
      const { status, body: problem } = await yaml(body);
      expect(status).toBe(400);
      expect(problem).toMatchObject({
        type: 'urn:acgs:problem:malformed-json',
        faults: [{ line: expect.any(Number), column: expect.any(Number) }],
      });
    }
    expect(await validate(draft('Sound'))).toMatchObject({ status: 200, body: { valid: true } });
  });
});

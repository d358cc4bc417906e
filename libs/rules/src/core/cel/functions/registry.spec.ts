import { compileExpression } from '../compile-expression.js';
import { Failure } from '../failure.js';
import { FUNCTION_DOCS } from './registry.js';

function valueOf(text: string): unknown {
  return compileExpression(text, { variables: [], container: '' }).evaluate({});
}

describe('the functions of conditions', () => {
  it.each([
    ["inIpRange('10.1.2.3', '10.0.0.0/8')", true],
    ["inIpRange('11.1.2.3', '10.0.0.0/8')", false],
    ["inIpRange('10.1.2.3', '10.1.2.3')", true],
    ["inIpRange('0.0.0.0', '0.0.0.0/0')", true],
    ["inIpRange('2001:db8::1', '2001:db8::/32')", true],
    ["inIpRange('2001:db9::1', '2001:db8::/32')", false],
    ["inIpRange('::ffff:10.0.0.1', '10.0.0.0/8')", true],
    ["inIpRange('10.0.0.1', '::ffff:10.0.0.0/104')", true],
    ["inIpRange('10.0.0.1', '::/0')", false],
    ["inIpRange('::1', '0.0.0.0/0')", false],
    ["inIpRange('fe80::1:2', 'fe80::1:0/112')", true],
    ["domainOf('Alice.B@Mail.Example.ORG')", 'mail.example.org'],
    ["domainOf('a@x.org.')", 'x.org'],
    ["hostOf('https://user:pw@WWW.Example.org:8443/a?b#c')", 'www.example.org'],
    ["hostOf('www.example.org/path')", 'www.example.org'],
    ["hostOf('example.org:8080')", 'example.org'],
    ["hostOf('http://[::1]:80/')", '::1'],
    ["hostOf('https://good.org@evil.org/')", 'evil.org'],
    ["hostOf('https://evil.org\\\\@good.org/')", 'evil.org'],
    ["hostOf('HTTP://X.ORG.')", 'x.org'],
    ['math.sqrt(9.0)', 3],
    ["size('a😀b')", 3n],
    ["'ab'.replace('', '-')", '-a-b-'],
    ["'a-b-c'.replace('-', '', 1)", 'ab-c'],
    ["['a', 'b'].join('/')", 'a/b'],
    ["'%.2f %s'.format([1.005, ['x', 1]])", '1.00 [x, 1]'],
    ["timestamp('2026-03-01T00:00:00Z').getDayOfYear()", 59n],
    ["timestamp('2026-01-31T23:30:00-01:00').getHours('+02:00')", 2n],
    ["string(timestamp('1969-12-31T23:59:59.5Z'))", '1969-12-31T23:59:59.500Z'],
    ["string(duration('-1h30m0.25s'))", '-5400.250s'],
  ])('%s is %s', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  it.each([
    "inIpRange('10.1.2', '10.0.0.0/8')",
    "inIpRange('010.1.2.3', '10.0.0.0/8')",
    "inIpRange('10.1.2.256', '10.0.0.0/8')",
    "inIpRange('10.1.2.3', '10.0.0.0/')",
    "inIpRange('1::2::3', '::/0')",
    "inIpRange('1:2:3:4:5:6:7:8:9', '::/0')",
    "inIpRange('::1%eth0', '::/0')",
    "domainOf('example.org')",
    "domainOf('a@b@c.org')",
    "domainOf('a@evil.org,b@good.org')",
    "domainOf('Eve <eve@x.org>')",
    "hostOf('')",
    "hostOf('http://')",
    "hostOf('http://a b/')",
    "timestamp('2026-02-30T00:00:00Z')",
    "duration('1 day')",
    "int('')",
    "double('abc')",
    "'a'.matches('(')",
  ])('%s is an error', (text) => {
    expect(valueOf(text)).toBeInstanceOf(Failure);
  });

  it('are documented, each with its signatures and its cost', () => {
    expect(FUNCTION_DOCS.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['size', 'matches', 'math.greatest', 'strings.quote', 'inIpRange', 'mentions']),
    );
    for (const { name, signatures, doc, cost } of FUNCTION_DOCS) {
      expect(new Set(signatures).size).toBe(signatures.length);
      expect(signatures.every((signature) => signature.includes(`${name}(`))).toBe(true);
      expect(doc).toMatch(/^\S.*\.$/);
      expect(cost).not.toBe('');
    }
    expect(FUNCTION_DOCS.find(({ name }) => name === 'contains')?.signatures).toEqual([
      '(string).contains(string)',
    ]);
  });
});

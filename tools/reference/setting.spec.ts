import { z } from 'zod';
import { settingsOf } from './setting.js';
import { settingsTables } from './settings-page.js';

const port = z.coerce.number().int().min(1).max(9).default(7).meta({ description: 'a port' });

describe('settingsOf', () => {
  it('tells default, type and meaning from the schema, and what that cannot tell from its words', () => {
    const schema = z.object({
      PORT: port,
      MODE: z.enum(['a', 'b']).default('a').meta({ description: 'a mode' }),
      LIST: z
        .string()
        .optional()
        .transform((list) => list?.split(','))
        .meta({ description: 'a list', accepts: 'names', unset: 'none' }),
      SECRET: z.string().min(32).optional().meta({ description: 'a secret', unset: 'none' }),
    });
    expect(settingsOf(schema)).toStrictEqual([
      { name: 'PORT', byDefault: '`7`', type: 'whole number, 1 to 9', meaning: 'a port' },
      { name: 'MODE', byDefault: '`a`', type: '`a`, `b`', meaning: 'a mode' },
      { name: 'LIST', byDefault: 'none', type: 'names', meaning: 'a list' },
      { name: 'SECRET', byDefault: 'none', type: 'text, 32 characters or more', meaning: 'a secret' },
    ]);
  });

  it('names the variable of which something is not told', () => {
    expect(() => settingsOf(z.object({ BARE: z.string().default('x') }))).toThrow('BARE');
    const noDefault = z.string().optional().meta({ description: 'x' });
    expect(() => settingsOf(z.object({ OPEN: noDefault }))).toThrow('OPEN');
  });
});

describe('settingsTables', () => {
  it('puts together what the same services read with the same words, and apart what differs', () => {
    const tables = settingsTables([
      ['one', z.object({ PORT: port, SHARED: port })],
      ['two', z.object({ PORT: port.default(8).meta({ description: 'a port' }), SHARED: port })],
    ]);
    expect([...tables.keys()]).toStrictEqual(['one', 'one, two', 'two']);
    expect(tables.get('one, two')).toContain('| `SHARED` | `7`     | whole number, 1 to 9 | a port  |');
    expect(tables.get('two')).toContain('| `PORT`   | `8`');
  });
});

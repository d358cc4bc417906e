import { runInNewContext } from 'node:vm';
import { QueryFailedError } from 'typeorm';
import { DatabaseUnavailableError } from './database.errors.js';
import { translateDatabaseError } from './translate-database-error.js';

const coded = (code: string, message = 'said by the driver'): Error =>
  Object.assign(new Error(message), { code });

describe('translateDatabaseError', () => {
  it.each<[string, unknown]>([
    ['a refused connection', coded('ECONNREFUSED')],
    ['a broken socket', coded('ECONNRESET')],
    ['a server that shuts down', coded('57P01')],
    ['a server that starts', coded('57P03')],
    ['no connection left', coded('53300')],
    ['a full disk', coded('53100')],
    ['a statement that took too long', coded('57014')],
    ['a lock that was not to be had', coded('55P03')],
    ['a deadlock', coded('40P01')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    [
      'a connection that ended between two statements',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
    ['an error made elsewhere', runInNewContext("Object.assign(new Error(), { code: 'ECONNRESET' })")],
    ['a server that does not greet', new Error('timeout expired')],
    ['a server that is silent', new Error('Query read timeout')],
    ['a pool that is used up', new Error('timeout exceeded when trying to connect')],
    ['a database that is closed', coded('55000', 'database "a" is not currently accepting connections')],
    ['what TypeORM makes of it', new QueryFailedError('SELECT 1', [], coded('57P01'))],
  ])('takes %s as passing', (_, thrown) => {
    expect(translateDatabaseError(thrown)).toBeInstanceOf(DatabaseUnavailableError);
  });

  it('says to come back at once, or when the statements that hold the pool are over', () => {
    const after = (thrown: unknown): unknown => translateDatabaseError(thrown)?.details.retryAfterSeconds;
    expect(after(coded('ECONNREFUSED'))).toBe(1);
    expect(after(new Error('timeout exceeded when trying to connect'))).toBe(6);
  });

  it.each([
    ['a wrong statement', coded('42601')],
    ['a constraint', coded('23505')],
    ['a fault of ours', new TypeError('x is not a function')],
    ['a code that is a number', Object.assign(new Error('x'), { code: 57 })],
    ['no error', 'Connection terminated'],
  ])('leaves %s as it is', (_, thrown) => {
    expect(translateDatabaseError(thrown)).toBeNull();
  });
});

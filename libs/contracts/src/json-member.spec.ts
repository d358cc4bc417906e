import { memberAt } from './json-member.js';

describe('a member at a JSON Pointer', () => {
  const document = { a: { 'b/c': 1, '~': 2 }, list: [{ d: 3 }] };

  it.each([
    ['/a', document.a],
    ['/a/b~1c', 1],
    ['/a/~0', 2],
    ['/list/0', document.list[0]],
    ['/list/0/d', 3],
  ])('%s is found', (pointer, value) => {
    const member = memberAt(document, pointer);
    expect(member?.holder[member.name]).toBe(value);
  });

  it.each(['', '/b', '/a/toString', '/a/__proto__', '/list/1', '/list/length', '/list/-', '/a/b~1c/length'])(
    '%s is not there',
    (pointer) => {
      expect(memberAt(document, pointer)).toBeNull();
    },
  );
});

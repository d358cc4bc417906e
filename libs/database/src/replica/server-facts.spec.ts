import { type ServerFacts, unlikeness } from './server-facts.js';

const PRIMARY: ServerFacts = {
  system: '7000000000000000001',
  database: 'acgs',
  timeline: 2,
  recovering: false,
  position: '0/3000000',
};
const REPLICA: ServerFacts = { ...PRIMARY, recovering: true };

describe('unlikeness', () => {
  it.each([REPLICA, { ...REPLICA, timeline: 1 }])('has nothing against a replica of it: %o', (replica) => {
    expect(unlikeness(replica, PRIMARY)).toBeNull();
  });

  it.each<[string, Partial<ServerFacts>]>([
    ['takes writes', { recovering: false }],
    ['another server', { system: '7000000000000000002' }],
    ['the database other, not acgs', { database: 'other' }],
    ['another primary', { timeline: 3 }],
  ])('says what is wrong: %s', (why, different) => {
    expect(unlikeness({ ...REPLICA, ...different }, PRIMARY)).toContain(why);
  });
});

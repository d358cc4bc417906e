import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evolutionClients } from '../../tools/evolution/evolution-clients.js';
import { evolutionExample } from '../../tools/evolution/evolution-example.js';
import { type EvolutionStory, tellStory } from '../../tools/evolution/evolution-story.js';
import { figuresOf } from '../support/built-installation.js';
import { Installation } from '../../tools/installation/installation.js';

describe('the story of an evolution, over the API of services as they are built', () => {
  let home: string;
  let installation: Installation;
  let story: EvolutionStory;
  const told: string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'acgs-evolution-'));
    const environment = { LOG_LEVEL: 'fatal', DATABASE_POOL_SIZE: '5', EVOLUTION_GUARD_SECONDS: '1' };
    installation = await Installation.start({ home, environment });
    story = await tellStory(await evolutionClients(installation), await evolutionExample(null), {
      ...{ budget: { population: 20, generations: 12 }, seed: 1, progress: () => undefined },
      say: (text) => told.push(text),
    });
  });

  afterAll(async () => {
    await installation.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('finds settings at least as good as those by hand, on tasks that it has not seen', () => {
    const { today, byHand, found } = story.heldOut;
    expect(found.harm).toBeLessThanOrEqual(byHand.harm);
    expect(found.stopped).toBeLessThanOrEqual(byHand.stopped);
    expect(found.asked).toBeLessThanOrEqual(byHand.asked);
    expect(today.harm + today.asked).toBeGreaterThan(found.harm + found.asked);
  });

  it('shows the flips by name before anything is promoted', () => {
    expect(story.flips.length).toBeGreaterThan(10);
    expect(story.flips.filter(({ change, heldOut }) => change === 'worse' && heldOut)).toStrictEqual([]);
  });

  it('goes into force by somebody else, and out of it by the guard', () => {
    expect(story.versions).toStrictEqual({ promoted: 2, inForce: 1 });
    expect(story.guardStatus).toBe('rolled-back');
    expect(told).toHaveLength(6);
  });

  it('is counted', async () => {
    const figures = await figuresOf(installation.url('ec-service'));
    expect(figures.get('acgs_evolution_generation_duration_seconds_count')).toBe(12);
    expect(figures.get('acgs_evolution_evaluations_total')).toBeGreaterThan(20);
    expect(figures.get('acgs_evolution_runs{status="completed"}')).toBe(1);
    expect(figures.get('acgs_evolution_promotions_total{outcome="promoted"}')).toBe(1);
    expect(figures.get('acgs_evolution_promotions_begun')).toBe(0);
    expect(figures.get('acgs_evolution_rollbacks_total')).toBe(1);
  });

  it('has a report that shows the run', () => {
    expect(story.report).toContain('<title>Evolution of the policy payments</title>');
    expect(story.report).toContain('Hypervolume of the front over generations');
    expect(story.report).not.toContain('<script');
  });
});

export interface CommandNotRun {
  readonly page: string;
  /** How it begins. */
  readonly command: string;
  readonly why: string;
}

const MEASURES = 'takes a minute and more, and measures: nothing to do beside other tests';
const RESTORES = 'the installation has to stand still for it; restore.process.e2e-spec.ts runs it';
const RUNS = 'is what runs beside all others here; .ci/run begins with npm ci';
const SIGNED = 'looks at a release that was signed, and there is none yet';
const TESTS = 'is the run that this is part of';

/** Commands of the pages that no test runs as they are printed. */
export const COMMANDS_NOT_RUN: readonly CommandNotRun[] = [
  { page: 'README.md', command: 'npm ci && npm start', why: RUNS },
  { page: 'docs/quick-start.md', command: 'npm ci && npm start', why: RUNS },
  { page: 'CONTRIBUTING.md', command: 'npm test', why: TESTS },
  { page: 'docs/backup.md', command: 'npm run restore -- --from backups/monday', why: RESTORES },
  { page: 'docs/evaluation.md', command: 'npm run evaluate', why: MEASURES },
  {
    page: 'docs/evolution.md',
    command: 'npm run demo -- evolve',
    why: 'takes a minute; evolution-story.process.e2e-spec.ts runs it',
  },
  { page: 'docs/faults.md', command: 'npm run faults', why: MEASURES },
  {
    page: 'docs/oauth.md',
    command: 'curl -s "$ACGS/api/v1/oauth/token"',
    why: 'begins with a person who has signed in and delegated; token-exchange.e2e-spec.ts sends it',
  },
  { page: 'docs/operations.md', command: 'docker compose', why: 'needs a container engine' },
  { page: 'docs/operations.md', command: 'kubectl apply', why: 'needs a cluster' },
  { page: 'docs/releasing.md', command: 'cosign ', why: SIGNED },
  { page: 'docs/releasing.md', command: 'git verify-tag', why: SIGNED },
  { page: 'docs/releasing.md', command: 'npm audit signatures', why: 'needs the registry of npm' },
];

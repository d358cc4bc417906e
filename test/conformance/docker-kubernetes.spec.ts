import { loadConfiguration } from '@acgs/service';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Service } from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { SERVICES, type ServiceName } from '../../tools/installation/service-process.js';
import { SERVICE_DEFINITIONS } from '../../tools/installation/service-definitions.js';
import { pageText } from './docs-pages.js';

const FOLDER = 'docker/kubernetes';
const MODELS = {
  Deployment,
  HorizontalPodAutoscaler,
  NetworkPolicy,
  PodDisruptionBudget,
  ConfigMap,
  Namespace,
  Service,
};

const ManifestSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
const PodSchema = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        securityContext: z.looseObject({
          runAsNonRoot: z.boolean(),
          seccompProfile: z.looseObject({ type: z.string() }),
        }),
        containers: z.tuple([
          z.looseObject({
            args: z.array(z.string()),
            env: z.array(z.object({ name: z.string(), value: z.string() })),
            ports: z.array(z.looseObject({ containerPort: z.number() })),
            securityContext: z.unknown(),
            resources: z.looseObject({ limits: z.record(z.string(), z.string()) }),
            livenessProbe: z.unknown(),
            readinessProbe: z.unknown(),
          }),
        ]),
        volumes: z.array(
          z.looseObject({
            name: z.string(),
            secret: z
              .looseObject({ items: z.array(z.object({ key: z.string(), path: z.string() })) })
              .optional(),
          }),
        ),
      }),
    }),
  }),
});

type Manifest = z.infer<typeof ManifestSchema>;

const parsed = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => ManifestSchema.parse(document.toJS()));

const manifestsIn = (folder: string): [string, Manifest][] =>
  readdirSync(join(import.meta.dirname, '..', '..', FOLDER, folder))
    .filter((file) => !['kustomization.yaml', 'adapter-rules.yaml', 'pods.yaml'].includes(file))
    .flatMap((file) => parsed(pageText(`${FOLDER}/${folder}/${file}`)))
    .map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest]);

/** What kustomize makes of a folder; null on a machine that has none. */
function rendered(folder: string): Manifest[] | null {
  try {
    const root = join(import.meta.dirname, '..', '..', FOLDER, folder);
    return parsed(execFileSync('kubectl', ['kustomize', root], { encoding: 'utf8', stdio: 'pipe' }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const isModelled = (kind: string): kind is keyof typeof MODELS => Object.hasOwn(MODELS, kind);

function validate(manifest: Manifest): void {
  if (!isModelled(manifest.kind)) throw new Error(`no schema for ${manifest.kind}`);
  new MODELS[manifest.kind](manifest).validate();
}

describe('docker/kubernetes', () => {
  it.each([...manifestsIn('base'), ...manifestsIn('autoscaling')])(
    'has in %s what the schema of Kubernetes takes',
    (_, manifest) => {
      expect(() => {
        validate(manifest);
      }).not.toThrow();
    },
  );

  it('would be told by the schema of what it does not take', () => {
    const [, service] = manifestsIn('base').find(([name]) => name === 'Service api-gateway') ?? [];
    expect(() => {
      validate({ ...service, spec: { ports: [{ port: '80 and more' }] } } as Manifest);
    }).toThrow('/spec/ports');
  });
});

const all = rendered('base');
const whereKustomizeIs = all === null ? describe.skip : describe;

whereKustomizeIs('what kustomize makes of it (skipped without kubectl)', () => {
  const deployments = new Map(
    (all ?? [])
      .filter(({ kind }) => kind === 'Deployment')
      .map((manifest) => [manifest.metadata.name, PodSchema.parse(manifest)]),
  );
  const podOf = (name: ServiceName): z.infer<typeof PodSchema>['spec']['template']['spec'] => {
    const deployment = deployments.get(name);
    if (deployment === undefined) throw new Error(`no deployment of ${name}`);
    return deployment.spec.template.spec;
  };
  const settings = (all ?? []).find(({ kind }) => kind === 'ConfigMap')?.data as Record<string, string>;

  it('is what the schema of Kubernetes takes', () => {
    for (const manifest of all ?? []) validate(manifest);
    expect(deployments.size).toBe(SERVICES.length);
  });

  it.each(SERVICES)('keeps the pod security standard "restricted" for %s, and its bounds', (name) => {
    const { securityContext, containers } = podOf(name);
    const [container] = containers;
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      resources: { limits: { cpu: '1', memory: '2Gi' } },
      livenessProbe: { httpGet: { path: '/health/live' } },
      readinessProbe: { httpGet: { path: '/health/ready' } },
    });
  });

  it.each(SERVICES)(
    'starts %s with settings that it takes, and mounts the secrets that they name',
    (name) => {
      const { variables } = SERVICE_DEFINITIONS[name];
      const [{ args, env, ports }] = podOf(name).containers;
      const given = Object.fromEntries(env.map(({ name: variable, value }) => [variable, value]));
      expect(args).toStrictEqual([`dist/apps/${name}/src/main.js`]);
      expect(given.PORT).toBe(String(ports[0]?.containerPort));
      const files = Object.values(given).filter((value) => value.startsWith('/run/secrets/acgs/'));
      const mounted = podOf(name).volumes.flatMap(
        ({ secret }) => secret?.items.map(({ path }) => path) ?? [],
      );
      expect(files.map((file) => file.slice('/run/secrets/acgs/'.length)).sort()).toStrictEqual(
        mounted.sort(),
      );
      const known = Object.keys(variables.shape);
      const unknown = Object.keys(given).filter(
        (variable) => !known.includes(variable) && !known.includes(variable.replace(/_FILE$/, '')),
      );
      expect(unknown).toStrictEqual([]);
      const plain = Object.entries({ ...settings, ...given }).filter(
        ([variable]) => !variable.endsWith('_FILE'),
      );
      expect(() => loadConfiguration(variables, Object.fromEntries(plain))).not.toThrow();
    },
  );
});

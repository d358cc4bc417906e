import { Client } from 'pg';

/** What tells whether a server is a replica of another one, and how far it is. */
export interface ServerFacts {
  readonly system: string;
  readonly database: string;
  readonly timeline: number;
  readonly recovering: boolean;
  /** Where the log ends that is on disk, or that was replayed. */
  readonly position: string;
}

const WAIT_MILLISECONDS = 2000;

const FACTS = `
  SELECT system_identifier::text AS system, current_database() AS database, timeline_id AS timeline,
    pg_is_in_recovery() AS recovering,
    (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END)::text AS position
  FROM pg_control_system(), pg_control_checkpoint()`;

/** A connection that only ever asks for them; replaced when it breaks. */
export class FactsConnection {
  private client: Client | null = null;

  /** @param broken is told when the open connection breaks */
  constructor(
    private readonly url: string,
    private readonly broken: () => void = () => undefined,
  ) {}

  /** @throws what the driver throws */
  async read(): Promise<ServerFacts> {
    try {
      const client = (this.client ??= await this.connect());
      const { rows } = await client.query<ServerFacts>(FACTS);
      if (rows[0] === undefined) throw new TypeError('a server without facts');
      return rows[0];
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** At once: a server that is silent does not say good-bye. */
  close(): void {
    const { client } = this;
    this.client = null;
    client?.end().catch(() => undefined);
    client?.connection.stream.destroy();
  }

  private async connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'acgs replica watch',
      connectionTimeoutMillis: WAIT_MILLISECONDS,
      query_timeout: WAIT_MILLISECONDS,
      options: '-c search_path=public',
    });
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = null;
      this.broken();
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    return client;
  }
}

/** Why reads may not go to it, for a log line; null when nothing speaks against it. */
export function unlikeness(replica: ServerFacts, primary: ServerFacts): string | null {
  if (!replica.recovering) return 'is no replica (any more): it takes writes';
  if (replica.system !== primary.system) return 'is a replica of another server';
  if (replica.database !== primary.database)
    return `is the database ${replica.database}, not ${primary.database}`;
  if (replica.timeline > primary.timeline) return 'follows another primary';
  return null;
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in `libs/contracts/src/access.ts`; whoever changes the pairs there adds a migration. */
const SEPARATED = [
  ['admin', 'approver'],
  ['agent', 'approver'],
  ['agent', 'council'],
  ['approver', 'auditor'],
  ['approver', 'author'],
  ['auditor', 'council'],
  ['auditor', 'operator'],
  ['author', 'council'],
] as const;

/** An agent is a client with an owner and an end. Nobody holds separated roles together, whatever a service may miss. */
export class Agents1793500022200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE auth_service.clients ADD COLUMN expires_at timestamptz');
    await runner.query(`
      CREATE TABLE auth_service.agents (
        tenant text NOT NULL,
        id text NOT NULL,
        name text NOT NULL,
        purpose text NOT NULL,
        owner text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (tenant, id)
      )`);
    await runner.query('CREATE INDEX agents_by_owner ON auth_service.agents (tenant, owner, id)');
    await this.separate(runner);
  }

  private async separate(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_service.separated_roles (
        role text NOT NULL,
        other text NOT NULL,
        constitutional_hash text NOT NULL,
        PRIMARY KEY (role, other)
      )`);
    await runner.query(
      `INSERT INTO auth_service.separated_roles
       SELECT role, other, 'cdd01ef066bc6cf2' FROM unnest($1::text[], $2::text[]) AS pair (role, other)`,
      [SEPARATED.map(([role]) => role), SEPARATED.map(([, other]) => other)],
    );
    await runner.query(`
      CREATE FUNCTION acgs.refuse_separated_roles() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE pair record;
      BEGIN
        SELECT role, other INTO pair FROM auth_service.separated_roles
        WHERE role = ANY (NEW.roles) AND other = ANY (NEW.roles) ORDER BY role, other LIMIT 1;
        IF FOUND THEN
          RAISE EXCEPTION 'nobody holds the roles % and % together', pair.role, pair.other
            USING ERRCODE = 'check_violation', CONSTRAINT = 'separated_roles';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER roles_are_separated BEFORE INSERT OR UPDATE OF roles ON auth_service.clients
      FOR EACH ROW EXECUTE FUNCTION acgs.refuse_separated_roles()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER roles_are_separated ON auth_service.clients');
    await runner.query('DROP FUNCTION acgs.refuse_separated_roles');
    await runner.query('DROP TABLE auth_service.separated_roles');
    await runner.query('DROP TABLE auth_service.agents');
    await runner.query('ALTER TABLE auth_service.clients DROP COLUMN expires_at');
  }
}

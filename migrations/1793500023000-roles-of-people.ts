import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What holds for clients holds for persons: the same trigger refuses roles that nobody holds together. */
export class RolesOfPeople1793500023000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TRIGGER roles_are_separated BEFORE INSERT OR UPDATE OF roles ON auth_service.users
      FOR EACH ROW EXECUTE FUNCTION acgs.refuse_separated_roles()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER roles_are_separated ON auth_service.users');
  }
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { migrate } from '@/lib/db/migrate'
import { APP_ROLE } from '@/lib/db/role'
import { setUpJobs } from '@/lib/jobs/set-up'

const SAVER = '@langchain/langgraph-checkpoint-postgres'

/** Brings a database to this version: our tables, the job queue's and the checkpoints', with the app role's rights on each. Returns the migrations that ran. */
export function prepareDatabase(database_url: string): Promise<string[]> {
  return migrate(database_url, async (owner) => {
    await setUpJobs(database_url, owner)
    await setUpPositions(database_url, owner)
    for (const schema of ['graphile_worker', 'checkpoints'])
      await owner.query(`
        grant usage on schema ${schema} to ${APP_ROLE};
        grant select, insert, update, delete on all tables in schema ${schema} to ${APP_ROLE};
        grant usage on all sequences in schema ${schema} to ${APP_ROLE};
        grant execute on all functions in schema ${schema} to ${APP_ROLE};`)
    // The queue turns row security on for its tables and gives nobody a policy: without one only their owner could add a job.
    await owner.query(`
      do $$ declare queue_table regclass; begin
        for queue_table in
          select c.oid from pg_class c
          where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'app_role')
        loop
          execute format('create policy app_role on %s to ${APP_ROLE} using (true) with check (true)', queue_table);
        end loop;
      end $$`)
  })
}

/**
 * The checkpoints' tables are theirs to make. The version that made them is written on their schema: where it is this one, the graph engine is not even read.
 */
async function setUpPositions(database_url: string, owner: pg.Client): Promise<void> {
  const made_by = `${SAVER} ${versionOf(SAVER)}`
  const { rows } = await owner.query<{ made_by: string | null }>(
    `select obj_description(oid, 'pg_namespace') as made_by from pg_namespace where nspname = 'checkpoints'`,
  )
  if (rows[0]?.made_by === made_by) return
  const { setUpCheckpoints } = await import('@/agent/checkpoints')
  await setUpCheckpoints(database_url)
  await owner.query(`comment on schema checkpoints is '${made_by}'`)
}

function versionOf(name: string): string {
  const main = createRequire(import.meta.url).resolve(name)
  const { version } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as { version: string }
  return version
}

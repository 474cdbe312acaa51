import { setUpCheckpoints } from '@/agent/checkpoints'
import { migrate } from '@/lib/db/migrate'
import { APP_ROLE } from '@/lib/db/role'
import { setUpJobs } from '@/lib/jobs/set-up'

/** Brings a database to this version: our tables, the job queue's and the checkpoints', with the app role's rights on each. Returns the migrations that ran. */
export function prepareDatabase(database_url: string): Promise<string[]> {
  return migrate(database_url, async (owner) => {
    await setUpJobs(database_url)
    await setUpCheckpoints(database_url)
    for (const schema of ['graphile_worker', 'checkpoints'])
      await owner.query(`
        grant usage on schema ${schema} to ${APP_ROLE};
        grant select, insert, update, delete on all tables in schema ${schema} to ${APP_ROLE};
        grant usage on all sequences in schema ${schema} to ${APP_ROLE};
        grant execute on all functions in schema ${schema} to ${APP_ROLE};`)
  })
}

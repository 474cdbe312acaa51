import { runMigrations } from 'graphile-worker'

/** Creates or updates the job queue's own tables as the database's owner. */
export const setUpJobs = (database_url: string): Promise<void> => runMigrations({ connectionString: database_url })

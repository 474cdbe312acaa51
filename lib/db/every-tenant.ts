import { queryShowing } from './pool'

/**
 * One statement that belongs to no tenant or to all: finding out whose a session is, the list of tenants, jobs, sweeps. Row-level security
 * lets it pass, so nothing that answers a person may use it; `lib/db/tenancy.test.ts` holds the list of files that do.
 */
export const everyTenant = <T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> => queryShowing<T>('*', { text }, values)

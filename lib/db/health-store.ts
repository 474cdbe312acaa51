import { everyTenant } from './every-tenant'

/** Throws when the database does not answer. */
export const pingDatabase = (): Promise<unknown> => everyTenant('select 1')
